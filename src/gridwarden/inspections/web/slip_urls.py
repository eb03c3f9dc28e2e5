"""Addresses of contact slips and crews."""

from __future__ import annotations

from django.urls import path

from gridwarden.inspections.web import crews, slip_issue, slip_lists, slips

urlpatterns = [
    path("inspections/slips/", slip_lists.slip_list, name="slips"),
    path("inspections/slips/results/", slip_lists.results, name="slip_results"),
    path("field/slips/new/", slip_issue.new_slip, name="new_slip"),
    path("inspections/slips/<int:slip_id>/", slips.slip_page, name="slip"),
    path("inspections/slips/<int:slip_id>/paper.pdf", slips.paper, name="slip_paper"),
    path("inspections/slips/<int:slip_id>/receive/", slips.receive, name="receive_slip"),
    path("inspections/slips/<int:slip_id>/send/", slips.send, name="send_slip"),
    path("inspections/slips/<int:slip_id>/accept/", slips.accept, name="accept_slip"),
    path("inspections/slips/<int:slip_id>/refuse/", slips.refuse, name="refuse_slip"),
    path("inspections/slips/<int:slip_id>/crew/", slips.assign, name="assign_crew"),
    path("inspections/slips/<int:slip_id>/finish/", slips.finish, name="finish_slip"),
    path("inspections/crews/", crews.crew_list, name="crews"),
    path("inspections/crews/new/", crews.new_crew, name="new_crew"),
    path("inspections/crews/<int:crew_id>/", crews.edit_crew, name="crew"),
]
