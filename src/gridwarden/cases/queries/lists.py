"""Lists of cases, page by page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Coalesce

from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.models import Case, Clock
from gridwarden.cases.queries import findings, rivals
from gridwarden.cases.queries.rows import HEAVY, RELATED, CaseRow, case_row
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from gridwarden.cases.models.case_query import CaseQuerySet
    from gridwarden.cases.queries.filters import CaseFilter
    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page

#: Cases in which nothing runs come after all that have a deadline.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
ORDERS = {
    "newest": ("-opened_at", "-id"),
    "oldest": ("opened_at", "id"),
    "due": ("falls_due", "id"),
}


def matching(actor: Actor, wanted: CaseFilter, now: datetime) -> CaseQuerySet:
    """Return the cases that ``actor`` may see and ``wanted`` names, unordered."""
    return wanted.narrow(Case.objects.visible_to(actor), actor, now)


def lateness(case: str = "pk") -> Exists:
    """Return what holds for cases whose handling, or the whole of it, broke a deadline that no appeal excused.

    ``case`` names the column of the outer query that holds the case.
    """
    broken = Clock.objects.filter(case=OuterRef(case), breached_at__isnull=False, exempted_at=None)
    return Exists(broken.filter(stage__in=[Stage.HANDLE.value, Stage.TOTAL.value]))


def page(
    actor: Actor,
    wanted: CaseFilter,
    now: datetime,
    *,
    order: str = "newest",
    cursor: str | None = None,
    size: int = paging.DEFAULT_SIZE,
) -> Page[CaseRow]:
    """Return one page of the list; one SQL statement whatever its size and distance."""
    cases = matching(actor, wanted, now).select_related(*RELATED).defer(*HEAVY)
    cases = cases.annotate(
        is_remarked=findings.remarked_for(actor), was_late=lateness(), had_a_rival=rivals.had_one(actor)
    )
    by = ORDERS.get(order, ORDERS["newest"])
    if "falls_due" in by:
        cases = cases.annotate(falls_due=Coalesce("due_at", Value(NEVER)))
    return paging.page(cases, order=by, cursor=cursor, size=size).map(lambda case: case_row(actor, case, now))
