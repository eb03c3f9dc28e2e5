"""A roster as a file: a column for each day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gridwarden.platform.ui.tables import Column, Kind
from gridwarden.workforce.domain.rostering import ShiftCode
from gridwarden.workforce.labels import SHIFTS
from gridwarden.workforce.templatetags.workforce import group_label

if TYPE_CHECKING:
    from gridwarden.workforce.queries.rosters import RosterRow, RosterTable


def columns(table: RosterTable) -> list[Column[RosterRow]]:
    """Return the columns of a roster's file."""
    return [
        Column(label=pgettext_lazy("person", "Name"), value=lambda row: row.name),
        Column(label=_("Staff number"), value=lambda row: row.staff_number, kind=Kind.CODE),
        Column(label=_("On duty with"), value=lambda row: group_label(row.group)),
        *(
            Column(label=f"{head.day:%m-%d}", value=partial(_slot, place), kind=Kind.NUMBER)
            for place, head in enumerate(table.heads)
        ),
        Column(label=_("Shifts"), value=lambda row: row.shifts, kind=Kind.NUMBER),
        Column(label=_("Evenings"), value=lambda row: row.evenings, kind=Kind.NUMBER),
        Column(label=_("Days of rest worked"), value=lambda row: row.weekends, kind=Kind.NUMBER),
    ]


def _slot(place: int, row: RosterRow) -> str:
    slot = row.slots[place]
    if slot.code and slot.is_away:
        return str(_("on leave"))
    return str(SHIFTS[ShiftCode(slot.code)]) if slot.code else ""
