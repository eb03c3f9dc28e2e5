"""Addresses of coverage."""

from __future__ import annotations

from datetime import date

from django.urls import path, register_converter

from gridwarden.patrols.web import coverage, coverage_people


class DayConverter:
    """A day as ISO 8601 writes it."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, text: str) -> date:
        """Return the day; a ``ValueError`` means that there is no such page."""
        return date.fromisoformat(text)

    def to_url(self, day: date | str) -> str:
        """Return the day as text."""
        return str(day)


register_converter(DayConverter, "iso_day")

urlpatterns = [
    path("patrols/coverage/", coverage.day_page, name="coverage"),
    path("patrols/coverage/plan/", coverage.plan_page, name="coverage_plan"),
    path("patrols/coverage/mine/", coverage_people.mine, name="coverage_mine"),
    path("patrols/coverage/<iso_day:day>/compute/", coverage.compute, name="coverage_compute"),
    path("patrols/coverage/<iso_day:day>/appeal/", coverage_people.appeal, name="coverage_appeal"),
    path("patrols/coverage/<iso_day:day>/grids/<int:grid_id>/", coverage.grid_page, name="coverage_grid"),
    path("patrols/coverage/<iso_day:day>/people/<int:staff_id>/", coverage_people.person_page, name="coverage_person"),
    path("patrols/coverage/appeals/<int:appeal_id>/review/", coverage_people.review, name="coverage_review"),
]
