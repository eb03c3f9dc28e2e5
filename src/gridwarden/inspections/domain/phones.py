"""Telephone numbers of parties, as they are kept and compared."""

from __future__ import annotations

import re

from gridwarden.platform.refusals import Invalid

#: A mobile or a landline, with or without its area, and perhaps an extension: 13812345678, 0512-66123456转8.
_NUMBER = re.compile(r"\+?\d[\d-]{5,18}\d(?:转\d{1,6})?", re.ASCII)
#: The shortest numbers that somebody can be reached under from elsewhere are landlines without their area.
FEWEST_DIGITS = 7


class PartyPhoneWrong(Invalid):
    """What is given as a telephone number is none."""

    code = "party_phone_wrong"


def settled(phone: str) -> str:
    """Return a number as it is kept, without spaces, so that the same one is found again; empty where none is given.

    Raises:
        PartyPhoneWrong: it holds other signs than a number does, or fewer than seven digits.
    """
    plain = "".join(phone.split())
    if not plain:
        return ""
    if not _NUMBER.fullmatch(plain) or sum(sign.isdigit() for sign in plain) < FEWEST_DIGITS:
        raise PartyPhoneWrong("The telephone number is none.", party_phone="is not valid")
    return plain
