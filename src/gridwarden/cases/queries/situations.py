"""Read a case as the rules see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gridwarden.cases.domain.errors import CaseNotFound
from gridwarden.cases.domain.history import plain
from gridwarden.cases.domain.situation import MOVING_PART, NO_PHOTOS, Situation
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import ENDED, CaseState
from gridwarden.cases.models import Case
from gridwarden.cases.models.columns import words
from gridwarden.cases.queries.chains import case_unit, chain_of

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor

#: Fields of the moving part that the table holds under the same name.
_SAME_NAME = tuple(name for name in MOVING_PART if name not in {"state", "owner", "handlers"})


def to_move(actor: Actor, case_id: int) -> Case:
    """Return the case with what its situation needs, or refuse as if there were none."""
    case = Case.objects.visible_to(actor).select_related("owner_unit__parent", "condition").filter(pk=case_id).first()
    if case is None:
        raise CaseNotFound("There is no such case.")
    return case


def situation_of(case: Case) -> Situation:
    """Return where ``case`` stands; two SQL statements for the chain.

    The grid's team is the one of the opening day, like the grid itself: later changes of the territory
    do not move old cases.
    """
    same: dict[str, Any] = {name: getattr(case, name) for name in _SAME_NAME}
    return Situation(
        district_id=case.district_id,
        source=Source(case.source),
        chain=chain_of(case.district_id, case.grid_id, case.opened_at, case.owner_unit),
        state=CaseState(case.state),
        owner=case_unit(case.owner_unit),
        handlers=frozenset(case.handlers),
        alarmed_at=case.alarmed_at,
        photo_rule=case.condition.photo_rule if case.condition else NO_PHOTOS,
        photos_before=case.photos_before,
        open_parts=case.open_parts,
        closed_parts=case.closed_parts,
        followers=case.followers,
        is_part=case.parent_id is not None,
        main_ended=_main_ended(case),
        **same,
    )


def _main_ended(case: Case) -> bool:
    above = [pk for pk in (case.parent_id, case.merged_into_id) if pk]
    return bool(above) and Case.objects.filter(pk__in=above, state__in=words(ENDED)).exists()


def moving_part(case: Case) -> dict[str, Any]:
    """Return the stored moving part as plain values, comparable with the replayed steps."""
    same = {name: getattr(case, name) for name in _SAME_NAME}
    return plain(
        {**same, "state": CaseState(case.state), "owner": case.owner_unit_id, "handlers": frozenset(case.handlers)}
    )
