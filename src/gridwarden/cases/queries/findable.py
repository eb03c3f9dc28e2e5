"""What a case is found by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.domain.sources import Source, awaits_answer
from gridwarden.menu.queries import menus
from gridwarden.platform.contacts import without_contacts
from gridwarden.platform.search.expressions import vector

if TYPE_CHECKING:
    from django.db.models import Func

    from gridwarden.cases.models import Case
    from gridwarden.menu.queries.rows import ConditionRow


def searchable(case: Case, condition_id: int | None) -> Func:
    """Return the search vector of ``case`` under a condition, to be stored with it; one SQL statement."""
    return searchable_as(case, menus.condition(condition_id) if condition_id else None)


def searchable_as(case: Case, condition: ConditionRow | None) -> Func:
    """Return the search vector of ``case`` under a condition that is already at hand."""
    words = (condition.item_name, condition.item_name_en, condition.content.text) if condition else ()
    # Who is found by a number is known by it: those who read no numbers of reporters find none by them either.
    told = without_contacts if awaits_answer(Source(case.source)) else str
    return vector(case.number, told(case.address), told(case.description), *words)
