"""What other contexts and screens learn about papers to parties."""

from __future__ import annotations

from dataclasses import dataclass

from gridwarden.platform.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class PaperEvent(Event):
    """What every event says about a notice or an order."""

    paper_id: int
    kind: str
    number: str
    case_id: int
    party_id: int
    grid_id: int | None


@dataclass(frozen=True, kw_only=True)
class NoticeIssued(PaperEvent):
    """A notice or an order was handed to a party."""

    name = "notice.issued"

    #: How many papers of this kind the case has, this one included.
    sequence: int
    due_at: str
    signed_how: str


@dataclass(frozen=True, kw_only=True)
class NoticeVoided(PaperEvent):
    """A paper was withdrawn; its number stays taken."""

    name = "notice.voided"


@dataclass(frozen=True, kw_only=True)
class CorrectionSent(PaperEvent):
    """The party has sent a photo of its correction."""

    name = "notice.correction_sent"


@dataclass(frozen=True, kw_only=True)
class RecheckDone(PaperEvent):
    """Somebody has looked whether the party has done its part."""

    name = "notice.rechecked"

    outcome: str
    follow_up: str


@dataclass(frozen=True, kw_only=True)
class OrderServed(PaperEvent):
    """An order was served, with a receipt."""

    name = "order.served"

    way: str


@dataclass(frozen=True, kw_only=True)
class SlipEvent(Event):
    """What every event says about a contact slip."""

    slip_id: int
    number: str
    case_id: int
    grid_id: int | None


@dataclass(frozen=True, kw_only=True)
class SlipIssued(SlipEvent):
    """An officer wrote a slip; the desk has it."""

    name = "slip.issued"

    condition_id: int


@dataclass(frozen=True, kw_only=True)
class SlipRefused(SlipEvent):
    """A contractor gave a slip back to the desk."""

    name = "slip.refused"

    unit_id: int


@dataclass(frozen=True, kw_only=True)
class SlipResulted(SlipEvent):
    """The result of a slip is frozen for the assessment."""

    name = "slip.result"

    result_id: int
    unit_id: int
    contract_number: str
    days_late: int
    rework_count: int
