"""Columns of the desk's list, the same on the page and in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gridwarden.cases.labels import KEPT, LEVELS, SOURCES, STATES
from gridwarden.cases.presenting.looks import STATE_TONES
from gridwarden.platform.ui.tables import Column, Kind

if TYPE_CHECKING:
    from gridwarden.cases.queries.rows import CaseRow


def href(row: CaseRow) -> str:
    """Return the address of the case's page."""
    return reverse("cases:page", args=[row.id])


COLUMNS: tuple[Column[CaseRow], ...] = (
    Column(label=_("Number"), value=lambda row: row.number, kind=Kind.CODE, href=href),
    Column(label=_("Light"), value=lambda row: row.light or "", kind=Kind.LIGHT),
    Column(label=_("Due"), value=lambda row: row.due_at, kind=Kind.MOMENT),
    Column(label=_("Item"), value=lambda row: row.item_name or _("Not sorted yet")),
    Column(label=_("Place"), value=lambda row: row.address or row.description[:30]),
    Column(label=_("Grid"), value=lambda row: row.grid_code, kind=Kind.CODE),
    Column(
        label=_("State"),
        value=lambda row: STATES[row.state],
        kind=Kind.BADGE,
        tone=lambda row: STATE_TONES[row.state],
    ),
    Column(
        label=_("Photos"),
        value=lambda row: _("look at the photos") if row.is_remarked else "",
        kind=Kind.BADGE,
        tone=lambda _row: "warn",
        narrow=False,
        in_file=False,
    ),
    Column(
        label=_("Deadline kept"),
        value=lambda row: "" if row.was_late is None else KEPT[row.was_late],
        kind=Kind.BADGE,
        tone=lambda row: "bad" if row.was_late else "good",
        narrow=False,
    ),
    Column(label=_("Level"), value=lambda row: LEVELS[row.level], narrow=False),
    Column(label=_("With"), value=lambda row: row.unit_name),
    Column(label=_("Source"), value=lambda row: SOURCES[row.source], on_page=False),
    Column(label=_("Opened"), value=lambda row: row.opened_at, kind=Kind.MOMENT),
    Column(label=_("Reworks"), value=lambda row: row.rework_count or "", kind=Kind.NUMBER, narrow=False),
    Column(label=_("Condition"), value=lambda row: row.condition.text if row.condition else "", on_page=False),
    Column(
        label=_("GB code"),
        value=lambda row: row.condition.gb_code if row.condition else "",
        kind=Kind.CODE,
        on_page=False,
    ),
    Column(label=_("Description"), value=lambda row: row.description, on_page=False),
    Column(label=_("Registered at"), value=lambda row: row.registered_at, kind=Kind.MOMENT, on_page=False),
    Column(label=_("Dispatched at"), value=lambda row: row.dispatched_at, kind=Kind.MOMENT, on_page=False),
    Column(label=_("Handled at"), value=lambda row: row.handled_at, kind=Kind.MOMENT, on_page=False),
    Column(label=_("Closed at"), value=lambda row: row.closed_at, kind=Kind.MOMENT, on_page=False),
    Column(label=_("Longitude"), value=lambda row: round(row.lon, 6), kind=Kind.NUMBER, on_page=False),
    Column(label=_("Latitude"), value=lambda row: round(row.lat, 6), kind=Kind.NUMBER, on_page=False),
)
