"""Addresses of grids."""

from __future__ import annotations

from django.urls import path

from gridwarden.grids.web.views import check, grids, imports, points, roads, studio, tiles, wishes

app_name = "grids"
urlpatterns = [
    path("", grids.grid_list, name="list"),
    path("<int:grid_id>/", grids.detail, name="detail"),
    path("<int:grid_id>/amend/", grids.amend, name="amend"),
    path("roads/", roads.road_list, name="roads"),
    path("roads/<int:road_id>/grade/", roads.grade, name="grade"),
    path("points/", points.point_list, name="points"),
    path("points/new/", points.new_point, name="new_point"),
    path("points/<int:point_id>/withdraw/", points.withdraw_point, name="withdraw_point"),
    path("check/", check.check, name="check"),
    path("import/", imports.upload, name="import"),
    path("import/<uuid:staged_id>/", imports.preview, name="preview"),
    path("studio/", studio.studio, name="studio"),
    path("studio/plans/", studio.plan_list, name="plans"),
    path("studio/new/", wishes.new, name="new_design"),
    path("studio/grids/", wishes.base_grids, name="base_grids"),
    path("studio/<int:design_id>/", studio.design, name="design"),
    path("studio/<int:design_id>/figures/", studio.figures, name="figures"),
    path("studio/<int:design_id>/roads/", studio.grid_roads, name="grid_roads"),
    path("studio/<int:design_id>/publish/", studio.publish, name="publish_design"),
    path("studio/<int:design_id>/stop/", studio.stop, name="stop_design"),
    path("studio/<int:design_id>/discard/", studio.discard, name="discard_design"),
    path("tiles/<str:layer>/<int:zoom>/<int:x>/<int:y>.mvt", tiles.tile, name="tile"),
]
