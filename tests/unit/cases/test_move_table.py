"""The move table against the contract in words: what is written here is allowed, everything else is refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import pytest

from gridwarden.cases.domain import decisions, table
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.situation import CaseUnit, Inputs, Situation
from gridwarden.cases.domain.states import CaseState
from gridwarden.platform.access import Role
from gridwarden.platform.refusals import Refusal
from gridwarden.workforce.domain.units import UnitKind
from tests.unit.cases import world

#: Words that stand for several.
GROUPS = {
    "OPEN": "reported verifying verified registered dispatched handling handled checking checked suspended parted",
    "IN_HAND_AND_AFTER": "dispatched handling handled checking checked suspended",
    "DOERS": "grid_team squadron brigade division contractor",
    "WORKERS": "enforcement_officer municipal_officer squad_leader brigade_leader division_officer contractor_officer",
    "LEADERS": "squad_leader brigade_leader division_officer",
    "VERIFIERS": "information_officer enforcement_officer community_officer municipal_officer desk_operator checker",
    "CHECKERS": "information_officer enforcement_officer checker",
    "SPEAKERS": "enforcement_officer squad_leader brigade_leader desk_operator shift_supervisor dispatcher",
}
#: move | from | owner | by (own: of the owner's unit; named: the person sent) | to | owner afterwards
CONTRACT = """
send_to_verify     | reported verifying | desk | desk_operator brigade_leader | verifying | desk
confirm            | verifying | desk | named: VERIFIERS | verified | desk
deny               | verifying | desk | named: VERIFIERS | reported | desk
register           | verified | desk | shift_supervisor | registered | desk
refuse             | reported verified | desk | shift_supervisor | refused | desk
dispatch           | registered | desk | dispatcher | dispatched | contractor
recall             | dispatched handling | DOERS | dispatcher | registered | desk
accept             | dispatched | DOERS | own: WORKERS | handling | same
return_dispatch    | dispatched handling | DOERS | own: WORKERS | registered | desk
hand_up            | dispatched handling | grid_team | own: enforcement_officer | dispatched | squadron
hand_up            | dispatched handling | squadron | own: squad_leader | registered | desk
hand_up            | registered | desk | own: dispatcher | dispatched | brigade
hand_down          | dispatched handling | brigade division | own: brigade_leader division_officer | registered | desk
hand_down          | registered | desk | own: dispatcher | dispatched | squadron
hand_down          | dispatched handling | squadron | own: squad_leader | dispatched | grid_team
request_support    | dispatched handling | squadron brigade division | own: LEADERS | same | same
feed_back          | OPEN | desk DOERS | chain: SPEAKERS | same | same
feed_back          | IN_HAND_AND_AFTER | division | own: division_officer | same | same
handle_on_the_spot | dispatched handling | grid_team | own: enforcement_officer | handled | same
finish             | handling | DOERS | own: WORKERS | handled | same
send_to_check      | handled checking | DOERS | dispatcher | checking | same
pass_check         | checking | DOERS | named: CHECKERS | checked | same
fail_check         | checking | DOERS | named: CHECKERS | dispatched | same
close              | checked | DOERS | shift_supervisor | closed | same
cancel             | verified registered parted | desk | shift_supervisor | cancelled | desk
cancel             | IN_HAND_AND_AFTER | DOERS | shift_supervisor | cancelled | same
reopen             | closed | desk DOERS | shift_supervisor | registered | desk
suspend            | dispatched handling | DOERS | dispatcher | suspended | same
resume             | suspended | DOERS | dispatcher | dispatched | same
force_close        | registered parted | desk | brigade_leader | closed | same
force_close        | dispatched handling handled checking suspended | DOERS | brigade_leader | closed | same
merge              | reported verifying verified registered parted | desk | dispatcher shift_supervisor | merged | same
merge              | IN_HAND_AND_AFTER | DOERS | dispatcher shift_supervisor | merged | same
unmerge            | merged | desk DOERS | dispatcher shift_supervisor | verified | desk
split              | registered parted | desk | dispatcher | parted | desk
close              | parted | desk | shift_supervisor | closed | desk
"""

#: Where somebody of each role works; frontage holders and administrators stand with the team for this test.
HOME = {
    Role.SQUAD_LEADER: world.SQUAD,
    Role.BRIGADE_LEADER: world.BRIGADE,
    Role.DIVISION_OFFICER: world.DIVISION,
    Role.CONTRACTOR_OFFICER: world.CONTRACTOR,
    **dict.fromkeys((Role.DESK_OPERATOR, Role.SHIFT_SUPERVISOR, Role.DISPATCHER, Role.CHECKER), world.DESK),
}
OWNERS = {
    UnitKind.DESK: world.DESK,
    UnitKind.GRID_TEAM: world.TEAM,
    UnitKind.SQUADRON: world.SQUAD,
    UnitKind.BRIGADE: world.BRIGADE,
    UnitKind.DIVISION: world.DIVISION,
    UnitKind.CONTRACTOR: world.CONTRACTOR,
}
DESK_STATES = {CaseState.REPORTED, CaseState.VERIFYING, CaseState.VERIFIED, CaseState.REGISTERED, CaseState.PARTED}
#: Where a case may end with whomever it was.
ANYWHERE = {CaseState.CANCELLED, CaseState.CLOSED, CaseState.MERGED}
#: Every combination of state and owner that a case can be in.
STANDS = [
    (state, kind)
    for state, kind in product(CaseState, UnitKind)
    if (kind is UnitKind.DESK) == (state in DESK_STATES or state is CaseState.REFUSED) or state in ANYWHERE
]


@dataclass(frozen=True)
class Clause:
    """One line of the contract."""

    roles: frozenset[Role]
    condition: str
    to: str
    owner: str


def clauses() -> dict[tuple[MoveName, CaseState, UnitKind], list[Clause]]:
    found: dict[tuple[MoveName, CaseState, UnitKind], list[Clause]] = {}
    for line in CONTRACT.strip().splitlines():
        full = " ".join(GROUPS.get(word, word) for word in line.split(" "))
        name, states, kinds, by, to, owner = (cell.strip() for cell in full.split("|"))
        condition, _, roles = by.rpartition(":")
        clause = Clause(frozenset(Role(role) for role in roles.split()), condition, to, owner)
        for state, kind in product(states.split(), kinds.split()):
            found.setdefault((MoveName(name), CaseState(state), UnitKind(kind)), []).append(clause)
    return found


AGREED = clauses()


def standing(state: CaseState, kind: UnitKind, user_id: int) -> Situation:
    """Return a case in this state and hand, whose verifier or checker is the one who asks."""
    worked = state in {CaseState.HANDLED, CaseState.CHECKING, CaseState.CHECKED, CaseState.CLOSED}
    return replace(
        world.reported(),
        state=state,
        owner=OWNERS[kind],
        condition_id=1,
        verifier_id=user_id if state is CaseState.VERIFYING else None,
        checker_id=user_id if state is CaseState.CHECKING else None,
        handled_at=world.NOW if worked else None,
        checked_at=world.NOW if state in {CaseState.CHECKED, CaseState.CLOSED} else None,
        closed_parts=1 if state is CaseState.PARTED else 0,
    )


def expected(name: MoveName, state: CaseState, kind: UnitKind, role: Role, home: CaseUnit) -> Clause | None:
    for clause in AGREED.get((name, state, kind), []):
        own = home == OWNERS[kind]
        if role not in clause.roles or (clause.condition == "own" and not own):
            continue
        # Whoever belongs to the unit that did the work and may handle cases does not check it.
        judges_itself = name in {MoveName.PASS_CHECK, MoveName.FAIL_CHECK} and role is Role.ENFORCEMENT_OFFICER and own
        if not judges_itself:
            return clause
    return None


#: Everything that any move may ask for, fit for the owner's next station.
FULL = Inputs(text="because", units=(world.OTHER_SQUAD, world.CONTRACTOR), suspended_until=world.LATER,
              merged_into_id=2, photos_paper=1, person=world.CHECKER, condition_id=1, photos_before=1,
              photos_after=1, photos_check=1)  # fmt: skip


def attempt(name: MoveName, state: CaseState, kind: UnitKind, role: Role) -> Situation | Refusal:
    actor = world.person(99, role, HOME.get(role, world.TEAM), role)
    inputs = replace(FULL, unit=world.CONTRACTOR if name is MoveName.DISPATCH else None)
    if name is MoveName.SEND_TO_VERIFY:
        inputs = replace(inputs, person=world.INFORMANT)
    try:
        return decisions.decide(standing(state, kind, 99), name, actor, inputs, world.LATER).after
    except Refusal as refusal:
        return refusal


@pytest.mark.parametrize("name", MoveName)
def test_a_move_is_allowed_exactly_where_the_contract_says(name: MoveName) -> None:
    wrong = []
    for (state, kind), role in product(STANDS, Role):
        home = HOME.get(role, world.TEAM)
        clause = expected(name, state, kind, role, home)
        outcome = attempt(name, state, kind, role)
        if clause is None:
            fine = isinstance(outcome, Refusal)
        else:
            to = state if clause.to == "same" else CaseState(clause.to)
            owner = kind if clause.owner == "same" else UnitKind(clause.owner)
            fine = not isinstance(outcome, Refusal) and (outcome.state, outcome.owner.kind) == (to, owner)
        if not fine:
            wrong.append((state.value, kind.value, role.value, outcome))
    assert wrong == []


def test_what_the_contract_does_not_know_is_refused_with_a_conflict_or_as_forbidden() -> None:
    statuses = {
        outcome.status
        for name, (state, kind), role in product(MoveName, STANDS, Role)
        if isinstance(outcome := attempt(name, state, kind, role), Refusal)
    }
    assert {int(status) for status in statuses} <= {403, 409}


def test_where_the_contract_has_no_line_everybody_is_told_that_the_case_does_not_stand_there() -> None:
    """The guards would refuse some of these too, but with a reason that sends people the wrong way."""
    empty = [
        (name, state, kind) for name, (state, kind) in product(MoveName, STANDS) if (name, state, kind) not in AGREED
    ]
    outcomes = {
        (*where, role): outcome.code if isinstance(outcome := attempt(*where, role), Refusal) else outcome
        for where, role in product(empty, Role)
    }
    told = {where: code for where, code in outcomes.items() if code != "move_not_allowed"}
    suspended = {where for where in told if where[1] is CaseState.SUSPENDED}
    assert {where: code for where, code in told.items() if where not in suspended} == {}
    assert {told[where] for where in suspended} == {"case_suspended"}, "whoever tries is told that it is put aside"
    assert (MoveName.CLOSE, CaseState.HANDLED, UnitKind.GRID_TEAM) in empty
    assert (MoveName.CLOSE, CaseState.CHECKED, UnitKind.GRID_TEAM) not in empty


def test_no_two_rows_of_a_name_start_at_the_same_place() -> None:
    starts = [(row.name, state, level) for row in table.MOVES for state in row.states for level in row.levels]
    assert len(starts) == len(set(starts))


def test_every_move_has_a_row_and_the_software_hands_up_and_takes_up_again() -> None:
    assert {row.name for row in table.MOVES} == set(MoveName)
    assert {row.name for row in table.MOVES if row.automatic} == {MoveName.HAND_UP, MoveName.RESUME}


def test_only_the_suspension_waits_for_a_granted_request() -> None:
    assert {row.name for row in table.MOVES if row.on_request} == {MoveName.SUSPEND}
    open_here = decisions.moves_open_to(standing(CaseState.HANDLING, UnitKind.GRID_TEAM, 99), world.DISPATCHER)
    assert MoveName.SUSPEND not in {move.row.name for move in open_here}


def test_contractors_work_and_do_nothing_else() -> None:
    assert {row.name for row in table.MOVES if row.is_work} == {
        MoveName.ACCEPT,
        MoveName.FINISH,
        MoveName.RETURN_DISPATCH,
    }
