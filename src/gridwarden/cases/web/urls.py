"""Addresses of cases."""

from __future__ import annotations

from django.urls import path

from gridwarden.cases.web import desk, limits, moves, pages, routing, routing_checks

app_name = "cases"
urlpatterns = [
    path("", desk.case_list, name="list"),
    path("dispatch/", desk.dispatch_many, name="dispatch_many"),
    path("limits/", limits.stage_limits, name="limits"),
    path("rules/", routing.rule_list, name="rules"),
    path("rules/new/", routing.new_rule, name="new_rule"),
    path("rules/findings/", routing_checks.findings, name="rule_findings"),
    path("rules/<int:rule_id>/", routing.rule_page, name="rule"),
    path("rules/<int:rule_id>/edit/", routing.edit_rule, name="edit_rule"),
    path("rules/<int:rule_id>/switch/", routing.switch_rule, name="switch_rule"),
    path("rules/<int:rule_id>/end/", routing.end_rule, name="end_rule"),
    path("rules/<int:rule_id>/trial/", routing_checks.trial, name="rule_trial"),
    path("<int:case_id>/routing/", routing_checks.explain, name="explain_routing"),
    path("number/<str:number>/", pages.by_number, name="by_number"),
    path("<int:case_id>/", pages.case_page, name="page"),
    path("<int:case_id>/after/", pages.after, name="after"),
    path("<int:case_id>/deadline/", pages.deadline, name="deadline"),
    path("<int:case_id>/moves/<str:name>/", moves.move, name="move"),
]
