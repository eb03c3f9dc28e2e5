"""What the workflow refuses, and why.

Messages are fixed sentences without values, so that each has one translation.
"""

from __future__ import annotations

from gridwarden.platform.refusals import Conflict, Forbidden, Invalid, NotFound


class CaseNotFound(NotFound):
    """There is no such case, or the actor may not know of it."""

    code = "case_not_found"


class CaseMovedOn(Conflict):
    """Somebody else moved the case first."""

    code = "case_moved_on"


class MoveNotAllowed(Conflict):
    """The table has no such move from where the case stands."""

    code = "move_not_allowed"


class ClockWentBack(Conflict):
    """The move claims to happen well before the one before it."""

    code = "clock_went_back"


class NotChecked(Conflict):
    """Nobody has checked the work since it was last done."""

    code = "not_checked"


class NotYourCase(Forbidden):
    """The case belongs to another unit."""

    code = "not_your_case"


class NotTheVerifier(Forbidden):
    """Another person was sent to verify."""

    code = "not_the_verifier"


class NotTheChecker(Forbidden):
    """Another person was sent to check."""

    code = "not_the_checker"


class ContractorsDoNotSupervise(Forbidden):
    """Contractors do the work; verifying, checking, closing and directing belong to the bureau."""

    code = "contractors_do_not_supervise"


class NotAutomatic(Forbidden):
    """The software makes this move for nobody."""

    code = "not_automatic"


class NotIndependent(Forbidden):
    """Who had a hand in the work, or stands for its doer, does not check it."""

    code = "not_independent"


class InputMissing(Invalid):
    """The move needs something more."""

    code = "input_missing"


class WrongUnit(Invalid):
    """The case cannot go to this unit."""

    code = "wrong_unit"


class WrongPerson(Invalid):
    """This person cannot be sent."""

    code = "wrong_person"


class PhotoUsed(Conflict):
    """A photo shows one thing: it cannot stand for the state before and after."""

    code = "photo_used"


class CaseSuspended(Conflict):
    """The case is put aside; nothing is done with it until it is taken up again."""

    code = "case_suspended"


class OnRequestOnly(Conflict):
    """The move follows from a granted request and is not made directly."""

    code = "on_request_only"


class OncePerCase(Conflict):
    """What is possible once has been done."""

    code = "once_per_case"


class PartsOpen(Conflict):
    """Parts of a divided case are not done."""

    code = "parts_open"


class PartOfACase(Conflict):
    """A part of a case is not divided again."""

    code = "part_of_a_case"


class MainCaseEnded(Conflict):
    """The case above this one has ended."""

    code = "main_case_ended"


class WrongMainCase(Invalid):
    """The case cannot go on in that one."""

    code = "wrong_main_case"


class WrongDay(Invalid):
    """The day lies in the past or too far away."""

    code = "wrong_day"
