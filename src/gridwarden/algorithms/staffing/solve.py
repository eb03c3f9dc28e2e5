"""The best roster: each independent part is solved by itself, with a proof or a bound."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gridwarden.algorithms.staffing import fairness
from gridwarden.algorithms.staffing.board import Board
from gridwarden.algorithms.staffing.params import Params
from gridwarden.algorithms.staffing.parts import cut, deal
from gridwarden.algorithms.staffing.result import Assignment, Change, Idle, Result, Shortage, Status
from gridwarden.algorithms.staffing.search import Answer, Clock, ask

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gridwarden.algorithms.staffing.parts import Part, Post
    from gridwarden.algorithms.staffing.problem import Previous, Problem
    from gridwarden.algorithms.staffing.result import Share

#: Work given to hoping for the ideal before the search for the best possible begins, in CP-SAT's own seconds.
EFFORT = 4.0
#: Units by which the ideal is missed in the attempts, first to last.
SLACKS = (0, 1, 2)
#: People of one group beyond twice as many are first dealt into small groups.
SMALL = 7
#: Somebody missing weighs more than any number of shifts that somebody lacks.
MISSING_WEIGHT = 1000


@dataclass(frozen=True, slots=True)
class _Solved:
    """A part's roster, or ``worked`` is ``None``."""

    worked: Mapping[tuple[str, int], str] | None
    is_proven: bool
    is_change_proven: bool
    cost: float
    bound: float
    lacking: Mapping[Post, int]
    idle: Mapping[tuple[str, int], int]
    shares: Sequence[Share]


def solve(
    problem: Problem,
    params: Params | None = None,
    *,
    previous: Previous | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Result:
    """Return a roster that covers what is wanted, keeps every rule, and shares work fairly.

    With ``previous`` the fewest changes come first, and everything before its ``from_day`` stands.
    ``progress`` is told how many parts of how many are done.

    Notes
    -----
    People who share no group that wants anybody do not touch each other: the problem falls into parts, and the sum
    of the parts' optima is the optimum. In each part arithmetic gives a floor of the cost (a group's work divided
    by its members, rounded up). A roster at the floor is optimal at once, and finding one is a question without
    objective, which CP-SAT answers quickly; only where none is found does it minimise.
    """
    params = params or Params()
    began, clock = time.process_time(), Clock.of(params)
    # The small ones first: what they leave of the time is the big ones'.
    parts = sorted(cut(problem), key=lambda part: len(part.people))
    solved = []
    for number, part in enumerate(parts):
        solved.append(_solve_part(part, params, clock, previous, 1 / (len(parts) - number)))
        if progress is not None:
            progress(number + 1, len(parts))
    return _whole(problem, solved, previous, time.process_time() - began)


def _solve_part(part: Part, params: Params, clock: Clock, previous: Previous | None, share: float) -> _Solved:
    until = Clock(time.monotonic() + clock.left_s(share))
    if previous is not None:
        return _with_few_changes(part, params, until, previous)
    goals = fairness.goals(part, params)
    found = _dealt(part, params, until) or _ideal(part, params, until, goals)
    if found is not None and fairness.cost(goals, found) <= fairness.floor(goals):
        return _done(part, params, found, bound=fairness.floor(goals))
    if found is None:
        plain = _plain(part, params, until)
        if plain.is_impossible:
            return _covering_most(part, params, until, None)
        found = plain.worked
    return _best(part, params, until, found)


def _covering_most(part: Part, params: Params, until: Clock, previous: Previous | None) -> _Solved:
    """Find how little can lack, then the best roster in which only that lacks."""
    relaxed, lacking, idle, is_proven = _relaxed(part, params, until, previous)
    solve_again = _with_few_changes if previous else _solve_again
    best = solve_again(relaxed, params, until, previous)  # type: ignore[arg-type]
    return replace(best, lacking=lacking, idle=idle, is_change_proven=is_proven and best.is_change_proven)


def _solve_again(part: Part, params: Params, until: Clock, _previous: None) -> _Solved:
    goals = fairness.goals(part, params)
    found = _ideal(part, params, until, goals) or _plain(part, params, until).worked
    return _best(part, params, until, found, effort=EFFORT)


def _ideal(part: Part, params: Params, until: Clock, goals: fairness.Goals) -> Mapping[tuple[str, int], str] | None:
    """Return a roster at or near the floor, or ``None``."""
    for slack in SLACKS:
        board = _board(part, None)
        fairness.hold(board, goals, slack=slack)
        answer = ask(board, seed=params.seed, limit_s=until.left_s(0.5), effort=EFFORT)
        if answer.worked is not None:
            return answer.worked
    return None


def _dealt(part: Part, params: Params, until: Clock) -> Mapping[tuple[str, int], str] | None:
    """Return the rosters of smaller parts side by side, where the part can be dealt into such and each has one."""
    found: dict[tuple[str, int], str] = {}
    for small in deal(part, SMALL):
        mine = _ideal(small, params, until, fairness.goals(small, params))
        if mine is None:
            return None
        found.update(mine)
    return found or None


def _plain(part: Part, params: Params, until: Clock) -> Answer:
    return ask(_board(part, None), seed=params.seed, limit_s=until.left_s(0.5))


def _board(part: Part, previous: Previous | None) -> Board:
    board = Board(part, previous)
    board.want()
    board.fill_weeks()
    return board


def _best(
    part: Part,
    params: Params,
    until: Clock,
    start: Mapping[tuple[str, int], str] | None,
    *,
    effort: float | None = None,
) -> _Solved:
    """Minimise from ``start`` as long as there is time, or some ``effort``."""
    goals = fairness.goals(part, params)
    board = _board(part, None)
    fairness.minimise(board, goals)
    if start is not None:
        board.hint(start)
    answer = ask(board, seed=params.seed, limit_s=until.left_s(), effort=effort)
    found = answer.worked or start
    bound = max(answer.bound, fairness.floor(goals))
    if found is None:
        return _Solved(None, answer.is_proven, True, 0.0, bound, {}, {}, ())  # noqa: FBT003 - a row of a table
    return _done(part, params, found, bound=bound, is_proven=answer.is_proven)


def _done(
    part: Part, params: Params, worked: Mapping[tuple[str, int], str], *, bound: float, is_proven: bool = False
) -> _Solved:
    goals = fairness.goals(part, params)
    cost = fairness.cost(goals, worked)
    return _Solved(
        worked=worked,
        is_proven=is_proven or cost <= bound,
        is_change_proven=True,
        cost=cost,
        bound=min(bound, cost),
        lacking={},
        idle={},
        shares=fairness.shares(goals, worked),
    )


def _with_few_changes(part: Part, params: Params, until: Clock, previous: Previous) -> _Solved:
    """Change as little as possible first, and share what is left to choose fairly."""
    board = _board(part, previous)
    board.model.minimize(board.changes())
    board.hint(previous.worked)
    first = ask(board, seed=params.seed, limit_s=until.left_s(0.6))
    if first.worked is None:
        if first.is_proven:
            return _covering_most(part, params, until, previous)
        return _Solved(None, False, False, 0.0, 0.0, {}, {}, ())  # noqa: FBT003 - a row of a table
    goals = fairness.goals(part, params)
    second = _board(part, previous)
    second.model.add(second.changes() <= round(first.value))
    fairness.minimise(second, _reachable(goals, first.worked))
    second.hint(first.worked)
    answer = ask(second, seed=params.seed, limit_s=until.left_s(), effort=EFFORT)
    solved = _done(part, params, answer.worked or first.worked, bound=0.0, is_proven=answer.is_proven)
    bound = solved.cost if answer.is_proven else min(solved.cost, max(answer.bound, fairness.floor(goals)))
    return replace(solved, bound=bound, is_change_proven=first.is_proven)


def _reachable(goals: fairness.Goals, worked: Mapping[tuple[str, int], str]) -> fairness.Goals:
    """Return the goals without floors: what was worked before may lie beside them."""
    del worked
    return [(circle, replace(aim, most=0, least=0)) for circle, aim in goals]


def _relaxed(
    part: Part, params: Params, until: Clock, previous: Previous | None
) -> tuple[Part, dict[Post, int], dict[tuple[str, int], int], bool]:
    """Return the part with as little less demanded as possible, what lacks, and whether that is proven."""
    board = Board(part, previous)
    lacking, idle = board.want(softly=True), board.fill_weeks(softly=True)
    _say_what_lacks_anyhow(board, part, lacking)
    board.model.minimize(MISSING_WEIGHT * sum(lacking.values()) + sum(idle.values()))
    answer = ask(board, seed=params.seed, limit_s=until.left_s(0.5))
    if answer.worked is None:
        return part, {}, {}, False
    missing = {post: answer.solver.value(lack) for post, lack in lacking.items() if answer.solver.value(lack)}
    spare = {key: answer.solver.value(lack) for key, lack in idle.items() if answer.solver.value(lack)}
    wanted = {post: (least - missing.get(post, 0), most) for post, (least, most) in part.wanted.items()}
    by_code = {person.code: person for person in part.people}
    weeks = {week[0]: week for week in part.problem.weeks()}
    least = {
        (code, day): max(0, part.problem.week_limits(by_code[code], weeks[day])[0] - lack)
        for (code, day), lack in spare.items()
    }
    return replace(part, wanted=wanted, week_least=least), missing, spare, answer.is_proven


def _say_what_lacks_anyhow(board: Board, part: Part, lacking: Mapping[Post, Any]) -> None:
    """Tell the solver what simple arithmetic knows: more shifts wanted of a group in a week than its people have."""
    for group in {group for group, _, _ in lacking}:
        for week in part.problem.weeks():
            posts = [post for post in lacking if post[0] == group and post[2] in week]
            wanted = sum(part.wanted[post][0] for post in posts)
            able = sum(part.problem.week_limits(person, week)[1] for person in part.members(group))
            if posts and wanted > able:
                board.model.add(sum(lacking[post] for post in posts) >= wanted - able)


def _whole(problem: Problem, solved: Sequence[_Solved], previous: Previous | None, cpu_s: float) -> Result:
    worked = {slot: shift for part in solved for slot, shift in (part.worked or {}).items()}
    lacking = {post: people for part in solved for post, people in part.lacking.items()}
    idle = {key: shifts for part in solved for key, shifts in part.idle.items()}
    return Result(
        status=_status(solved),
        assignments=tuple(sorted(Assignment(day, person, shift) for (person, day), shift in worked.items())),
        shortages=tuple(sorted(Shortage(day, shift, group, people) for (group, shift, day), people in lacking.items())),
        idle=tuple(sorted(Idle(day, person, shifts) for (person, day), shifts in idle.items())),
        changes=_changes(problem, worked, previous),
        is_change_proven=all(part.is_change_proven for part in solved),
        cost=sum(part.cost for part in solved) / fairness.SCALE,
        bound=sum(part.bound for part in solved) / fairness.SCALE,
        shares=tuple(share for part in solved for share in part.shares),
        cpu_s=cpu_s,
    )


def _status(solved: Sequence[_Solved]) -> Status:
    if any(part.lacking or part.idle for part in solved):
        return Status.INFEASIBLE
    if any(part.worked is None for part in solved):
        return Status.UNKNOWN
    return Status.OPTIMAL if all(part.is_proven and part.is_change_proven for part in solved) else Status.FEASIBLE


def _changes(problem: Problem, worked: Mapping[tuple[str, int], str], previous: Previous | None) -> tuple[Change, ...]:
    if previous is None:
        return ()
    people = [person.code for person in problem.people]
    slots = ((person, day) for day in range(previous.from_day, problem.days) for person in people)
    return tuple(
        Change(day, person, before, after)
        for person, day in slots
        if (before := previous.worked.get((person, day))) != (after := worked.get((person, day)))
    )
