"""Addresses of cases."""

from __future__ import annotations

from django.urls import path

from gridwarden.cases.web import desk, limits, moves, pages

app_name = "cases"
urlpatterns = [
    path("", desk.case_list, name="list"),
    path("dispatch/", desk.dispatch_many, name="dispatch_many"),
    path("limits/", limits.stage_limits, name="limits"),
    path("number/<str:number>/", pages.by_number, name="by_number"),
    path("<int:case_id>/", pages.case_page, name="page"),
    path("<int:case_id>/after/", pages.after, name="after"),
    path("<int:case_id>/deadline/", pages.deadline, name="deadline"),
    path("<int:case_id>/moves/<str:name>/", moves.move, name="move"),
]
