"""The tracking file of one complaint: everything from the first word to the reply, in order of time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from gridwarden.cases.domain.sources import Source
from gridwarden.cases.queries import timeline
from gridwarden.cases.queries.threads import goes_on_in
from gridwarden.intake.domain.answers import AnswerState
from gridwarden.intake.models import Answer, Report
from gridwarden.intake.queries import archive, transfers
from gridwarden.intake.queries.reports import NoReport
from gridwarden.platform.access import Permission
from gridwarden.platform.contacts import without_contacts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gridwarden.cases.models import Case
    from gridwarden.cases.queries.timeline import Entry as CaseEntry
    from gridwarden.cases.queries.timeline import Picture
    from gridwarden.intake.queries.archive import ArchiveRow
    from gridwarden.intake.queries.transfers import TransferItem
    from gridwarden.platform.access import Actor


class What(StrEnum):
    """The kinds of entries."""

    RECEIVED = "received"
    CALL_IN = "call_in"
    CALL_OUT = "call_out"
    STEP = "step"
    CLOCK = "clock"
    ANSWER_DRAFTED = "answer_drafted"
    ANSWER_APPROVED = "answer_approved"
    ANSWER_SENT_BACK = "answer_sent_back"
    TOLD = "told"
    JUDGED = "judged"
    RETURNED = "returned"
    PAPER = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that happened. ``word`` is the move, outcome or verdict that the label of ``what`` is completed by."""

    at: datetime
    what: What
    word: str = ""
    who: str = ""
    unit: str = ""
    text: str = ""
    pictures: tuple[Picture, ...] = ()
    #: A page or file that belongs to it.
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingFile:
    """One complaint with all that belongs to it."""

    row: ArchiveRow
    transfer: TransferItem | None
    #: Number and id of the case in which this one goes on; empty while it is its own.
    goes_on_in: str
    goes_on_in_id: int
    opened_at: datetime
    due_at: datetime | None
    grid: str
    entries: tuple[Entry, ...]
    taken_by: str
    channel: Source


#: What comes first of things of one moment: words before the step that they lead to, as from a judgement to reopening.
_ORDER = {
    what: rank
    for rank, what in enumerate(
        (
            *(What.RECEIVED, What.CALL_IN, What.CALL_OUT, What.JUDGED, What.STEP, What.CLOCK, What.PAPER),
            *(What.ANSWER_DRAFTED, What.ANSWER_SENT_BACK, What.ANSWER_APPROVED),
            *(What.TOLD, What.RETURNED),
        )
    )
}
_extras: dict[str, Callable[[Actor, int], list[Entry]]] = {}


def add(key: str, extra: Callable[[Actor, int], list[Entry]]) -> None:
    """Have a context beside or above this one add its papers to the file of a case: ``extra(actor, case_id)``."""
    _extras[key] = extra


def of(actor: Actor, report_id: int, now: datetime) -> TrackingFile:
    """Return the file of a report of the actor's district, or refuse as if there were none; about twenty statements.

    A merged case's file goes on with what happened to the case that stands for it.
    """
    archive.may_read(actor)
    reports = Report.objects.select_related(
        "case__condition__item__menu", "case__owner_unit", "case__grid", "filing", "received_by"
    )
    reports = reports.defer("case__search", "case__grid__geom", "case__grid__shape")
    report = reports.filter(pk=report_id, district=actor.district_id).first()
    if report is None:
        raise NoReport("There is no such report.")
    main = goes_on_in(report.case)
    entries = [*_of_report(report), *_of_cases(actor, report.case, main), *_of_answers(main.pk)]
    filing = getattr(report, "filing", None)
    reads = actor.may(Permission.CASE_SEE_REPORTER)
    if not reads:
        entries = [replace(entry, text=without_contacts(entry.text)) for entry in entries]
    return TrackingFile(
        row=archive.row(report, reads=reads),
        transfer=transfers.item(filing, now) if filing and filing.external_number else None,
        goes_on_in=main.number if main.pk != report.case_id else "",
        goes_on_in_id=main.pk,
        opened_at=report.case.opened_at,
        due_at=main.due_at,
        grid=report.case.grid.code if report.case.grid else "",
        entries=tuple(sorted(entries, key=lambda entry: (entry.at, _ORDER[entry.what]))),
        taken_by=report.received_by.display_name if report.received_by else "",
        channel=Source(report.channel),
    )


def _of_report(report: Report) -> list[Entry]:
    """Return the first word, calls, what the reporter was told and answered, and a transfer's return."""
    filing = getattr(report, "filing", None)
    taker = report.received_by.display_name if report.received_by else ""
    found = [Entry(at=report.received_at, what=What.RECEIVED, word=report.channel, who=taker, text=_said(report))]
    for call in report.calls.order_by("at", "pk"):
        what = What.CALL_IN if call.direction == "in" else What.CALL_OUT
        found.append(Entry(at=call.at, what=what, word=call.outcome, who=call.by_name, text=call.note))
    found += [
        Entry(at=reply.at, what=What.TOLD, word=reply.move, text=reply.text)
        for reply in report.replies.order_by("at", "pk")
    ]
    found += [
        Entry(at=one.given_at, what=What.JUDGED, word=one.verdict, text=one.words)
        for one in report.opinions.order_by("round")
    ]
    if filing and filing.returned_at:
        found.append(Entry(at=filing.returned_at, what=What.RETURNED, word=filing.sender, text=filing.return_reason))
    return found


def _said(report: Report) -> str:
    """Return the first words, a link sent along, and how likely the place is where nobody had set a pin."""
    place, score = (report.attributes.get(name, "") for name in ("place_found", "place_score"))
    link = report.media_url if report.media_url != report.text else ""
    found = f"→ {place} ({float(score):.0%})" if place and score else ""
    return "\n".join(filter(None, (report.text, link, found)))


def _of_cases(actor: Actor, case: Case, main: Case) -> list[Entry]:
    """Return the steps of the case and of the one it goes on in, its clocks, and what other contexts add."""
    found: list[Entry] = []
    for one in [case] if main.pk == case.pk else [case, main]:
        found += [_step(entry) for entry in timeline.entries(actor, one)]
        found += [
            Entry(at=entry.at, what=What.CLOCK, word=f"{entry.kind.value} {entry.stage.value}")
            for entry in timeline.clock_entries(one.pk)
        ]
        for extra in _extras.values():
            found += extra(actor, one.pk)
    return found


def _step(entry: CaseEntry) -> Entry:
    who = entry.by_name if not entry.is_automatic else ""
    text = "\n".join(part for part in (f"→ {entry.to_whom}" if entry.to_whom else "", entry.note) if part)
    shown = Entry(at=entry.at, what=What.STEP, word=entry.move, who=who, unit=entry.unit_name, text=text)
    return replace(shown, pictures=entry.pictures)


def _of_answers(case_id: int) -> list[Entry]:
    found: list[Entry] = []
    for one in Answer.objects.filter(case=case_id).order_by("round"):
        found.append(Entry(at=one.drafted_at, what=What.ANSWER_DRAFTED, who=one.drafted_by_name, text=one.text))
        if one.ruled_at and one.state != AnswerState.DRAFTED:
            is_back = one.state == AnswerState.SENT_BACK
            what = What.ANSWER_SENT_BACK if is_back else What.ANSWER_APPROVED
            found.append(Entry(at=one.ruled_at, what=what, who=one.ruled_by_name, text=one.remark))
    return found
