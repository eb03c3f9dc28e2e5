"""Frozen rows of cases: what pages, API and files are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.cases.domain import deadlines
from gridwarden.cases.domain.sources import Source, awaits_answer
from gridwarden.cases.domain.states import CaseState, Level
from gridwarden.menu.queries.rows import ConditionRow, condition_row
from gridwarden.platform.access import Permission
from gridwarden.platform.contacts import without_contacts

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.algorithms.worktime import Light
    from gridwarden.cases.models import Case
    from gridwarden.menu.domain.words import ItemClass
    from gridwarden.platform.access import Actor

#: What ``case_row`` reads beside the case itself.
RELATED = ("grid", "owner_unit", "condition__item__menu")
#: Search vectors and outlines are heavy, and no row shows them.
HEAVY = ("search", "grid__geom", "grid__shape")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One case in a list."""

    id: int
    number: str
    version: int
    state: CaseState
    level: Level
    light: Light | None
    source: Source
    condition: ConditionRow | None
    grid_id: int | None
    grid_code: str
    unit_id: int
    unit_name: str
    lon: float
    lat: float
    address: str
    description: str
    flags: tuple[str, ...]
    opened_by_name: str
    opened_at: datetime
    registered_at: datetime | None
    dispatched_at: datetime | None
    handled_at: datetime | None
    closed_at: datetime | None
    moved_at: datetime
    warn_at: datetime | None
    due_at: datetime | None
    rework_count: int
    reopen_count: int
    return_count: int
    closed_how: str
    suspended_until: datetime | None
    #: Something was found about a photo that nobody has looked at yet; only lists for those who judge it know.
    is_remarked: bool = False
    #: Once closed: whether its handling or the whole of it broke a deadline that no appeal excused.
    was_late: bool | None = None

    @property
    def item_name(self) -> str:
        """The menu item in the reader's language; empty until the item is settled."""
        return self.condition.item_label if self.condition else ""

    @property
    def item_class(self) -> ItemClass | None:
        """The class of the menu item."""
        return self.condition.item_class if self.condition else None

    @property
    def title(self) -> str:
        """What and where, in one line."""
        return " · ".join(part for part in (self.item_name, self.address) if part) or self.description[:40]


def hides_contacts(reader: Actor, case: Case) -> bool:
    """Return whether numbers in what somebody outside told are not for ``reader``."""
    return awaits_answer(Source(case.source)) and not reader.may(Permission.CASE_SEE_REPORTER)


def case_row(
    reader: Actor, case: Case, now: datetime, *, is_shared: bool = False, was_late: bool | None = None
) -> CaseRow:
    """Return ``case``, fetched with ``RELATED``, as it stands at ``now`` and as ``reader`` may know it.

    ``is_shared``, or the annotation ``had_a_rival``, leaves out sums over the whole case: they would tell a contractor
    of the part that another had. ``was_late`` stands for the annotation of that name.
    """
    condition = case.condition
    told = without_contacts if hides_contacts(reader, case) else str
    is_shared = is_shared or getattr(case, "had_a_rival", False)
    was_late = getattr(case, "was_late", was_late)
    return CaseRow(
        id=case.pk,
        number=case.number,
        version=case.version,
        state=CaseState(case.state),
        level=Level(case.level),
        light=deadlines.light(case.warn_at, case.due_at, now),
        source=Source(case.source),
        condition=condition_row(condition, condition.item, condition.item.menu) if condition else None,
        grid_id=case.grid_id,
        grid_code=case.grid.code if case.grid else "",
        unit_id=case.owner_unit_id,
        unit_name=case.owner_unit.name,
        lon=case.place.x,
        lat=case.place.y,
        address=told(case.address),
        description=told(case.description),
        flags=tuple(case.flags),
        opened_by_name=case.opened_by_name,
        opened_at=case.opened_at,
        registered_at=case.registered_at,
        dispatched_at=case.dispatched_at,
        handled_at=case.handled_at,
        closed_at=case.closed_at,
        moved_at=case.moved_at,
        warn_at=case.warn_at,
        due_at=case.due_at,
        rework_count=0 if is_shared else case.rework_count,
        reopen_count=case.reopen_count,
        is_remarked=getattr(case, "is_remarked", False),
        was_late=was_late if case.closed_at and not is_shared else None,
        return_count=case.return_count,
        closed_how=case.closed_how,
        suspended_until=case.suspended_until,
    )
