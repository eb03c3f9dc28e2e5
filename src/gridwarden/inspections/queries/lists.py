"""Lists of papers and rechecks, page by page."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.utils.timezone import get_current_timezone, localdate, make_aware

from gridwarden.inspections.domain.numbers import read_short
from gridwarden.inspections.domain.words import NoticeState, Outcome, PaperKind, RecheckState
from gridwarden.inspections.models import Notice, Recheck
from gridwarden.inspections.queries.rows import (
    HEAVY,
    RECHECK_HEAVY,
    RECHECK_RELATED,
    RELATED,
    NoticeRow,
    RecheckRow,
    notice_row,
    recheck_row,
)
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page


class _Query:
    """A filter that is also an address."""

    @property
    def query(self) -> str:
        """The query string that asks the list for the same rows."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]
        return urlencode({name: _word(value) for name, value in given.items() if value})


@dataclass(frozen=True, kw_only=True)
class NoticeFilter(_Query):
    """Which papers a list shows; what is empty does not narrow."""

    kind: PaperKind | None = None
    state: NoticeState | None = None
    #: Time is up and nobody has looked again.
    late: bool = False
    party_id: int | None = None
    case_id: int | None = None
    item: int | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    #: Words of number, party, place and fact, or a number as typed with its check digit.
    text: str = ""

    def condition(self, now: datetime) -> Q:
        """Return what holds for those that fit."""
        wanted: dict[str, Any] = {
            "kind": self.kind,
            "state": self.state,
            "party": self.party_id,
            "case": self.case_id,
            "condition__item__number": self.item,
            "issued_at__gte": _start(self.issued_from),
            "issued_at__lt": _start(self.issued_to + timedelta(days=1)) if self.issued_to else None,
        }
        fits = Q(**{name: value for name, value in wanted.items() if value})
        if self.late:
            fits &= Q(state=NoticeState.ISSUED.value, due_at__lt=now)
        return fits & self._said()

    def _said(self) -> Q:
        if not self.text.strip():
            return Q()
        if typed := read_short(self.text):
            return Q(year=typed[0], serial=typed[1])
        return Q(search__holds=self.text)


@dataclass(frozen=True, kw_only=True)
class RecheckFilter(_Query):
    """Which rechecks a list shows."""

    state: RecheckState | None = None
    outcome: Outcome | None = None
    #: Planned for the actor.
    mine: bool = False
    #: Planned up to the end of this day and not done.
    due_by: date | None = None
    late: bool = False
    officer_id: int | None = None

    def condition(self, actor: Actor, now: datetime) -> Q:
        """Return what holds for those that fit."""
        wanted: dict[str, Any] = {"state": self.state, "outcome": self.outcome, "officer": self.officer_id}
        fits = Q(**{name: value for name, value in wanted.items() if value})
        if self.mine:
            fits &= Q(officer=actor.user_id, officer__isnull=False)
        if self.due_by:
            fits &= Q(state=RecheckState.PLANNED.value, planned_at__lt=_start(self.due_by + timedelta(days=1)))
        return fits & Q(state=RecheckState.PLANNED.value, planned_at__lt=now) if self.late else fits


def notices(
    actor: Actor, wanted: NoticeFilter, now: datetime, *, cursor: str | None = None, size: int = paging.DEFAULT_SIZE
) -> Page[NoticeRow]:
    """Return papers in sight, newest first; one SQL statement."""
    found = Notice.objects.visible_to(actor).filter(wanted.condition(now)).select_related(*RELATED).defer(*HEAVY)
    page = paging.page(found, order=("-issued_at", "-id"), cursor=cursor, size=size)
    return page.map(lambda notice: notice_row(notice, now))


def rechecks(
    actor: Actor, wanted: RecheckFilter, now: datetime, *, cursor: str | None = None, size: int = paging.DEFAULT_SIZE
) -> Page[RecheckRow]:
    """Return rechecks in sight: what is planned in the order of its time, what is done newest first; one statement."""
    found = Recheck.objects.visible_to(actor).filter(wanted.condition(actor, now)).select_related(*RECHECK_RELATED)
    planned = wanted.state is RecheckState.PLANNED or wanted.due_by or wanted.late
    order = ("planned_at", "id") if planned else ("-planned_at", "-id")
    page = paging.page(found.defer(*RECHECK_HEAVY), order=order, cursor=cursor, size=size)
    return page.map(lambda recheck: recheck_row(recheck, now))


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure with the filter that lists what it counts."""

    key: str
    count: int
    query: str


def notice_tiles(actor: Actor, now: datetime) -> list[Tile]:
    """Return how the papers in sight stand; one SQL statement."""
    filters = {
        "waiting": NoticeFilter(state=NoticeState.ISSUED),
        "late": NoticeFilter(late=True),
        "in_vain": NoticeFilter(state=NoticeState.NOT_CORRECTED),
        "corrected": NoticeFilter(state=NoticeState.CORRECTED),
        "orders": NoticeFilter(kind=PaperKind.ORDER),
    }
    counts = {key: Count("pk", filter=wanted.condition(now)) for key, wanted in filters.items()}
    counted = Notice.objects.visible_to(actor).aggregate(**counts)
    return [Tile(key, counted[key], wanted.query) for key, wanted in filters.items()]


def recheck_tiles(actor: Actor, now: datetime) -> list[Tile]:
    """Return how the rechecks in sight stand; one SQL statement."""
    today = localdate(now)
    filters = {
        "mine": RecheckFilter(mine=True, due_by=today),
        "today": RecheckFilter(due_by=today),
        "late": RecheckFilter(late=True),
        "failed": RecheckFilter(outcome=Outcome.NOT_CORRECTED),
    }
    counts = {key: Count("pk", filter=wanted.condition(actor, now)) for key, wanted in filters.items()}
    counted = Recheck.objects.visible_to(actor).aggregate(**counts)
    return [Tile(key, counted[key], wanted.query) for key, wanted in filters.items()]


def _start(day: date | None) -> datetime | None:
    return make_aware(datetime.combine(day, time.min), get_current_timezone()) if day else None


def _word(value: Any) -> str:
    return "1" if value is True else str(value)
