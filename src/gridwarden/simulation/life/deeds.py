"""Carry out what somebody means to do about a case: find the person, gather what the move asks for, act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.cases.actions import moving
from gridwarden.cases.actions.moving import Given
from gridwarden.cases.domain.moves import MoveName as M
from gridwarden.cases.models import EvidenceKind
from gridwarden.inspections.actions import slips as slip_actions
from gridwarden.inspections.queries import crews, slips
from gridwarden.platform.access import Role
from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.life import evidence, papers, turns
from gridwarden.simulation.life.cast import WORKERS
from gridwarden.simulation.life.habits import CLEANER, load_habits, load_texts
from gridwarden.simulation.life.policy import Who
from gridwarden.simulation.people import units
from gridwarden.workforce.domain.units import UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from random import Random
    from uuid import UUID

    from gridwarden.cases.models import Case
    from gridwarden.platform.access import Actor
    from gridwarden.simulation.life.policy import Intent
    from gridwarden.simulation.life.world import World

_POSTS = {
    Who.OPERATOR: Role.DESK_OPERATOR,
    Who.SUPERVISOR: Role.SHIFT_SUPERVISOR,
    Who.DISPATCHER: Role.DISPATCHER,
}
#: Lines of the menu that are the municipal division's, and the line that is the enforcement division's.
_MUNICIPAL_ITEMS, _ILLEGAL_BUILDING = frozenset({5, 7, 8, 9, 10, 11}), 16
#: Who verifies and who checks: mostly the information officer of the grid.
_INFORMANT_VERIFIES, _INFORMANT_CHECKS = 0.7, 0.5


class Deed:
    """One intent about one case, about to be carried out."""

    def __init__(self, case: Case, intent: Intent, world: World, at: datetime, *, was_returned: bool) -> None:
        self.case, self.intent, self.world, self.at = case, intent, world, at
        #: Whether a unit has sent the case back already.
        self.was_returned = was_returned
        self.chance: Random = chance_of(world.seed, "deed", case.number, case.version)
        assert case.condition is not None  # noqa: S101 - the simulation opens no case without one
        assert case.grid is not None  # noqa: S101 - nor outside the grids
        self.item, self.grid_code = case.condition.item.number, case.grid.code

    @transaction.atomic
    def carry_out(self) -> bool:
        """Make the move, with what goes with it: paper, recheck, crew, hard turn; return whether that waits now."""
        by = self.world.cast.actor(self._username(), self.at)
        given = self._given(by)
        if self.intent.move is M.FINISH and self._look_again(by, given):
            return False
        version = self.case.version
        moving.make(self.intent.move, by=by, at=self.at, case_id=self.case.pk, given=given, version=version)
        if self.intent.move is M.ACCEPT:
            self._begin(by)
        return turns.begin(self.case, self.intent.move, self.world, by=by, at=self.at)

    def _begin(self, by: Actor) -> None:
        """Do what goes with taking a case up."""
        if self.case.owner_unit.kind == UnitKind.CONTRACTOR:
            self._send_crew(by)
        else:
            papers.hand_out(self.case, by=by, at=self.at, chance=self.chance)

    def _look_again(self, by: Actor, given: Given) -> bool:
        photos = tuple(given.photos.get(EvidenceKind.AFTER, ()))
        return papers.look_again(self.case, by=by, at=self.at, photos=photos, chance=self.chance)

    def _send_crew(self, by: Actor) -> None:
        """Have one of the contractor's crews go out for the slip, if the case has one."""
        slip = slips.of_case(by, self.case.pk)
        offered = crews.of_unit(by, self.case.owner_unit_id) if slip else []
        if slip and offered:
            crew_id, _name = self.chance.choice(offered)
            slip_actions.assign(by=by, at=self.at, slip_id=slip.pk, crew_id=crew_id)

    def _username(self) -> str:
        cast, who = self.world.cast, self.intent.who
        if who is Who.VERIFIER:
            return cast.username(self.case.verifier_id)
        if who is Who.CHECKER:
            return cast.username(self.case.checker_id)
        if who is Who.OWNER:
            return self._worker()
        if who is Who.LEADER:
            return cast.in_unit(units.BRIGADE, Role.BRIGADE_LEADER, self.chance)
        return cast.in_unit(units.DESK, _POSTS[who], self.chance)

    def _worker(self) -> str:
        """Return who acts for the owner: the one who has begun, if somebody has."""
        if self.intent.move is M.FINISH and self.world.cast.knows(self.case.handler_id):
            return self.world.cast.username(self.case.handler_id)
        owner = self.case.owner_unit
        return self.world.cast.in_unit(owner.code, WORKERS[UnitKind(owner.kind)], self.chance)

    def _given(self, by: Actor) -> Given:
        choose_target = _TARGETS.get(self.intent.move)
        given = choose_target(self) if choose_target else Given()
        text = self.chance.choice(load_texts()[self.intent.text]) if self.intent.text else ""
        return replace(given, text=text, photos=self._photos(by))

    def _photos(self, by: Actor) -> Mapping[EvidenceKind, tuple[UUID, ...]]:
        assert self.case.condition is not None  # noqa: S101 - see above
        rule = self.case.condition.photo_rule
        if self.intent.move is M.HANDLE_ON_THE_SPOT:
            before = max(0, max(1, rule.before) - self.case.photos_before)
            return {
                EvidenceKind.BEFORE: self._take(by, before, solved=False),
                EvidenceKind.AFTER: self._take(by, max(1, rule.after), solved=True),
            }
        if self.intent.move is M.FINISH:
            return {EvidenceKind.AFTER: self._take(by, rule.after, solved=True)}
        if self.intent.move is M.FORCE_CLOSE:
            return {EvidenceKind.PAPER: self._take(by, 1, solved=False)}
        if self.intent.move is M.PASS_CHECK:
            return {EvidenceKind.CHECK: self._take(by, 1, solved=True)}
        return {}

    def _take(self, by: Actor, count: int, *, solved: bool) -> tuple[UUID, ...]:
        place = (self.case.place.x, self.case.place.y)
        return evidence.take(
            by=by,
            at=self.at,
            district_id=self.world.district_id,
            item=self.item,
            place=place,
            count=count,
            solved=solved,
        )

    def verifier(self) -> Given:
        """Choose who goes to see."""
        informant = self.chance.random() < _INFORMANT_VERIFIES
        role = Role.INFORMATION_OFFICER if informant else Role.ENFORCEMENT_OFFICER
        return self._person(self.world.cast.in_grid(self.grid_code, role, self.chance))

    def checker(self) -> Given:
        """Choose who checks: never a doer."""
        if self.chance.random() < _INFORMANT_CHECKS:
            return self._person(self.world.cast.in_grid(self.grid_code, Role.INFORMATION_OFFICER, self.chance))
        return self._person(self.world.cast.in_unit(units.DESK, Role.CHECKER, self.chance))

    def doer(self) -> Given:
        """Choose the unit to which the desk sends the case."""
        assert self.case.condition is not None  # noqa: S101 - see above
        if self.was_returned:
            return self._unit(self._division())
        kind = UnitKind(self.case.condition.responsible_kind)
        codes = {
            UnitKind.GRID_TEAM: units.team_code(self.grid_code),
            UnitKind.SQUADRON: self._squad(),
            UnitKind.CONTRACTOR: self._contractor(),
        }
        return self._unit(codes.get(kind) or self._division())

    def team(self) -> Given:
        """Choose the team below the squad; from the desk the squad is clear."""
        if UnitKind(self.case.owner_unit.kind) is UnitKind.SQUADRON:
            return self._unit(units.team_code(self.grid_code))
        return Given()

    def supporters(self) -> Given:
        """Choose a neighbouring squad and a division."""
        others = [code for code, _ in units.SQUADS.values() if code != self._squad()]
        codes = (self.chance.choice(others), self._division())
        return Given(unit_ids=tuple(self.world.unit_ids[code] for code in codes))

    def _squad(self) -> str:
        return units.SQUADS[self.world.grids[self.grid_code].zone][0]

    def _contractor(self) -> str:
        code = load_habits().item(self.item).contractor
        return units.CLEANERS[self.world.grids[self.grid_code].zone] if code == CLEANER else code

    def _division(self) -> str:
        if self.item in _MUNICIPAL_ITEMS:
            return "SZC"
        return "FZC" if self.item == _ILLEGAL_BUILDING else "SRC"

    def _person(self, username: str) -> Given:
        return Given(person_id=self.world.cast.user_id(username))

    def _unit(self, code: str) -> Given:
        return Given(unit_id=self.world.unit_ids[code])


#: What is chosen for a move besides words and photos.
_TARGETS: dict[M, Callable[[Deed], Given]] = {
    M.SEND_TO_VERIFY: Deed.verifier,
    M.SEND_TO_CHECK: Deed.checker,
    M.DISPATCH: Deed.doer,
    M.HAND_DOWN: Deed.team,
    M.REQUEST_SUPPORT: Deed.supporters,
}
