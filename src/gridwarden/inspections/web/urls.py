"""Addresses of inspections: desk, phone, and the party's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "inspections"
urlpatterns: list[URLPattern] = []
