"""What the exchange does when it hears of cases and answers."""

from __future__ import annotations

from gridwarden.cases.events import CaseClosed, CaseMoved
from gridwarden.exchange.actions import passing
from gridwarden.intake.events import AnswerSent, ReporterJudged, TransferReturned
from gridwarden.platform.events.bus import subscribe


@subscribe(CaseMoved)
def follow(event: CaseMoved) -> None:
    """Tell the peers how the case goes."""
    passing.moved(event)
    passing.refused(event)


@subscribe(CaseClosed)
def evaluate(event: CaseClosed) -> None:
    """Tell the peer below how its work was judged."""
    passing.closed(event)


@subscribe(AnswerSent)
def pass_result(event: AnswerSent) -> None:
    """Pass the approved answer up."""
    passing.answered(event)


@subscribe(TransferReturned)
def pass_return(event: TransferReturned) -> None:
    """Pass a wrong transfer back up."""
    passing.returned(event)


@subscribe(ReporterJudged)
def pass_judgement(event: ReporterJudged) -> None:
    """Pass up what the reporter thinks."""
    passing.judged(event)
