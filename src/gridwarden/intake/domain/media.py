"""In what form somebody told us."""

from __future__ import annotations

from enum import StrEnum

from gridwarden.cases.domain.sources import Source


class Medium(StrEnum):
    """What the desk writes down: finer than a case's source, because letters and visits are answered differently."""

    HOTLINE = "hotline"
    CITIZEN = "citizen"
    LETTER = "letter"
    EMAIL = "email"
    WEB = "web"
    MEDIA = "media"
    LEADER = "leader"
    VIDEO = "video"
    TRANSFER = "transfer"


#: Media that the workflow knows under another name.
_COARSER = {Medium.LETTER: Source.CITIZEN, Medium.EMAIL: Source.CITIZEN}


def source_of(medium: Medium) -> Source:
    """Return the source under which a case of this medium runs."""
    return _COARSER.get(medium) or Source(medium.value)
