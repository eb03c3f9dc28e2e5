"""What people read for the words of the workflow."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gridwarden.algorithms.worktime import Light
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.escalation import AlarmKind
from gridwarden.cases.domain.moves import MoveName, Need
from gridwarden.cases.domain.requests import Standing, Station, Turn
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import CaseState, ClosedHow, Flag, Level
from gridwarden.cases.domain.supervision import OrderState, Urgency
from gridwarden.cases.models.clock import ChangeCause
from gridwarden.cases.models.evidence import EvidenceKind
from gridwarden.cases.models.step import OPEN
from gridwarden.cases.queries.todo import Todo
from gridwarden.cases.queries.turned import Turned

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
    CaseState.SUSPENDED: pgettext_lazy("case state", "Suspended"),
    CaseState.PARTED: pgettext_lazy("case state", "Divided"),
    CaseState.MERGED: pgettext_lazy("case state", "Merged"),
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
    MoveName.SUSPEND: _("Suspend"),
    MoveName.RESUME: _("Take up again"),
    MoveName.FORCE_CLOSE: _("Close by order"),
    MoveName.MERGE: _("Merge into another case"),
    MoveName.UNMERGE: _("Undo the merging"),
    MoveName.SPLIT: _("Divide among units"),
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
    Need.PHOTO_PAPER: _("Photo of the signed paper"),
    Need.PROPOSAL: _("Unit that it belongs to"),
    Need.UNTIL: _("Suspended until"),
    Need.CASE: _("Case that goes on"),
    Need.PARTS: _("Units with a part"),
}
LIGHTS = {Light.GREEN: _("In time"), Light.YELLOW: _("Nearly due"), Light.RED: _("Overdue")}
#: What a clock does by itself.
CLOCK_ENTRIES = {
    AlarmKind.WARNING: LIGHTS[Light.YELLOW],
    AlarmKind.BREACH: LIGHTS[Light.RED],
    ChangeCause.CALENDAR: _("The calendar moved the deadline"),
    ChangeCause.EXTENSION: _("The limit was extended"),
}
#: On what ground a case was closed.
CLOSED_HOW = {
    ClosedHow.CHECKED: _("Closed after a check"),
    ClosedHow.FORCED: _("Closed by order, not checked"),
    ClosedHow.PARTS: _("Closed with all its parts"),
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
    EvidenceKind.PAPER: _("Signed paper"),
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
    Todo.RULE: _("To rule on"),
    Todo.REPLY: _("Orders to answer"),
    Todo.SIGN_OFF: _("Answers to sign off"),
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
    "bad_filter": _("The address asks for a filter that there is not."),
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
    "bad_routing_rule": _("The rule contradicts itself, or names something that there is not."),
    "no_such_rule": _("There is no such rule."),
    "rule_of_a_contract": _("This rule came with a contract. Change it there."),
    "limit_of_the_condition": _("Handling has its limit from the menu. Set it there."),
    "case_suspended": _("The case is suspended. Nothing is done with it until it is taken up again."),
    "on_request_only": _("This step follows from a granted request."),
    "once_per_case": _("That is possible once, and has been done for this case."),
    "parts_open": _("The parts of this case are not all done, or none of them was closed."),
    "part_of_a_case": _("This case is a part of another one and is not divided again."),
    "main_case_ended": _("The case above this one has ended."),
    "wrong_main_case": _("The case cannot go on in that one. Name another open case of the district."),
    "wrong_day": _("The day lies in the past or too far away."),
    "request_not_found": _("There is no such request."),
    "request_decided": _("The request has been decided, or the case has gone on without it."),
    "request_waits": _("The same has been asked for and waits for its decision."),
    "not_your_ruling": _("Another post rules on this request now."),
    "own_request": _("Nobody rules on the own request, or twice on the same one."),
    "no_clock_runs": _("No handling limit runs that could be moved."),
    "overdue": _("The limit is broken. It can no longer be moved."),
    "extended_twice": _("The limit has been extended twice before."),
    "proof_missing": _("Prove the request by a photo."),
    "appeal_before_closing": _("An appeal is possible once the case is closed."),
    "nothing_to_appeal": _("The limit was kept; there is nothing to appeal against."),
    "appealed_before": _("An appeal against this was made before."),
    "order_not_found": _("There is no such order."),
    "order_moved_on": _("The order does not stand where this step begins. Look at it again."),
}
#: What can be asked for.
TURNS = {
    Turn.EXTENSION: _("Extension"),
    Turn.SUSPENSION: _("Suspension"),
    Turn.APPEAL: _("Appeal"),
}
#: Asking for it, and ruling on what was asked, as a button and the dialog behind it say it.
ASKING = {
    Turn.EXTENSION: _("Ask for more time"),
    Turn.SUSPENSION: _("Ask to put aside"),
    Turn.APPEAL: _("Appeal against the overdue"),
}
RULING = {
    Turn.EXTENSION: _("Rule on more time"),
    Turn.SUSPENSION: _("Rule on putting aside"),
    Turn.APPEAL: _("Rule on the appeal"),
}
#: Of a closed case, by whether it was late.
KEPT = {False: _("closed in time"), True: _("closed late")}
STANDINGS = {
    Standing.WAITING: pgettext_lazy("request", "Waiting"),
    Standing.GRANTED: pgettext_lazy("request", "Granted"),
    Standing.REFUSED: pgettext_lazy("request", "Refused"),
    Standing.WITHDRAWN: pgettext_lazy("request", "Withdrawn"),
    Standing.LAPSED: pgettext_lazy("request", "Lapsed"),
}
STATIONS = {
    Station.LEAD: _("Lead of the unit"),
    Station.DISPATCHER: _("Dispatcher"),
    Station.REGISTRAR: _("Registrar"),
}
URGENCIES = {
    Urgency.ORDINARY: pgettext_lazy("order", "Ordinary"),
    Urgency.URGENT: pgettext_lazy("order", "Urgent"),
}
ORDER_STATES = {
    OrderState.DEMANDED: pgettext_lazy("order", "Waits for an answer"),
    OrderState.REPLIED: pgettext_lazy("order", "Answered"),
    OrderState.SIGNED_OFF: pgettext_lazy("order", "Signed off"),
}
#: What a list of cases can be narrowed to.
TURNED = {
    Turned.SUSPENDED: _("Suspended now"),
    Turned.EXTENDED: _("Limit extended"),
    Turned.SUPERVISED: _("Under supervision"),
    Turned.APPEALED: _("Appealed against"),
    Turned.RETURNED: _("Returned as misdirected"),
    Turned.MERGED: _("Merged into another"),
    Turned.PARTED: _("Divided into parts"),
    Turned.FORCED: _("Closed by order"),
}
#: What actions write beside a field of a rule, listed here so that it is translated.
RULE_FIELD_WORDS = (
    _("needs an item"),
    _("missing"),
    _("is empty"),
    _("not after the first day"),
    _("from 1 to 9"),
    _("unknown"),
)
#: The same beside a field of a step, a turn or a limit.
STEP_FIELD_WORDS = (
    _("Say what you saw."),
    _("has ended"),
    _("is of the wrong kind"),
    _("is set in the menu"),
    _("is the same case"),
    _("is too far off"),
    _("may not do this task"),
    _("must lie ahead"),
    _("stands elsewhere"),
)
