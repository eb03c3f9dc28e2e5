"""Rows as the components of pages take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gridwarden.inspections.domain.words import PictureKind
from gridwarden.inspections.labels import (
    NOTICE_STATES,
    NOTICE_TONES,
    OUTCOMES,
    PAPER_KINDS,
    PICTURES,
    RECHECK_STATES,
    TILES,
)
from gridwarden.platform.ui.parts import Photo, Stat
from gridwarden.platform.ui.tables import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gridwarden.inspections.queries.lists import Tile
    from gridwarden.inspections.queries.pages import PictureRow
    from gridwarden.inspections.queries.parties import PartyRow
    from gridwarden.inspections.queries.rows import NoticeRow, RecheckRow


def notice_href(row: NoticeRow) -> str:
    """Return the address of a paper's page."""
    return reverse("inspections:notice", args=[row.id])


def recheck_href(row: RecheckRow) -> str:
    """Return the address of a recheck's page."""
    return reverse("inspections:recheck", args=[row.id])


def _case_href(row: NoticeRow | RecheckRow) -> str:
    return reverse("cases:page", args=[row.case_id])


def _papers_of(row: PartyRow) -> str:
    return f"{reverse('inspections:notices')}?party_id={row.id}"


def _in_vain_of(row: PartyRow) -> str:
    return f"{_papers_of(row)}&state=not_corrected"


def _tone(row: RecheckRow) -> str:
    if row.outcome:
        return "good" if row.outcome == "corrected" else "bad"
    return "bad" if row.is_late else "info"


NOTICE_COLUMNS: tuple[Column[NoticeRow], ...] = (
    Column(label=_("Number"), value=lambda row: row.number, kind=Kind.CODE, href=notice_href),
    Column(label=_("Kind"), value=lambda row: PAPER_KINDS[row.kind], narrow=False),
    Column(label=_("Party"), value=lambda row: row.party_name),
    Column(label=_("Item"), value=lambda row: row.item_name),
    Column(label=_("Place"), value=lambda row: row.address, narrow=False),
    Column(label=_("Grid"), value=lambda row: row.grid_code, kind=Kind.CODE, narrow=False),
    Column(label=_("Issued"), value=lambda row: row.issued_at, kind=Kind.MOMENT, narrow=False),
    Column(label=_("Correct by"), value=lambda row: row.due_at, kind=Kind.MOMENT),
    Column(
        label=_("State"),
        value=lambda row: _("Recheck overdue") if row.is_late else NOTICE_STATES[row.state],
        kind=Kind.BADGE,
        tone=lambda row: "bad" if row.is_late else NOTICE_TONES[row.state],
    ),
    Column(label=_("Case"), value=lambda row: row.case_number, kind=Kind.CODE, href=_case_href, narrow=False),
)
RECHECK_COLUMNS: tuple[Column[RecheckRow], ...] = (
    Column(label=_("Recheck at"), value=lambda row: row.planned_at, kind=Kind.MOMENT, href=recheck_href),
    Column(label=_("Number"), value=lambda row: row.number, kind=Kind.CODE),
    Column(label=_("Party"), value=lambda row: row.party_name),
    Column(label=_("Place"), value=lambda row: row.address, narrow=False),
    Column(label=_("Item"), value=lambda row: row.item_name, narrow=False),
    Column(label=_("Officer"), value=lambda row: row.done_by_name or row.officer_name),
    Column(
        label=_("Result"),
        value=lambda row: OUTCOMES[row.outcome] if row.outcome else RECHECK_STATES[row.state],
        kind=Kind.BADGE,
        tone=_tone,
    ),
    Column(label=_("Case"), value=lambda row: row.case_number, kind=Kind.CODE, href=_case_href, narrow=False),
)
PARTY_COLUMNS: tuple[Column[PartyRow], ...] = (
    Column(label=_("Party"), value=lambda row: row.name, href=_papers_of),
    Column(label=_("Telephone"), value=lambda row: row.phone),
    Column(label=_("Address"), value=lambda row: row.address, narrow=False),
    Column(label=_("Papers"), value=lambda row: row.papers, kind=Kind.NUMBER, href=_papers_of),
    Column(label=_("In vain"), value=lambda row: row.in_vain, kind=Kind.NUMBER, href=_in_vain_of),
)


def stats(tiles: Iterable[Tile], url_name: str) -> list[Stat]:
    """Return tiles as figures that lead to what they count."""
    address = reverse(url_name)
    return [Stat(label=TILES[tile.key], value=tile.count, href=f"{address}?{tile.query}") for tile in tiles]


def photo(row: PictureRow) -> Photo:
    """Return a picture as the strip of photos takes it."""
    words = PICTURES[row.kind]
    whole = row.kind is PictureKind.SIGNATURE
    return Photo(url=row.full_url, thumb=row.thumb_url, alt=words, caption=row.note or words, whole=whole)
