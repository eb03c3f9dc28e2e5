"""What people read for the words of the workflow."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gridwarden.algorithms.worktime import Light
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.escalation import AlarmKind
from gridwarden.cases.domain.moves import MoveName, Need
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import CaseState, Flag, Level
from gridwarden.cases.models.evidence import EvidenceKind
from gridwarden.cases.models.step import OPEN
from gridwarden.cases.queries.todo import Todo

STATES = {
    CaseState.REPORTED: pgettext_lazy("case state", "Reported"),
    CaseState.VERIFYING: pgettext_lazy("case state", "Being verified"),
    CaseState.VERIFIED: pgettext_lazy("case state", "Verified"),
    CaseState.REGISTERED: pgettext_lazy("case state", "Registered"),
    CaseState.DISPATCHED: pgettext_lazy("case state", "Dispatched"),
    CaseState.HANDLING: pgettext_lazy("case state", "Being handled"),
    CaseState.HANDLED: pgettext_lazy("case state", "Handled"),
    CaseState.CHECKING: pgettext_lazy("case state", "Being checked"),
    CaseState.CHECKED: pgettext_lazy("case state", "Checked"),
    CaseState.CLOSED: pgettext_lazy("case state", "Closed"),
    CaseState.CANCELLED: pgettext_lazy("case state", "Cancelled"),
    CaseState.REFUSED: pgettext_lazy("case state", "Refused"),
}
LEVELS = {
    Level.INFORMATION_OFFICER: _("Information officer"),
    Level.GRID_TEAM: _("Grid team"),
    Level.SQUAD: _("Squad"),
    Level.DESK: _("Complaint desk"),
    Level.BRIGADE: _("Brigade or division"),
}
SOURCES = {
    Source.PATROL: pgettext_lazy("case source", "Patrol"),
    Source.CITIZEN: pgettext_lazy("case source", "Citizen on the phone app"),
    Source.HOTLINE: pgettext_lazy("case source", "Hotline"),
    Source.WEB: pgettext_lazy("case source", "Website"),
    Source.MEDIA: pgettext_lazy("case source", "Media"),
    Source.LEADER: pgettext_lazy("case source", "Leader's instruction"),
    Source.VIDEO: pgettext_lazy("case source", "Video"),
    Source.TRANSFER: pgettext_lazy("case source", "Transfer from an office"),
    Source.INSPECTION: pgettext_lazy("case source", "Inspection"),
}
STAGES = {
    Stage.REGISTER: _("Registration"),
    Stage.VERIFY: _("Verification"),
    Stage.DISPATCH: _("Dispatch"),
    Stage.HANDLE: _("Handling"),
    Stage.CHECK: _("Check"),
    Stage.CLOSE: _("Closure"),
    Stage.TOTAL: _("In total"),
}
MOVES = {
    MoveName.SEND_TO_VERIFY: _("Send to verify"),
    MoveName.CONFIRM: _("Confirm the report"),
    MoveName.DENY: _("Nothing found"),
    MoveName.REGISTER: _("Register"),
    MoveName.REFUSE: _("Refuse"),
    MoveName.DISPATCH: _("Dispatch"),
    MoveName.RECALL: _("Recall"),
    MoveName.ACCEPT: _("Accept"),
    MoveName.RETURN_DISPATCH: _("Return to the desk"),
    MoveName.HAND_UP: _("Hand up"),
    MoveName.HAND_DOWN: _("Hand down"),
    MoveName.REQUEST_SUPPORT: _("Call for support"),
    MoveName.FEED_BACK: _("Feed back"),
    MoveName.HANDLE_ON_THE_SPOT: _("Handled on the spot"),
    MoveName.FINISH: _("Work done"),
    MoveName.SEND_TO_CHECK: _("Send to check"),
    MoveName.PASS_CHECK: _("Check passed"),
    MoveName.FAIL_CHECK: _("Check failed, rework"),
    MoveName.CLOSE: _("Close the case"),
    MoveName.CANCEL: _("Cancel the case"),
    MoveName.REOPEN: _("Reopen"),
}
#: The words of a step in the tracking file; the first one is no move.
STEPS = {OPEN: _("Case opened"), **{name.value: label for name, label in MOVES.items()}}
NEEDS = {
    Need.REASON: _("Reason"),
    Need.INSTRUCTION: _("Instruction"),
    Need.ANSWER: _("Answer"),
    Need.REPLY: _("Reply to the reporter"),
    Need.PERSON: _("Person"),
    Need.UNIT: _("Unit"),
    Need.UNITS: _("Units called"),
    Need.CONDITION: _("Item and condition"),
    Need.PHOTO_BEFORE: _("Photo before"),
    Need.PHOTO_AFTER: _("Photo after"),
    Need.PHOTO_CHECK: _("Photo of the check"),
}
LIGHTS = {Light.GREEN: _("In time"), Light.YELLOW: _("Nearly due"), Light.RED: _("Overdue")}
#: What a clock does by itself.
CLOCK_ENTRIES = {
    AlarmKind.WARNING: LIGHTS[Light.YELLOW],
    AlarmKind.BREACH: LIGHTS[Light.RED],
    None: _("The calendar moved the deadline"),
}
FLAGS = {
    Flag.NO_GRID: _("Outside every grid"),
    Flag.ON_BORDER: _("On the border of grids"),
    Flag.NO_TEAM: _("The grid has no team"),
    Flag.ADOPTED: _("Taken over from another system"),
}
EVIDENCE = {
    EvidenceKind.BEFORE: _("Before"),
    EvidenceKind.AFTER: _("After"),
    EvidenceKind.VERIFY: _("At the verification"),
    EvidenceKind.CHECK: _("At the check"),
    EvidenceKind.OTHER: _("Other photo"),
}
#: What somebody has to do now.
TODOS = {
    Todo.ANSWER: _("To take up"),
    Todo.VERIFY: _("To verify"),
    Todo.REGISTER: _("To register"),
    Todo.DISPATCH: _("To dispatch"),
    Todo.ACCEPT: _("To accept"),
    Todo.HANDLE: _("To handle"),
    Todo.SEND_TO_CHECK: _("To send to check"),
    Todo.CHECK: _("To check"),
    Todo.CLOSE: _("To close"),
}
#: Figures of the board: the duties, then the state of what is open.
BOARD = {
    **{todo.value: label for todo, label in TODOS.items()},
    "overdue": _("Overdue"),
    "due_soon": _("Nearly due"),
    "in_hand": _("With the units"),
    "open": _("Open in all"),
}
#: What people read when the workflow refuses.
REFUSALS = {
    "case_not_found": _("There is no such case."),
    "case_moved_on": _("Somebody else has moved this case meanwhile. Look at it again."),
    "move_not_allowed": _("The case does not stand where this step begins."),
    "clock_went_back": _("The step before this one is booked at a later time. Check the clock."),
    "not_checked": _("Nobody has checked the work since it was last done."),
    "not_your_case": _("The case belongs to another unit."),
    "not_the_verifier": _("Another person was sent to verify this report."),
    "not_the_checker": _("Another person was sent to check this case."),
    "contractors_do_not_supervise": _("A contractor does the work and proves it; the rest belongs to the bureau."),
    "not_automatic": _("The software does not take this step by itself."),
    "not_independent": _("Who had a hand in the work, or works for the unit that did it, cannot check it."),
    "input_missing": _("Something that this step needs is missing."),
    "wrong_unit": _("The case cannot go to this unit."),
    "wrong_person": _("This person cannot be sent."),
    "photo_used": _("This photo is in the file already. Every photo shows one thing."),
    "limit_of_the_condition": _("Handling has its limit from the menu. Set it there."),
}
