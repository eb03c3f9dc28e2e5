"""Addresses of workforce."""

from __future__ import annotations

from django.urls import path

from gridwarden.workforce.web.views import my_shifts, organisation, postings, roles, rosters, staff

app_name = "workforce"
urlpatterns = [
    path("", organisation.organisation, name="organisation"),
    path("units/new/", organisation.new_unit, name="new-unit"),
    path("units/<int:unit_id>/", organisation.unit, name="unit"),
    path("units/<int:unit_id>/edit/", organisation.edit_unit, name="edit-unit"),
    path("units/<int:unit_id>/dissolve/", organisation.dissolve_unit, name="dissolve-unit"),
    path("units/<int:unit_id>/grids/new/", organisation.keep_grid, name="keep-grid"),
    path("units/<int:unit_id>/grids/<int:keeper_id>/release/", organisation.release_grid, name="release-grid"),
    path("staff/", staff.staff, name="staff"),
    path("staff/new/", staff.new_person, name="new-person"),
    path("staff/<int:staff_id>/", staff.person, name="person"),
    path("staff/<int:staff_id>/edit/", staff.edit_person, name="edit-person"),
    path("staff/<int:staff_id>/move/", staff.move_person, name="move-person"),
    path("staff/<int:staff_id>/discharge/", staff.discharge_person, name="discharge-person"),
    path("staff/<int:staff_id>/roles/", roles.grant, name="grant"),
    path("staff/<int:staff_id>/postings/new/", postings.new_posting, name="new-posting"),
    path("staff/<int:staff_id>/leaves/new/", postings.new_leave, name="new-leave"),
    path("staff/<int:staff_id>/leaves/<int:leave_id>/end/", postings.end_leave, name="end-leave"),
    path("postings/<int:posting_id>/", postings.edit_posting, name="edit-posting"),
    path("rosters/", rosters.in_force, name="rosters"),
    path("rosters/new/", rosters.new_roster, name="new-roster"),
    path("rosters/<int:plan_id>/", rosters.plan, name="roster"),
    path("rosters/<int:plan_id>/progress/", rosters.progress, name="roster-progress"),
    path("rosters/<int:plan_id>/publish/", rosters.publish, name="publish-roster"),
    path("rosters/<int:plan_id>/withdraw/", rosters.withdraw, name="withdraw-roster"),
    path("my-shifts/", my_shifts.my_shifts, name="my-shifts"),
    path("staff/<int:staff_id>/sick/", my_shifts.call_in_sick, name="call-in-sick"),
    path("grids/", postings.grids, name="grids"),
    path("duties/", roles.duties, name="duties"),
    path("duties/<str:role>/new/", roles.new_duty, name="new-duty"),
    path("duties/<int:duty_id>/", roles.edit_duty, name="edit-duty"),
]
