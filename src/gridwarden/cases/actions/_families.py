"""Cases that belong together: parts of a whole, and merged cases with the one that goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.timezone import localdate

from gridwarden.cases.actions import _clocks, _records
from gridwarden.cases.actions._numbers import next_number
from gridwarden.cases.domain import deadlines, families, merging
from gridwarden.cases.domain.escalation import Call
from gridwarden.cases.domain.history import first_changes, plain
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.opening import first_clocks
from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.events import CaseOpened, CasesMerged
from gridwarden.cases.models import Case
from gridwarden.cases.models.step import OPEN
from gridwarden.cases.queries.findable import searchable
from gridwarden.cases.queries.limits import limits_for
from gridwarden.platform.access import Permission, system_for
from gridwarden.platform.events.bus import publish

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.domain.decisions import Decision
    from gridwarden.cases.domain.situation import CaseUnit, Inputs, Situation
    from gridwarden.platform.access import Actor

#: Moves that begin or end a case's life: the case above it must not change meanwhile.
_FATEFUL = frozenset(
    {MoveName.MERGE, MoveName.UNMERGE, MoveName.REOPEN, MoveName.CLOSE, MoveName.CANCEL, MoveName.FORCE_CLOSE}
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part that was opened, and the unit that it goes to."""

    case: Case
    unit: CaseUnit


def lock_above(case: Case, name: MoveName, inputs: Inputs) -> None:
    """Lock the cases above and the case itself, in one order for everybody, where a move may end or revive it."""
    above = {pk for pk in (inputs.merged_into_id, case.parent_id, case.merged_into_id) if pk}
    if name not in _FATEFUL or not above:
        return
    locked = Case.objects.select_for_update().filter(pk__in=above | {case.pk}).order_by("pk")
    states = {pk: CaseState(state) for pk, state in locked.values_list("pk", "state")}
    if name is MoveName.MERGE and inputs.merged_into_id:
        merging.check_main(case.pk, inputs.merged_into_id, states[inputs.merged_into_id])


def link(case: Case, decision: Decision) -> None:
    """Let the case that goes on answer the reporters who come along, or let them go again."""
    is_undone = decision.row.name is MoveName.UNMERGE
    main_id = (decision.before.merged_into_id if is_undone else decision.after.merged_into_id) or 0
    threads = merging.threads_of(decision.before)
    Case.objects.filter(pk=main_id).update(followers=F("followers") + (-threads if is_undone else threads))
    facts = _records.facts_of(case, decision.at)
    publish(CasesMerged(**facts, into_id=main_id, is_undone=is_undone))


def count(case: Case, decision: Decision) -> None:
    """Count a part that has ended or come back; the desk hears when the last one is done."""
    changed = families.counted(decision.before.state, decision.after.state)
    if case.parent_id is None or not (changed.open_parts or changed.closed_parts):
        return
    whole = Case.objects.filter(pk=case.parent_id)
    whole.update(open_parts=F("open_parts") + changed.open_parts, closed_parts=F("closed_parts") + changed.closed_parts)
    now = whole.select_related("owner_unit").get()
    if changed.open_parts < 0 and now.open_parts == 0:
        call = Call(unit_id=now.owner_unit_id, permission=Permission.CASE_CLOSE)
        key = f"parts-done:{case.pk}:{case.version}"
        _records.call(now, [call], kind="case.parts_done", key=key, at=decision.at, by=system_for(now.district_id))


def open_parts(case: Case, decision: Decision, *, by: Actor) -> list[Part]:
    """Open a case for each unit among which ``case`` was divided."""
    units = decision.parts
    if not units:
        return []
    Case.objects.filter(pk=case.pk).update(open_parts=F("open_parts") + len(units))
    case.open_parts += len(units)
    begin = families.first_part(decision.after, decision.at)
    return [Part(_open(case, begin, by=by, at=decision.at), unit) for unit in units]


def _open(whole: Case, begin: Situation, *, by: Actor, at: datetime) -> Case:
    numbered = next_number(whole.district_id, localdate(at))
    clocks = deadlines.apply(
        first_clocks(begin.state),
        {},
        limits_for(whole.district_id, whole.condition),
        at=at,
        calendars=_clocks.calendars_of(whole.district_id),
    )
    warn_at, due_at = deadlines.governing(clocks.values())
    case = Case(
        district_id=whole.district_id,
        number=numbered.number,
        day=localdate(at),
        source=whole.source,
        condition=whole.condition,
        grid_id=whole.grid_id,
        place=whole.place,
        place_crs=whole.place_crs,
        address=whole.address,
        description=whole.description,
        flags=whole.flags,
        opened_by_id=by.user_id,
        opened_by_name=by.name,
        state=begin.state.value,
        level=int(begin.level),
        owner_unit_id=begin.owner.id,
        opened_at=at,
        registered_at=at,
        moved_at=at,
        warn_at=warn_at,
        due_at=due_at,
        parent=whole,
    )
    case.search = searchable(case, whole.condition_id)
    case.save(force_insert=True)
    _clocks.start(case, clocks.values())
    changes = first_changes(begin)
    _records.write_step(case, OPEN, before=None, after=begin, by=by, at=at, note=whole.description, changes=changes)
    publish(CaseOpened(**_records.facts_of(case, at)))
    _records.audit(
        case, "case.opened", by=by, at=at, to_state=case.state, changes=plain(changes), flags=case.flags,
        part_of=whole.number,
    )  # fmt: skip
    return case
