"""Addresses of the console."""

from __future__ import annotations

from django.urls import path

from gridwarden.console.web import duty_matrix, home, live_map

app_name = "console"
urlpatterns = [
    path("", home.home, name="home"),
    path("map/", live_map.live_map, name="map"),
    path("duty-matrix/", duty_matrix.duty_matrix, name="duty-matrix"),
    path("duty-matrix/<int:grid_id>/", duty_matrix.of_grid, name="duty-matrix-grid"),
    path("map/cases.geojson", live_map.map_cases, name="map_cases"),
]
