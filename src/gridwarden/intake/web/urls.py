"""Addresses of the intake."""

from __future__ import annotations

from django.urls import path

from gridwarden.intake.web import desk_urls, from_photo, tracking, views

app_name = "intake"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("new/", views.new_report, name="new"),
    path("photo/", from_photo.add_to_case, name="add-photo"),
    path("nearby/", views.nearby, name="nearby"),
    path("prints/", views.photo_prints, name="prints"),
    *desk_urls.urlpatterns,
    path("track/", tracking.ask, name="ask"),
    path("track/<str:code>/", tracking.track, name="track"),
]
