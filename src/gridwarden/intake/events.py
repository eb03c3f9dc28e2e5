"""What other contexts learn about reports."""

from __future__ import annotations

from dataclasses import dataclass

from gridwarden.platform.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class AnswerSent(Event):
    """The approved answer to the reporters of a case went out."""

    name = "intake.answer_sent"

    case_id: int
    answer_id: int
    move: str
    text: str


@dataclass(frozen=True, kw_only=True)
class TransferReturned(Event):
    """A transfer that was not ours went back to its sender."""

    name = "intake.transfer_returned"

    case_id: int
    report_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReporterJudged(Event):
    """A reporter said whether what was done is good, on the page or on the telephone."""

    name = "intake.reporter_judged"

    case_id: int
    report_id: int
    verdict: str
    words: str
