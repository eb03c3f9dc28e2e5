"""Under what a caller's telephone is found again."""

from __future__ import annotations

from gridwarden.intake.domain.blocking import plain_phone
from gridwarden.platform.sealing import blind_index

_PLACE = "report.phone"


def phone_index(number: str) -> bytes:
    """Return the keyed digest of a telephone, however it is written; empty for the empty text."""
    return blind_index(plain_phone(number) or number.strip(), place=_PLACE)


def phone_indexes(number: str) -> tuple[bytes, ...]:
    """Return the digests under which a telephone may be kept: as it is dialled, and as it was typed in earlier days."""
    found = (phone_index(number), blind_index(number.strip(), place=_PLACE))
    return tuple(one for one in dict.fromkeys(found) if one)
