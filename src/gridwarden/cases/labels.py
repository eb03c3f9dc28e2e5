"""What people read for the workflow's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gridwarden.algorithms.worktime import Light
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.moves import MoveName, Need
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import CaseState, Flag, Level
from gridwarden.cases.models.evidence import EvidenceKind
from gridwarden.cases.models.step import OPEN
from gridwarden.cases.queries.todo import Todo

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STATES: dict[CaseState, _StrPromise] = {
    CaseState.REPORTED: _("Reported"),
    CaseState.VERIFYING: _("Being verified"),
    CaseState.VERIFIED: _("Verified"),
    CaseState.REGISTERED: _("Registered"),
    CaseState.DISPATCHED: _("Dispatched"),
    CaseState.HANDLING: _("In hand"),
    CaseState.HANDLED: _("Handled"),
    CaseState.CHECKING: _("Being checked"),
    CaseState.CHECKED: _("Checked"),
    CaseState.CLOSED: pgettext_lazy("case", "Closed"),
    CaseState.CANCELLED: _("Cancelled"),
    CaseState.REFUSED: _("Not accepted"),
}
#: Tones of the states' badges.
TONES: dict[CaseState, str] = {
    CaseState.REPORTED: "warn",
    CaseState.VERIFYING: "info",
    CaseState.VERIFIED: "warn",
    CaseState.REGISTERED: "warn",
    CaseState.DISPATCHED: "info",
    CaseState.HANDLING: "info",
    CaseState.HANDLED: "warn",
    CaseState.CHECKING: "info",
    CaseState.CHECKED: "warn",
    CaseState.CLOSED: "good",
    CaseState.CANCELLED: "neutral",
    CaseState.REFUSED: "neutral",
}
LEVELS: dict[Level, _StrPromise] = {
    Level.INFORMATION_OFFICER: _("Information officer"),
    Level.GRID_TEAM: _("Grid team"),
    Level.SQUAD: _("Squad"),
    Level.DESK: _("Complaint desk"),
    Level.BRIGADE: _("Brigade or division"),
}
SOURCES: dict[Source, _StrPromise] = {
    Source.PATROL: _("Patrol"),
    Source.CITIZEN: _("Citizen"),
    Source.HOTLINE: _("Hotline"),
    Source.WEB: _("Web"),
    Source.MEDIA: _("Media"),
    Source.LEADER: _("Leader's instruction"),
    Source.VIDEO: _("Video"),
    Source.TRANSFER: _("Transfer"),
    Source.INSPECTION: _("Inspection"),
}
STAGES: dict[Stage, _StrPromise] = {
    Stage.REGISTER: _("Registration"),
    Stage.VERIFY: _("Verification"),
    Stage.DISPATCH: _("Dispatch"),
    Stage.HANDLE: _("Handling"),
    Stage.CHECK: _("Check"),
    Stage.CLOSE: _("Closing"),
    Stage.TOTAL: _("In all"),
}
MOVES: dict[str, _StrPromise] = {
    OPEN: _("Report"),
    MoveName.SEND_TO_VERIFY: _("Send to verify"),
    MoveName.CONFIRM: _("Confirm"),
    MoveName.DENY: _("Found nothing"),
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
    MoveName.FINISH: _("Report as done"),
    MoveName.SEND_TO_CHECK: _("Send to check"),
    MoveName.PASS_CHECK: _("Check passed"),
    MoveName.FAIL_CHECK: _("Check failed"),
    MoveName.CLOSE: _("Close the case"),
    MoveName.CANCEL: _("Cancel the case"),
    MoveName.REOPEN: _("Reopen"),
}
#: Icons of the moves, on buttons and in the timeline.
MOVE_ICONS: dict[str, str] = {
    OPEN: "flag",
    MoveName.SEND_TO_VERIFY: "eye-question",
    MoveName.CONFIRM: "eye-check",
    MoveName.DENY: "eye-x",
    MoveName.REGISTER: "clipboard-check",
    MoveName.REFUSE: "circle-x",
    MoveName.DISPATCH: "send",
    MoveName.RECALL: "arrow-back-up",
    MoveName.ACCEPT: "hand-grab",
    MoveName.RETURN_DISPATCH: "corner-up-left",
    MoveName.HAND_UP: "arrow-big-up-lines",
    MoveName.HAND_DOWN: "arrow-big-down-lines",
    MoveName.REQUEST_SUPPORT: "speakerphone",
    MoveName.FEED_BACK: "message-2",
    MoveName.HANDLE_ON_THE_SPOT: "bolt",
    MoveName.FINISH: "checkbox",
    MoveName.SEND_TO_CHECK: "user-search",
    MoveName.PASS_CHECK: "rosette-discount-check",
    MoveName.FAIL_CHECK: "rotate-clockwise",
    MoveName.CLOSE: "lock-check",
    MoveName.CANCEL: "ban",
    MoveName.REOPEN: "lock-open",
}
NEEDS: dict[Need, _StrPromise] = {
    Need.REASON: _("Reason"),
    Need.INSTRUCTION: _("Instruction"),
    Need.ANSWER: _("Message"),
    Need.REPLY: _("Reply to the reporter"),
    Need.PERSON: _("Person"),
    Need.UNIT: _("Unit"),
    Need.UNITS: _("Units to support"),
    Need.CONDITION: _("Item and condition"),
    Need.PHOTO_BEFORE: _("Photos before"),
    Need.PHOTO_AFTER: _("Photos after"),
    Need.PHOTO_CHECK: _("Photos of the check"),
}
EVIDENCE: dict[EvidenceKind, _StrPromise] = {
    EvidenceKind.BEFORE: _("Before"),
    EvidenceKind.AFTER: _("After"),
    EvidenceKind.VERIFY: _("Verification"),
    EvidenceKind.CHECK: _("Check"),
    EvidenceKind.OTHER: _("Other"),
}
TODOS: dict[Todo, _StrPromise] = {
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
#: Figures of the board beside the duties.
BOARD: dict[str, _StrPromise] = {
    **{todo.value: label for todo, label in TODOS.items()},
    "overdue": _("Overdue"),
    "due_soon": _("Due soon"),
    "in_hand": _("With units"),
    "open": _("Open in all"),
}
LIGHTS: dict[Light, _StrPromise] = {
    Light.GREEN: _("In time"),
    Light.YELLOW: _("Due soon"),
    Light.RED: _("Overdue"),
}
FLAGS: dict[Flag, _StrPromise] = {
    Flag.NO_GRID: _("Outside every grid"),
    Flag.ON_BORDER: _("On the border of two grids"),
    Flag.NO_TEAM: _("The grid had no team"),
}
