"""The final answer to a reporter: written by one person, approved by another, sent once."""

from __future__ import annotations

from enum import StrEnum

from gridwarden.platform.refusals import Conflict, Forbidden, Invalid


class AnswerState(StrEnum):
    """Where an answer stands."""

    DRAFTED = "drafted"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    SENT = "sent"


#: Moves that end the matter for the reporter; what is said with them waits for approval.
FINAL_MOVES = frozenset({"close", "force_close", "refuse", "cancel"})


class AnswerMovedOn(Conflict):
    """The answer has been approved, sent back or written anew meanwhile."""

    code = "answer_moved_on"


class OwnAnswer(Forbidden):
    """Nobody approves what they wrote."""

    code = "own_answer"


class AnswerEmpty(Invalid):
    """An answer needs words."""

    code = "answer_empty"


def may_approve(*, author_id: int | None, approver_id: int | None) -> bool:
    """Return whether the approver is somebody else, and somebody at all."""
    return approver_id is not None and approver_id != author_id
