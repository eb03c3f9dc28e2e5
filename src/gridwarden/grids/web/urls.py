"""Addresses of grids."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "grids"
urlpatterns: list[URLPattern] = []
