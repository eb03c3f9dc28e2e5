"""What the bearer of a code may see and do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.cases.domain.states import IN_HAND, CaseState
from gridwarden.cases.queries.threads import goes_on_in
from gridwarden.intake.domain.answers import AnswerState
from gridwarden.intake.domain.codes import is_code, normalise
from gridwarden.intake.domain.opinions import Verdict
from gridwarden.intake.domain.progress import Station, Stop, way
from gridwarden.intake.models import Answer, Report
from gridwarden.intake.queries import terms
from gridwarden.intake.queries.reports import NoReport
from gridwarden.menu.queries import menus
from gridwarden.menu.queries.rows import condition_row

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.models import Case
    from gridwarden.intake.queries.terms import Place


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """One message to the reporter."""

    at: datetime
    move: str
    text: str


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """What the reporter answered after one closure."""

    verdict: Verdict
    words: str
    reopened: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRow:
    """What a reporter sees of the case: nothing of other people."""

    code: str
    place: Place
    case_number: str
    #: Number of the case in which this one goes on; empty while it is its own.
    goes_on_in: str
    state: CaseState
    way: tuple[Stop, ...]
    item: str
    text: str
    address: str
    received_at: datetime
    #: Until when it should be put right; empty while nobody has it in hand.
    due_at: datetime | None
    replies: tuple[ReplyRow, ...]
    opinions: tuple[OpinionRow, ...]
    #: The reporter is asked now, and may have the case taken up again with the answer.
    may_answer: bool
    may_reopen: bool
    reopen_days: int


def find(code: str) -> Report:
    """Return the report that bears ``code``, however it was typed; one statement, none for what is no code."""
    plain = normalise(code)
    reports = Report.objects.select_related("case__condition__item__menu").defer("case__search")
    report = reports.filter(code=plain).first() if is_code(plain) else None
    if report is None:
        raise NoReport("No report bears this code.")
    return report


def track(code: str, now: datetime) -> TrackRow:
    """Return what the bearer of ``code`` may see; eight SQL statements at most, one more for each merging.

    A merged case shows how the one stands that goes on for it: its reporters keep their thread.
    """
    report = find(code)
    main = goes_on_in(report.case)
    openness = terms.of(report.district_id)
    replies = report.replies.order_by("at", "pk").values_list("at", "move", "text")
    opinions = list(report.opinions.order_by("round"))
    asked = is_asked(main, {opinion.round for opinion in opinions})
    return TrackRow(
        code=report.code,
        place=terms.place_of(report.district_id),
        case_number=report.case.number,
        goes_on_in=main.number if main.pk != report.case_id else "",
        state=CaseState(main.state),
        way=way(CaseState(main.state), _moments(report, main)),
        item=_item(report),
        text=report.text,
        address=report.case.address,
        received_at=report.received_at,
        due_at=main.due_at if CaseState(main.state) in IN_HAND else None,
        replies=tuple(ReplyRow(*reply) for reply in replies),
        opinions=tuple(OpinionRow(Verdict(one.verdict), one.words, one.reopened, one.given_at) for one in opinions),
        may_answer=asked,
        may_reopen=asked
        and main.closed_at is not None
        and openness.may_reopen(closed_at=main.closed_at, reopened=main.reopen_count, now=now),
        reopen_days=openness.reopen_days,
    )


def is_asked(case: Case, rounds: set[int]) -> bool:
    """Return whether the reporter is asked: this closure's reply went out, and nobody has judged it; one statement.

    A case may be closed while the reply still waits for its second person: nobody judges what they have not read.
    """
    if CaseState(case.state) is not CaseState.CLOSED or case.reopen_count in rounds:
        return False
    sent = Answer.objects.filter(case=case, round=case.reopen_count, state=AnswerState.SENT.value)
    return sent.exists()


def _moments(report: Report, case: Case) -> dict[Station, datetime | None]:
    ended = case.moved_at if CaseState(case.state) in {CaseState.REFUSED, CaseState.CANCELLED} else None
    return {
        Station.RECEIVED: report.received_at,
        Station.LOOKED_AT: case.registered_at,
        Station.SENT: case.dispatched_at,
        Station.WORKED_ON: case.handled_at,
        Station.CHECKED: case.checked_at,
        Station.DONE: case.closed_at,
        Station.NOT_TAKEN_UP: ended,
    }


def _item(report: Report) -> str:
    """Return the item as settled, or as the reporter chose it."""
    condition = report.case.condition
    if condition is not None:
        return condition_row(condition, condition.item, condition.item.menu).item_label
    if not report.service_code:
        return ""
    menu = menus.current(report.district_id, report.received_at)
    return next((item.name for item in menu.items if f"{item.number:02d}" == report.service_code), "")
