"""Addresses of menu."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "menu"
urlpatterns: list[URLPattern] = []
