"""Addresses of notifications."""

from __future__ import annotations

from django.urls import path

from gridwarden.platform.notifications.web import governing, notices, outbox, own

app_name = "notifications"
urlpatterns = [
    path("", notices.notices, name="list"),
    path("bell/", notices.bell, name="bell"),
    path("read/", notices.read_all, name="read-all"),
    path("<int:notice_id>/open/", notices.open_notice, name="open"),
    path("preferences/", own.preferences, name="preferences"),
    path("preferences/choices/", own.choices, name="choices"),
    path("devices/", own.subscribe, name="subscribe"),
    path("devices/remove/", own.unsubscribe, name="unsubscribe"),
    path("worker.js", own.worker, name="worker"),
    path("deliveries/", outbox.deliveries, name="deliveries"),
    path("deliveries/<int:delivery_id>/retry/", outbox.send_again, name="retry"),
    path("texts/", governing.all_texts, name="texts"),
    path("texts/<str:kind>/<str:channel>/<str:language>/", governing.text, name="text"),
    path("channels/", governing.channels, name="channels"),
]
