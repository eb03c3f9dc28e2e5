"""The life of a trained version."""

from __future__ import annotations

from enum import StrEnum


class VersionState(StrEnum):
    """Where a version stands: a person moves it, never the software."""

    #: Trained and compared, without a voice.
    SHADOW = "shadow"
    CURRENT = "current"
    RETIRED = "retired"
