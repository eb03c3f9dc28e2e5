"""Addresses of attachments."""

from __future__ import annotations

from django.urls import URLPattern, path

from gridwarden.platform.attachments.web import views

app_name = "attachments"
urlpatterns: list[URLPattern] = [
    path("photos/", views.upload, name="upload"),
    path("photos/<uuid:photo_id>/<str:size>", views.show, name="photo"),
]
