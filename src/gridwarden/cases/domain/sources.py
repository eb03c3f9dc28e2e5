"""Where cases come from."""

from __future__ import annotations

from enum import StrEnum


class Source(StrEnum):
    """The channel by which a case came in."""

    PATROL = "patrol"
    CITIZEN = "citizen"
    HOTLINE = "hotline"
    WEB = "web"
    MEDIA = "media"
    LEADER = "leader"
    VIDEO = "video"
    TRANSFER = "transfer"
    INSPECTION = "inspection"


#: The district's own people saw it: no verification is needed, and nobody outside waits for an answer.
OWN_FINDINGS = frozenset({Source.PATROL, Source.VIDEO, Source.INSPECTION})


def awaits_answer(source: Source) -> bool:
    """Return whether somebody outside reported the case and must be answered."""
    return source not in OWN_FINDINGS
