"""Addresses of the shared look."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.views.i18n import set_language

from gridwarden.platform.ui.gallery.views import gallery

app_name = "ui"
urlpatterns: list[URLPattern] = [
    path("gallery/", gallery, name="gallery"),
    path("language/", set_language, name="language"),
]
