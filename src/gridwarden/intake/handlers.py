"""What the intake does when it hears of cases."""

from __future__ import annotations

from gridwarden.cases.events import CaseFedBack
from gridwarden.intake.actions import replies
from gridwarden.platform.events.bus import subscribe


@subscribe(CaseFedBack)
def tell_the_reporters(event: CaseFedBack) -> None:
    """Pass on to the reporters what the case says to them."""
    if event.to_reporter:
        replies.tell(case_id=event.case_id, step_id=event.step_id, move=event.move, text=event.text, at=event.at)
