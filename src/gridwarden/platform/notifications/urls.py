"""Addresses of notifications."""

from __future__ import annotations

from django.urls import path

from gridwarden.platform.notifications.web import notices as views

app_name = "notifications"
urlpatterns = [
    path("", views.notices, name="list"),
    path("bell/", views.bell, name="bell"),
    path("read/", views.read_all, name="read-all"),
    path("<int:notice_id>/open/", views.open_notice, name="open"),
]
