"""Addresses of the console."""

from __future__ import annotations

from django.urls import path

from gridwarden.console.web import duty_matrix, home, live_map, map_cards, nearby, wall

app_name = "console"
urlpatterns = [
    path("", home.home, name="home"),
    path("map/", live_map.live_map, name="map"),
    path("duty-matrix/", duty_matrix.duty_matrix, name="duty-matrix"),
    path("duty-matrix/<int:grid_id>/", duty_matrix.of_grid, name="duty-matrix-grid"),
    path("console/cases/<int:case_id>/call/<int:device_id>/", nearby.call_support, name="call"),
    path("map/cases.geojson", live_map.map_cases, name="map_cases"),
    path("map/cameras.geojson", map_cards.cameras, name="map_cameras"),
    path("map/colours/<str:name>/", map_cards.colours, name="map_colours"),
    path("map/alarms/", map_cards.alarm_list, name="map_alarms"),
    path("map/grids/<int:grid_id>/", map_cards.grid_card, name="map_grid"),
    path("map/devices/<int:device_id>/", map_cards.mover_card, name="map_mover"),
    path("map/cases/<int:case_id>/around/", map_cards.surroundings, name="map_around"),
    path("wall/", wall.wall, name="wall"),
    path("wall/figures.json", wall.figures, name="wall_figures"),
]
