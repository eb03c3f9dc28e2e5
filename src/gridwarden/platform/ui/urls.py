"""Addresses of the shared look."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.views.i18n import set_language

app_name = "ui"
urlpatterns: list[URLPattern] = [
    path("language/", set_language, name="language"),
]
