"""What people read for the words of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gridwarden.intake.domain.answers import AnswerState
from gridwarden.intake.domain.calls import Direction, Outcome
from gridwarden.intake.domain.media import Medium
from gridwarden.intake.domain.opinions import Verdict
from gridwarden.intake.queries.callbacks import Why
from gridwarden.intake.queries.tracking_file import What
from gridwarden.intake.queries.transfers import Standing

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MEDIA: dict[Medium, _StrPromise] = {
    Medium.HOTLINE: _("Telephone call"),
    Medium.CITIZEN: _("In person"),
    Medium.LETTER: _("Letter"),
    Medium.EMAIL: _("E-mail"),
    Medium.WEB: _("Web form"),
    Medium.MEDIA: _("Media"),
    Medium.LEADER: _("Leader's instruction"),
    Medium.VIDEO: _("Video finding"),
    Medium.TRANSFER: _("Hotline transfer"),
}
OUTCOMES: dict[Outcome, _StrPromise] = {
    Outcome.REACHED: _("Spoke with the reporter"),
    Outcome.SATISFIED: _("Satisfied"),
    Outcome.NOT_SATISFIED: _("Not satisfied"),
    Outcome.NO_ANSWER: _("Nobody answered"),
    Outcome.BUSY: _("Line busy"),
    Outcome.WRONG_NUMBER: _("Wrong number"),
    Outcome.DECLINED: _("Wants no call"),
}
DIRECTIONS: dict[Direction, _StrPromise] = {Direction.OUT: _("We called"), Direction.IN: _("The reporter called")}
STANDINGS: dict[Standing, _StrPromise] = {
    Standing.WAITING: _("Reply due"),
    Standing.LATE: _("Reply overdue"),
    Standing.REPLIED: _("Replied"),
    Standing.RETURNED: _("Returned"),
}
STANDING_TONES: dict[Standing, str] = {
    Standing.WAITING: "warn",
    Standing.LATE: "bad",
    Standing.REPLIED: "good",
    Standing.RETURNED: "",
}
WHYS: dict[Why, _StrPromise] = {
    Why.TO_ASK: _("To be asked"),
    Why.NOT_REACHED: _("Not reached"),
    Why.NOT_SATISFIED: _("Not satisfied"),
}
VERDICTS: dict[Verdict, _StrPromise] = {
    Verdict.SATISFIED: _("Satisfied"),
    Verdict.NOT_SATISFIED: _("Not satisfied"),
}
ANSWER_STATES: dict[AnswerState, _StrPromise] = {
    AnswerState.DRAFTED: _("Waits for approval"),
    AnswerState.SENT_BACK: _("Sent back"),
    AnswerState.APPROVED: _("Approved, goes out with the closing"),
    AnswerState.SENT: pgettext_lazy("answer", "Sent"),
}
ANSWER_TONES: dict[AnswerState, str] = {
    AnswerState.DRAFTED: "warn",
    AnswerState.SENT_BACK: "bad",
    AnswerState.APPROVED: "info",
    AnswerState.SENT: "good",
}
WHATS: dict[What, _StrPromise] = {
    What.RECEIVED: _("Report received"),
    What.CALL_IN: _("Call from the reporter"),
    What.CALL_OUT: _("Call to the reporter"),
    What.ANSWER_DRAFTED: _("Answer written"),
    What.ANSWER_APPROVED: _("Answer approved"),
    What.ANSWER_SENT_BACK: _("Answer sent back"),
    What.TOLD: _("Told to the reporter"),
    What.JUDGED: _("The reporter's judgement"),
    What.RETURNED: _("Returned to the sender"),
}
ICONS: dict[What, str] = {
    What.RECEIVED: "message-plus",
    What.CALL_IN: "phone-incoming",
    What.CALL_OUT: "phone-outgoing",
    What.ANSWER_DRAFTED: "pencil",
    What.ANSWER_APPROVED: "message-check",
    What.ANSWER_SENT_BACK: "arrow-back-up",
    What.TOLD: "message-2",
    What.JUDGED: "thumb-up",
    What.RETURNED: "arrow-back-up",
    What.PAPER: "file-text",
}
#: Icons of what the kind of an entry does not tell.
WORD_ICONS: dict[str, str] = {"not_satisfied": "thumb-down", "clock": "alarm"}
ACTIONS: dict[str, _StrPromise] = {
    "answer.drafted": _("wrote the answer to a reporter"),
    "answer.approved": _("approved the answer to a reporter"),
    "answer.sent_back": _("sent an answer back"),
    "report.called": _("noted a call with a reporter"),
    "transfer.returned": _("returned a transfer"),
    "release.asked": _("asked for a file of complaints"),
    "release.granted": _("granted a file of complaints"),
    "release.refused": _("refused a file of complaints"),
    "release.taken": _("took a file of complaints away"),
    "retention.set": _("set how long reporters are kept"),
    "reports.anonymised": _("took out reporters whose time was over"),
}
REFUSALS: dict[str, _StrPromise] = {
    "number_taken": _("A matter with this number of this sender is here already."),
    "sender_missing": _("Say who gave the number."),
    "answer_moved_on": _("The answer has been approved, sent back or written anew meanwhile."),
    "own_answer": _("Nobody approves what they wrote: somebody else has to read it."),
    "answer_empty": _("Write some words."),
    "no_answer": _("There is no such answer."),
    "nothing_said": _("Write down what is still wrong."),
    "no_transfer": _("Nobody passed this report on, so it goes back to nobody."),
    "transfer_settled": _("The transfer has been answered or returned already."),
    "reason_missing": _("Say why it is not ours."),
    "bad_list": _("The file is no list of transfers, or lacks a column that every row needs."),
    "days_out_of_bounds": _("Keep reporters for at least 30 days and at most 100 years."),
    "no_place_found": _("No place of this district fits the address."),
    "no_release": _("There is no such request."),
    "own_release": _("Nobody grants what they asked for."),
    "release_settled": _("The request has been ruled on already."),
    "release_closed": _("The file was not granted, or its day is over."),
    "long_question": _("Search with fewer words: so long a question cannot be kept with the request."),
    "nothing_to_release": _(
        "Say what the file is for, and narrow the list: a file holds from one to 20,000 complaints."
    ),
}
#: Rules of an imported row, as people read them; ``{…}`` parts stay as they are.
RULES: dict[str, _StrPromise] = {
    "fits no place": _("fits no place of the district"),
    "is missing": _("is missing"),
    "is not a number": _("is not a number"),
    "holds a NUL": _("holds a character that cannot be stored"),
    "was taken before with other words": _("was taken before with other words"),
    "is not a moment like 2026-03-02 17:00": _("is not a moment like 2026-03-02 17:00"),
}
