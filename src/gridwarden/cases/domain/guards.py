"""Who may make a move beyond holding its permission: small pure questions to a situation and an actor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.domain.errors import (
    ContractorsDoNotSupervise,
    MainCaseEnded,
    NotAutomatic,
    NotChecked,
    NotIndependent,
    NotTheChecker,
    NotTheVerifier,
    NotYourCase,
    OncePerCase,
    PartOfACase,
    PartsOpen,
)
from gridwarden.platform.access import SYSTEM, Permission

if TYPE_CHECKING:
    from gridwarden.cases.domain.situation import Situation
    from gridwarden.cases.domain.states import Level
    from gridwarden.platform.access import Actor


def is_software(actor: Actor) -> bool:
    """Return whether the actor is the software itself."""
    return actor.user_id is None and actor.permissions == SYSTEM.permissions


def by_the_owner(situation: Situation, actor: Actor) -> None:
    """The case is moved by the unit that has it; reaching down into another unit's case does not count."""
    if actor.unit_id != situation.owner.id and not is_software(actor):
        raise NotYourCase("The case belongs to another unit.")


def by_the_verifier(situation: Situation, actor: Actor) -> None:
    """Only the person who was sent to the place says what is there."""
    if actor.user_id is None or actor.user_id != situation.verifier_id:
        raise NotTheVerifier("Another person was sent to verify.")


def by_the_checker(situation: Situation, actor: Actor) -> None:
    """Only the person who was sent to check says whether the work is good."""
    if actor.user_id is None or actor.user_id != situation.checker_id:
        raise NotTheChecker("Another person was sent to check.")


def independent(situation: Situation, actor: Actor) -> None:
    """Managing is kept apart from doing (管干分离): the doer, the doer's unit of doers and contractors do not check."""
    works_there = actor.unit_id == situation.owner.id and actor.may(Permission.CASE_HANDLE)
    if actor.user_id in situation.handlers or actor.is_contractor or works_there:
        raise NotIndependent("Who had a hand in the work, or works for the unit that did it, cannot check it.")


def work_is_checked(situation: Situation, actor: Actor) -> None:  # noqa: ARG001 - every guard has one shape
    """The last thing done to the work was a check that it passed."""
    checked_at, handled_at = situation.checked_at, situation.handled_at
    if checked_at is None or handled_at is None or checked_at < handled_at:
        raise NotChecked("Nobody has checked the work since it was last done.")


def not_suspended_before(situation: Situation, actor: Actor) -> None:  # noqa: ARG001
    """A case is put aside once in its life."""
    if situation.suspend_count:
        raise OncePerCase("The case has been suspended once before.")


def no_open_parts(situation: Situation, actor: Actor) -> None:  # noqa: ARG001
    """A divided case does not end before its parts."""
    if situation.open_parts:
        raise PartsOpen("Parts of this case are still open.")


def parts_are_done(situation: Situation, actor: Actor) -> None:
    """Every part has ended, and at least one by being closed."""
    no_open_parts(situation, actor)
    if not situation.closed_parts:
        raise PartsOpen("No part of this case has been closed.")


def is_no_part(situation: Situation, actor: Actor) -> None:  # noqa: ARG001
    """A part is not divided again."""
    if situation.is_part:
        raise PartOfACase("The case is a part of another and is not divided again.")


def main_goes_on(situation: Situation, actor: Actor) -> None:  # noqa: ARG001
    """A part or a merged case comes back only while the case above it is open."""
    if situation.main_ended:
        raise MainCaseEnded("The case above this one has ended.")


def speaks_for_a_level(situation: Situation, actor: Actor) -> None:
    """Feedback comes from the unit that has the case or from a level of its chain."""
    if speaking_level(situation, actor) is None:
        raise NotYourCase("The case belongs to another unit.")


def speaking_level(situation: Situation, actor: Actor) -> Level | None:
    """Return the level for which the actor speaks about this case."""
    if is_software(actor) or actor.unit_id == situation.owner.id:
        return situation.level
    return situation.chain.level_of(actor.unit_id)


def software_only_where_told(*, automatic: bool, actor: Actor) -> None:
    """The software moves a case by itself only along the rows marked for it."""
    if is_software(actor) and not automatic:
        raise NotAutomatic("The software does not make this move by itself.")


def contractors_only_work(*, is_work: bool, actor: Actor) -> None:
    """A contractor accepts, does and returns work; everything else is the bureau's."""
    if actor.is_contractor and not is_work:
        raise ContractorsDoNotSupervise("A contractor does the work and proves it; the rest belongs to the bureau.")
