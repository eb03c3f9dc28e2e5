"""Faults to plant in the transition code: one piece of source each, replaced by a plausible mistake."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seed:
    """``old`` stands once in ``module`` and is replaced by ``new``."""

    name: str
    module: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A change that no test can see, and why."""

    seed: Seed
    reason: str


_DOMAIN = "gridwarden.cases.domain"
_ACTIONS = "gridwarden.cases.actions"

SEEDS: tuple[Seed, ...] = (
    # Who may.
    Seed("self_check", f"{_DOMAIN}.guards", "actor.user_id in situation.handlers or ", ""),
    Seed("colleague_checks", f"{_DOMAIN}.guards", " or works_there", ""),
    Seed("contractor_closes", f"{_DOMAIN}.guards", "if actor.is_contractor and not is_work:", "if False:"),
    Seed("foreign_unit_moves", f"{_DOMAIN}.guards", "if actor.unit_id != situation.owner.id and", "if False and"),
    Seed("anybody_verifies", f"{_DOMAIN}.guards", "actor.user_id != situation.verifier_id", "False"),
    Seed("anybody_checks", f"{_DOMAIN}.guards", "actor.user_id != situation.checker_id", "False"),
    Seed("software_moves_anything", f"{_DOMAIN}.guards", "if is_software(actor) and not automatic:", "if False:"),
    Seed("other_district", f"{_DOMAIN}.decisions", "if actor.district_id != situation.district_id:", "if False:"),
    Seed("permission_forgotten", f"{_DOMAIN}.decisions", "    actor.require(row.permission)\n", ""),
    Seed("contractor_is_sent", f"{_DOMAIN}.needs", "or person.is_contractor or", "or"),
    # Where a case can go.
    Seed(
        "close_without_check",
        f"{_DOMAIN}.table",
        "name=M.CLOSE, states=frozenset({S.CHECKED})",
        "name=M.CLOSE, states=frozenset({S.CHECKED, S.HANDLED})",
    ),
    Seed(
        "skip_a_level",
        f"{_DOMAIN}.table",
        "to=S.DISPATCHED, goal=_TO_SQUAD_ABOVE",
        "to=S.REGISTERED, goal=_TO_DESK",
    ),
    Seed("any_team_below", f"{_DOMAIN}.table", "Level.GRID_TEAM, below_owner=True", "Level.GRID_TEAM"),
    Seed(
        "contractor_on_the_ground",
        f"{_DOMAIN}.states",
        "UnitKind.CONTRACTOR: Level.DESK",
        "UnitKind.CONTRACTOR: Level.GRID_TEAM",
    ),
    Seed("cancel_too_early", f"{_DOMAIN}.table", "states=OPEN - {S.REPORTED, S.VERIFYING}", "states=OPEN"),
    Seed(
        "unverified_report_goes_out",
        f"{_DOMAIN}.opening",
        "if own and outset.slip is SlipType.RECTIFICATION_NOTICE and",
        "if outset.slip is SlipType.RECTIFICATION_NOTICE and",
    ),
    Seed(
        "slip_to_the_team",
        f"{_DOMAIN}.opening",
        "if own and outset.slip is SlipType.CONTACT_SLIP:",
        "if outset.slip is SlipType.CONTACT_SLIP and not outset.chain.team:",
    ),
    # What a move leaves on the case.
    Seed("keep_the_checker", f"{_DOMAIN}.table", 'clears=("checker_id", "handler_id"),', 'clears=("handler_id",),'),
    Seed("rework_uncounted", f"{_DOMAIN}.table", 'counts="rework_count", ', ""),
    Seed(
        "old_check_survives",
        f"{_DOMAIN}.table",
        '"handled_at", "checked_at", "closed_at")',
        '"handled_at", "closed_at")',
    ),
    Seed(
        "earlier_hands_forgotten",
        f"{_DOMAIN}.decisions",
        "situation.handlers | {actor.user_id}",
        "frozenset({actor.user_id})",
    ),
    Seed(
        "somebody_else_did_it",
        f"{_DOMAIN}.decisions",
        "inputs.person if row.person_may and inputs.person else actor",
        "inputs.person or actor",
    ),
    Seed(
        "photo_rule_ignored", f"{_DOMAIN}.needs", "return max(1, rule.after) if on_the_spot else rule.after", "return 0"
    ),
    Seed(
        "reporter_not_answered",
        f"{_DOMAIN}.table",
        "tells_below=True, tells_reporter=True,\n    ),\n    Move(\n        name=M.CANCEL",
        "tells_below=True,\n    ),\n    Move(\n        name=M.CANCEL",
    ),
    Seed("level_not_told", f"{_DOMAIN}.feedback", "range(speaking - 1, 0, -1)", "range(speaking - 2, 0, -1)"),
    Seed(
        "strangers_let_in",
        f"{_DOMAIN}.decisions",
        "return self.inputs.units if Need.UNITS in self.row.needs else ()",
        "return self.inputs.units",
    ),
    # Time.
    Seed("time_goes_back", f"{_DOMAIN}.decisions", "return max(at, last)", "return at"),
    Seed(
        "any_step_back",
        f"{_DOMAIN}.decisions",
        "MAX_STEP_BACK = timedelta(minutes=5)",
        "MAX_STEP_BACK = timedelta(days=5000)",
    ),
    Seed(
        "clock_starts_anew", f"{_DOMAIN}.table", "_WORK_DONE = (pause(Stage.HANDLE)", "_WORK_DONE = (stop(Stage.HANDLE)"
    ),
    Seed(
        "desk_time_counts",
        f"{_DOMAIN}.table",
        "_BACK_TO_DESK = (pause(Stage.HANDLE), run(Stage.DISPATCH))",
        "_BACK_TO_DESK = (run(Stage.DISPATCH),)",
    ),
    Seed("pause_counts", f"{_DOMAIN}.deadlines", "replace(last, end=at)", "replace(last, end=last.start)"),
    Seed("warned_late", f"{_DOMAIN}.deadlines", "WARN_FRACTION = 0.8", "WARN_FRACTION = 0.9"),
    Seed(
        "late_at_the_deadline",
        f"{_DOMAIN}.deadlines",
        "_NEXT_MOMENT = timedelta(microseconds=1)",
        "_NEXT_MOMENT = timedelta(0)",
    ),
    Seed("unfired_breach_lost", f"{_DOMAIN}.deadlines", "return broken(clock) if late else clock", "return clock"),
    Seed("light_forgives", f"{_DOMAIN}.deadlines", "(clock.is_running or clock.breached_at)", "clock.is_running"),
    # The executor and the timers.
    Seed(
        "unguarded_write",
        f"{_ACTIONS}._execution",
        "pk=case.pk, version=case.version, state=decision.before.state.value",
        "pk=case.pk",
    ),
    Seed(
        "old_page_accepted",
        f"{_ACTIONS}._execution",
        "if version is not None and version != case.version:",
        "if False:",
    ),
    Seed(
        "no_audit",
        f"{_ACTIONS}._execution",
        '    _records.audit(\n        case,\n        f"case.{name}",',
        '    (lambda *a, **k: None)(\n        case,\n        f"case.{name}",',
    ),
    Seed(
        "closure_not_announced",
        f"{_ACTIONS}._execution",
        "        publish(CaseClosed(**facts, how=decision.row.closes.value))",
        "        pass",
    ),
    Seed("photos_uncounted", f"{_ACTIONS}._execution", "case.photos_before + before_photos", "case.photos_before"),
    Seed("feedback_unwritten", f"{_ACTIONS}._execution", "decision.feedback, text=", "(), text="),
    Seed("timers_not_moved", f"{_ACTIONS}._clocks", "        clockwork.schedule(rings)", "        pass"),
    Seed(
        "timers_left_behind",
        f"{_ACTIONS}._clocks",
        "            clockwork.cancel(TIMERS, one.row.pk)",
        "            pass",
    ),
    Seed("stale_timer_fires", f"{_ACTIONS}.alarms", " and row.revision == ring.version", ""),
    Seed("breach_stays_below", f"{_ACTIONS}.alarms", "or climb(situation, one.value.stage) is None", "or True"),
    Seed("silent_above", f"{_ACTIONS}.alarms", "    _ring_on_the_next_level(case, one.row.pk, at)", "    return"),
    Seed("numbers_with_gaps", f"{_ACTIONS}._numbers", "cases_numbercounter.last + 1", "cases_numbercounter.last + 2"),
    # The hard turns.
    Seed("rules_on_the_own_request", f"{_DOMAIN}.requests", "actor.user_id == request.asked_by or ", ""),
    Seed("rules_twice", f"{_DOMAIN}.requests", " or actor.user_id in request.ruled_by", ""),
    Seed("foreign_lead_endorses", f"{_DOMAIN}.requests", "request.unit_id not in actor.unit_ids", "False"),
    Seed("desk_is_passed_over", f"{_DOMAIN}.requests", "return rest[0] if rest else None", "return None"),
    Seed("anybody_asks", f"{_DOMAIN}.requests", "if actor.unit_id != unit_id or", "if"),
    Seed("extended_when_broken", f"{_DOMAIN}.extensions", "if clock.breached_at or (", "if False and ("),
    Seed("extended_for_ever", f"{_DOMAIN}.extensions", "if granted >= MOST_GRANTED:", "if False:"),
    Seed(
        "extension_forgotten", f"{_DOMAIN}.deadlines", "extensions=clock.extensions + 1", "extensions=clock.extensions"
    ),
    Seed("suspended_again", f"{_DOMAIN}.guards", "    if situation.suspend_count:", "    if False:"),
    Seed("suspended_for_ever", f"{_DOMAIN}.suspensions", "if until > at + LONGEST:", "if False:"),
    Seed(
        "suspension_counts",
        f"{_DOMAIN}.table",
        "clocks=(pause(Stage.HANDLE), pause(Stage.TOTAL)), calls",
        "clocks=(pause(Stage.TOTAL),), calls",
    ),
    Seed("anybody_suspends", f"{_DOMAIN}.table", "on_request=True, needs=(Need.UNTIL,)", "needs=(Need.UNTIL,)"),
    Seed(
        "never_wakes",
        f"{_ACTIONS}._consequences",
        "            clockwork.schedule(resume_rings(case))",
        "            pass",
    ),
    Seed("wakes_twice", f"{_ACTIONS}._consequences", "        clockwork.cancel([RESUME], case.pk)", "        pass"),
    Seed("requests_outlive_the_owner", f"{_ACTIONS}._consequences", "    _lapse(case, decision)", "    pass"),
    Seed("whole_closes_before_its_parts", f"{_DOMAIN}.guards", "    if situation.open_parts:", "    if False:"),
    Seed(
        "parts_uncounted",
        f"{_ACTIONS}._families",
        'open_parts=F("open_parts") + changed.open_parts,',
        'open_parts=F("open_parts"),',
    ),
    Seed("followers_forgotten", f"{_DOMAIN}.feedback", " or situation.followers > 0", ""),
    Seed("merged_into_the_ended", f"{_DOMAIN}.merging", "if main_state not in OPEN:", "if False:"),
    Seed("unmerged_after_the_end", f"{_DOMAIN}.guards", "    if situation.main_ended:", "    if False:"),
    Seed(
        "forced_claims_a_check",
        f"{_DOMAIN}.table",
        "closes=ClosedHow.FORCED,",
        "closes=ClosedHow.CHECKED,",
    ),
    Seed(
        "closed_by_order_without_paper",
        f"{_DOMAIN}.table",
        "needs=(Need.REASON, Need.PHOTO_PAPER),",
        "needs=(Need.REASON,),",
    ),
    Seed(
        "third_return_stays",
        f"{_ACTIONS}._execution",
        "return _taken_up_above(case, decision) or moved_to",
        "return moved_to",
    ),
    Seed(
        "followers_race_the_end",
        f"{_ACTIONS}._execution",
        "here = here.filter(open_parts=case.open_parts, followers=case.followers)",
        "here = here.filter(open_parts=case.open_parts)",
    ),
    Seed(
        "second_ruling_written_over",
        f"{_ACTIONS}._requests",
        "still = Row.objects.filter(pk=row.pk, standing=Standing.WAITING.value, station=row.station)",
        "still = Row.objects.filter(pk=row.pk)",
    ),
    Seed("order_never_late", f"{_ACTIONS}.supervision", "    clockwork.schedule(rings_of(order))", "    pass"),
    Seed("anybody_answers_an_order", f"{_DOMAIN}.supervision", "if actor.unit_id != owner_unit_id:", "if False:"),
    Seed("appeal_by_strangers", f"{_ACTIONS}.appeals", "if units.get(clock.pk) != by.unit_id:", "if False:"),
    Seed(
        "appealed_again",
        f"{_ACTIONS}.appeals",
        "if appealed([clock.pk]):",
        "if False:",
    ),
    Seed(
        "raw_fact_wiped", f"{_ACTIONS}.appeals", "update(exempted_at=at,", "update(breached_at=None, exempted_at=None,"
    ),
)

EQUIVALENTS: tuple[Equivalent, ...] = (
    Equivalent(
        Seed("running_not_asked", f"{_ACTIONS}.alarms", "one.value.is_running and ", ""),
        "Every pause and stop raises the clock's revision, so a timer of a resting clock is stale already.",
    ),
    Equivalent(
        Seed(
            "any_own_finding_goes_out",
            f"{_DOMAIN}.opening",
            "if own and outset.slip is SlipType.RECTIFICATION_NOTICE and",
            "if own and",
        ),
        "An own finding has a condition, a condition has one of two slips (menu_condition_words holds it), and a "
        "contact slip has left the function a line before.",
    ),
    Equivalent(
        Seed(
            "nobody_is_the_checker",
            f"{_DOMAIN}.guards",
            "if actor.user_id is None or actor.user_id != situation.checker_id",
            "if actor.user_id != situation.checker_id",
        ),
        "The only actor without an account is the software, and it is refused before the guards are asked; a case "
        "that is being checked always names its checker.",
    ),
    Equivalent(
        Seed("work_unchecked_closes", f"{_DOMAIN}.table", "guards=(guards.work_is_checked,), ", ""),
        "Checked is reached only through a passed check; the guard and the table's constraint are belts to that brace.",
    ),
)
