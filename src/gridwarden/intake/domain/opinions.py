"""What reporters think of what was done."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """The reporter's answer."""

    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"


class AnsweredBy(StrEnum):
    """How the answer reached us."""

    #: The reporter wrote it on the page behind the code.
    PAGE = "page"
    #: The desk called back.
    CALL = "call"
