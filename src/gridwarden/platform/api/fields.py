"""Types of fields that all contexts take alike."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

#: The largest number that a key of the database can be.
LARGEST_ID = 2**63 - 1
_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _refuse_numbers(value: object) -> object:
    """Let only what looks like a day through: pydantic would take ``0`` for the first of January 1970."""
    if value is None or isinstance(value, date) or (isinstance(value, str) and _WRITTEN.fullmatch(value)):
        return value
    raise ValueError("Write a day as YYYY-MM-DD.")


#: A local day as ``YYYY-MM-DD``.
Day = Annotated[date, BeforeValidator(_refuse_numbers)]
