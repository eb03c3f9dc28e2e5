"""Addresses of cases."""

from __future__ import annotations

from django.urls import path

from gridwarden.cases.web import (
    desk,
    findings,
    limits,
    moves,
    packing,
    pages,
    routing,
    routing_checks,
    turn_lists,
    turns,
)

app_name = "cases"
urlpatterns = [
    path("", desk.case_list, name="list"),
    path("dispatch/", desk.dispatch_many, name="dispatch_many"),
    path("findings/<int:finding_id>/", findings.acknowledge_finding, name="acknowledge_finding"),
    path("limits/", limits.stage_limits, name="limits"),
    path("rules/", routing.rule_list, name="rules"),
    path("rules/new/", routing.new_rule, name="new_rule"),
    path("rules/findings/", routing_checks.findings, name="rule_findings"),
    path("rules/<int:rule_id>/", routing.rule_page, name="routing_rule"),
    path("rules/<int:rule_id>/edit/", routing.edit_rule, name="edit_rule"),
    path("rules/<int:rule_id>/switch/", routing.switch_rule, name="switch_rule"),
    path("rules/<int:rule_id>/end/", routing.end_rule, name="end_rule"),
    path("rules/<int:rule_id>/trial/", routing_checks.trial, name="rule_trial"),
    path("<int:case_id>/routing/", routing_checks.explain, name="explain_routing"),
    path("turns/", turn_lists.waiting, name="turns_waiting"),
    path("turns/requests/", turn_lists.asked, name="turns_asked"),
    path("turns/orders/", turn_lists.orders, name="turns_orders"),
    path("turns/returns/", turn_lists.returned, name="turns_returned"),
    path("requests/<int:request_id>/rule/", turns.rule, name="rule"),
    path("requests/<int:request_id>/withdraw/", turns.withdraw, name="withdraw"),
    path("orders/<int:order_id>/<str:name>/", turns.order, name="order"),
    path("<int:case_id>/ask/<str:name>/", turns.ask, name="ask"),
    path("<int:case_id>/order/", turns.issue, name="issue"),
    path("number/<str:number>/", pages.by_number, name="by_number"),
    path("<int:case_id>/", pages.case_page, name="page"),
    path("<int:case_id>/after/", pages.after, name="after"),
    path("<int:case_id>/evidence/", packing.evidence_pack, name="evidence_pack"),
    path("<int:case_id>/deadline/", pages.deadline, name="deadline"),
    path("<int:case_id>/moves/<str:name>/", moves.move, name="move"),
]
