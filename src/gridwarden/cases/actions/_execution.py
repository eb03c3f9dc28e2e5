"""The one executor: every move of every case goes through here.

Everything that a move changes is written in one transaction, beginning with one guarded statement:
it names the version and state that the decision was taken on, so of two people who move the same
case at once one wins and the other is told. From that statement on the case's row is locked, and
what follows – clocks, step, photos, feedback, timers, notices, events, audit – needs no lock of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from gridwarden.cases.actions import _breaches, _clocks, _consequences, _families, _firing, _records
from gridwarden.cases.actions._clocks import Kept
from gridwarden.cases.domain import deadlines
from gridwarden.cases.domain.clocks import ClockVerb, Stage
from gridwarden.cases.domain.decisions import decide
from gridwarden.cases.domain.errors import CaseMovedOn, OnRequestOnly
from gridwarden.cases.domain.escalation import calls_of, climb, is_homeless
from gridwarden.cases.domain.history import plain
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.situation import NOTHING, Inputs
from gridwarden.cases.domain.states import ENDED, CaseState, Level
from gridwarden.cases.domain.table import row_for
from gridwarden.cases.events import CaseClosed, CaseFedBack, CaseMoved
from gridwarden.cases.models import Case, EvidenceKind, Support
from gridwarden.cases.queries.findable import searchable
from gridwarden.cases.queries.givens import Given, inputs_of
from gridwarden.cases.queries.limits import limits_for
from gridwarden.cases.queries.situations import situation_of, to_move
from gridwarden.platform.access import system_for
from gridwarden.platform.events.bus import publish

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.algorithms.worktime import Limit
    from gridwarden.cases.domain.decisions import Decision
    from gridwarden.cases.models import Step
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Where a case stands after a move."""

    case_id: int
    number: str
    version: int
    state: CaseState
    level: Level


def execute(
    name: MoveName, *, by: Actor, at: datetime, case_id: int, given: Given, version: int | None = None
) -> Moved:
    """Make one move: look, decide, write. ``version`` is the one that the actor saw, if it was seen."""
    with transaction.atomic():
        case = to_move(by, case_id)
        if version is not None and version != case.version:
            raise CaseMovedOn("Somebody else has moved this case meanwhile.")
        inputs = inputs_of(given, case.district_id, at)
        _families.lock_above(case, name, inputs)
        situation = situation_of(case)
        if row_for(name, situation).on_request:
            raise OnRequestOnly("This step follows from a granted request.")
        decision = decide(situation, name, by, inputs, at)
        moved_to = carry_out(case, decision, by=by, given=given)
        return _taken_up_above(case, decision) or moved_to


def _taken_up_above(case: Case, decision: Decision) -> Moved | None:
    """Bring a case that came back from the third wrong unit up to the brigade: the desk does not find its home."""
    if not is_homeless(decision):
        return None
    situation = situation_of(case)
    if climb(situation, Stage.DISPATCH) is None:
        return None
    by = system_for(case.district_id)
    decision = decide(situation, MoveName.HAND_UP, by, NOTHING, decision.at)
    return carry_out(case, decision, by=by, given=Given(), cause="returned again and again")


def carry_out(case: Case, decision: Decision, *, by: Actor, given: Given, cause: str = "") -> Moved:
    """Write everything that belongs to ``decision``; ``cause`` says why the software moves the case."""
    advance(case, decision, given)
    rule = _firing.fire(case, decision)
    step = _records.write_step(
        case,
        decision.row.name.value,
        before=decision.before,
        after=decision.after,
        by=by,
        at=decision.at,
        note=given.text.strip(),
        changes=decision.changes,
        rule_id=rule.id if rule else None,
    )
    _records.attach_photos(case, step, given.photos, by=by)
    _records.write_feedback(case, step, decision.feedback, text=given.text.strip(), at=decision.at)
    Support.objects.bulk_create(Support(case=case, step=step, unit_id=unit.id) for unit in decision.support)
    _move_clocks(case, decision, rule.limit if rule else None)
    _consequences.follow(case, decision, step)
    for part in _families.open_parts(case, decision, by=by):
        chosen = decide(situation_of(part.case), MoveName.DISPATCH, by, Inputs(unit=part.unit), decision.at)
        carry_out(part.case, chosen, by=by, given=Given(text=given.text))
    _tell(case, decision, step, by=by, cause=cause)
    return moved(case)


def moved(case: Case) -> Moved:
    """Return where ``case`` stands."""
    return Moved(
        case_id=case.pk,
        number=case.number,
        version=case.version,
        state=CaseState(case.state),
        level=Level(case.level),
    )


def advance(case: Case, decision: Decision, given: Given) -> None:
    """Change the case's moving part if it still stands where the decision found it."""
    columns = columns_of(decision)
    extra: dict[str, Any] = {}
    if before_photos := len(set(given.photos.get(EvidenceKind.BEFORE, ()))):
        columns["photos_before"] = case.photos_before + before_photos
    if "condition_id" in columns:
        extra["search"] = searchable(case, columns["condition_id"])
    here = Case.objects.filter(pk=case.pk, version=case.version, state=decision.before.state.value)
    # Beside the moves, parts that end and cases that are merged here change what was decided on.
    here = here.filter(open_parts=case.open_parts, followers=case.followers)
    if not here.update(version=F("version") + 1, **columns, **extra):
        raise CaseMovedOn("Somebody else has moved this case meanwhile.")
    for name, value in columns.items():
        setattr(case, name, value)
    case.version += 1


def columns_of(decision: Decision) -> dict[str, Any]:
    """Return the changed moving part as columns of the table."""
    columns = dict(decision.changes)
    if state := columns.pop("state", None):
        columns["state"] = state.value
    if decision.after.state in ENDED:
        columns |= {"warn_at": None, "due_at": None}
    if owner := columns.pop("owner", None):
        columns |= {"owner_unit_id": owner.id, "level": int(owner.level)}
    if (handlers := columns.pop("handlers", None)) is not None:
        columns["handlers"] = sorted(handlers)
    return columns


def _move_clocks(case: Case, decision: Decision, agreed: Limit | None) -> None:
    if not decision.row.clocks:
        return
    live = _clocks.live_of(case.pk)
    before = {stage: one.value for stage, one in live.items()}
    starts = any(op.verb is ClockVerb.RUN and op.stage not in live for op in decision.row.clocks)
    calendars = _clocks.calendars_of(case.district_id)
    limits = _limits(case, agreed) if starts else {}
    after = deadlines.apply(decision.row.clocks, before, limits, at=decision.at, calendars=calendars)
    if agreed and (handling := after.get(Stage.HANDLE)):
        after[Stage.HANDLE] = deadlines.agreed(handling, agreed, calendars)
    changed = [Kept(live[stage].row, clock) for stage, clock in after.items() if stage in live]
    _breaches.note(case, decision.before.level, _clocks.newly_broken(changed), at=decision.at)
    _clocks.change(case, changed)
    _clocks.start(case, [clock for stage, clock in after.items() if stage not in live])
    _clocks.set_lights(case, {**before, **after}.values())


def _limits(case: Case, agreed: Limit | None) -> dict[Stage, Limit]:
    """Return the limits of new clocks; what a rule agreed with the unit goes before the condition's limit."""
    usual = limits_for(case.district_id, case.condition)
    return {**usual, Stage.HANDLE: agreed} if agreed else usual


def _tell(case: Case, decision: Decision, step: Step, *, by: Actor, cause: str) -> None:
    name, at = decision.row.name.value, decision.at
    _records.call(case, calls_of(decision), kind=f"case.{name}", key=str(case.version), at=at, by=by)
    facts = _records.facts_of(case, at) | {"former_unit_id": decision.before.owner.id}
    publish(CaseMoved(**facts, move=name, from_state=decision.before.state.value, by_user_id=by.user_id))
    if decision.feedback:
        publish(_fed_back(facts, decision, step))
    if decision.row.closes:
        publish(CaseClosed(**facts, how=decision.row.closes.value))
    _records.audit(
        case,
        f"case.{name}",
        by=by,
        at=at,
        from_state=decision.before.state.value,
        to_state=decision.after.state.value,
        changes=plain(decision.changes),
        **({"cause": cause} if cause else {}),
    )


def _fed_back(facts: dict[str, Any], decision: Decision, step: Step) -> CaseFedBack:
    return CaseFedBack(
        **facts,
        step_id=step.pk,
        move=decision.row.name.value,
        to_reporter=any(one.is_reporter for one in decision.feedback),
        to_levels=tuple(int(one.level) for one in decision.feedback if one.level),
        text=step.note,
    )
