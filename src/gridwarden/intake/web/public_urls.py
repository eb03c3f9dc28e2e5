"""Addresses for people without an account, and for those of the desk who keep these pages."""

from __future__ import annotations

from django.urls import path

from gridwarden.intake.web import public_desk, public_map, public_places, public_report, tracking

app_name = "public"
urlpatterns = [
    path("report/", public_report.start, name="start"),
    path("report/sent/<str:code>/", public_report.sent, name="sent"),
    path("report/sent/<str:code>/code.svg", public_report.qr, name="qr"),
    path("report/<str:code6>/", public_report.report, name="report"),
    path("intake/track/<str:code>/answer/", tracking.answer, name="answer"),
    path("public/", public_map.start, name="map_start"),
    path("public/<str:code6>/", public_map.page, name="map"),
    path("public/<str:code6>/notices/", public_map.notices, name="notices"),
    path("public/<str:code6>/points.json", public_map.points, name="points"),
    path("public/<str:code6>/places.json", public_places.places, name="places"),
    path("public/<str:code6>/cases.geojson", public_map.geojson, name="geojson"),
    path("public/<str:code6>/cases.csv", public_map.csv_file, name="csv"),
    path("public/<str:code6>/tiles/<str:layer>/<int:zoom>/<int:x>/<int:y>.mvt", public_map.tile, name="tile"),
    path("intake/public/", public_desk.terms_page, name="terms"),
    path("intake/public/blocked/", public_desk.blocked_page, name="blocked"),
    path("intake/public/blocked/origin/", public_desk.block_origin, name="block_origin"),
    path("intake/public/blocked/<int:blocked_id>/lift/", public_desk.lift, name="lift"),
    path("intake/public/results/", public_desk.results_page, name="results"),
    path("intake/public/results/<int:case_id>/", public_desk.result, name="result"),
    path("intake/public/notices/", public_desk.notices_page, name="announcements"),
    path("intake/public/notices/<int:announcement_id>/end/", public_desk.end, name="end_announcement"),
]
