"""Addresses of the console."""

from __future__ import annotations

from django.urls import path

from gridwarden.console.web import home, live_map

app_name = "console"
urlpatterns = [
    path("", home.home, name="home"),
    path("map/", live_map.live_map, name="map"),
    path("map/cases.geojson", live_map.map_cases, name="map_cases"),
]
