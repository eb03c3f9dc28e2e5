"""Addresses of workforce."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "workforce"
urlpatterns: list[URLPattern] = []
