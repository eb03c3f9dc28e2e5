"""Whom and what the public ways do not take."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from enum import StrEnum


class BlockKind(StrEnum):
    """What is blocked."""

    PHONE = "phone"
    #: A network address, or a net in the form ``203.0.113.0/24``.
    ADDRESS = "address"
    PHRASE = "phrase"


_SPACE = re.compile(r"\s+")
_NOT_DIGIT = re.compile(r"[^0-9]")


def plain_phone(number: str) -> str:
    """Return the digits of a telephone number, without the country's code, as people dial it."""
    digits = _NOT_DIGIT.sub("", unicodedata.normalize("NFKC", number))
    return digits[2:] if len(digits) > 11 and digits.startswith("86") else digits  # noqa: PLR2004 - 86 and eleven


def plain_text(text: str) -> str:
    """Return ``text`` as phrases are looked for: one width, one case, no spaces and no invisible signs between."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    visible = "".join(sign for sign in folded if unicodedata.category(sign) != "Cf")
    return _SPACE.sub("", visible)


def plain_net(address: str) -> str:
    """Return the net that ``address`` names; raise ``ValueError`` where it names none."""
    return str(ipaddress.ip_network(address.strip(), strict=False))


def is_within(address: str, net: str) -> bool:
    """Return whether ``address`` lies in ``net``; what is no address lies nowhere."""
    try:
        one = ipaddress.ip_address(address)
    except ValueError:
        return False
    return one in ipaddress.ip_network(net)
