"""Types of fields that all contexts take alike."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator

from gridwarden.platform.ui.numbers import LARGEST_KEY

LARGEST_ID = LARGEST_KEY
_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIMED = re.compile(_WRITTEN.pattern + r"[Tt ].+")


def _refuse_numbers(value: object) -> object:
    """Let only what looks like a day through: pydantic would take ``0`` for the first of January 1970."""
    if value is None or isinstance(value, date) or (isinstance(value, str) and _WRITTEN.fullmatch(value)):
        return value
    raise ValueError("Write a day as YYYY-MM-DD.")


#: A local day as ``YYYY-MM-DD``.
Day = Annotated[date, BeforeValidator(_refuse_numbers)]


def _refuse_seconds(value: object) -> object:
    """Let only what looks like a time through: pydantic would take a number for seconds since 1970."""
    if value is None or isinstance(value, datetime) or (isinstance(value, str) and _TIMED.fullmatch(value)):
        return value
    raise ValueError("Write a time as YYYY-MM-DDThh:mm:ss with its offset.")


#: A time with its offset from UTC (RFC 3339).
Moment = Annotated[AwareDatetime, BeforeValidator(_refuse_seconds)]
