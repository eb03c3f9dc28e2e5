"""Numbers that say who a party is, each with a check character that finds a slip of the pen.

An organisation or a shop has a unified social credit code (统一社会信用代码, GB 32100-2015), a person an identity
number (公民身份号码, GB 11643-1999). A shop may be known by its owner's identity number.
"""

from __future__ import annotations

from datetime import datetime

from gridwarden.inspections.domain.words import PartyKind
from gridwarden.platform.refusals import Invalid

#: Both have as many characters, the last of which is computed from the others.
LENGTH = 18
#: GB 32100-2015 leaves out I, O, S, V and Z.
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_IDENTITY_WEIGHTS = tuple(2 ** (LENGTH - 1 - place) % 11 for place in range(LENGTH - 1))
_IDENTITY_CHECKS = "10X98765432"


class PartyCodeWrong(Invalid):
    """The number is neither a credit code nor an identity number, or not of the kind of the party."""

    code = "party_code_wrong"


def settled(kind: PartyKind, code: str) -> str:
    """Return the code as it is kept: without spaces, in capitals, empty where none is given.

    Raises:
        PartyCodeWrong: it has another length, another character or another check character than its kind.
    """
    plain = "".join(code.split()).upper()
    if not plain:
        return ""
    is_credit = kind is not PartyKind.PERSON and is_credit_code(plain)
    if not is_credit and not (kind is not PartyKind.COMPANY and is_identity_number(plain)):
        raise PartyCodeWrong("The code is not a valid number of this kind of party.", party_code="is not valid")
    return plain


def is_credit_code(code: str) -> bool:
    """Return whether the check character of a unified social credit code is right (GB 32100-2015, 5.5)."""
    if len(code) != LENGTH or not set(code) <= set(_CREDIT):
        return False
    weighted = sum(_CREDIT.index(one) * pow(3, place, 31) for place, one in enumerate(code[:-1]))
    return _CREDIT.index(code[-1]) == -weighted % 31


def is_identity_number(code: str) -> bool:
    """Return whether an identity number has a day of birth and the right check character (GB 11643-1999, ISO 7064)."""
    digits = code[:-1]
    if len(code) != LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    try:
        datetime.strptime(code[6:14], "%Y%m%d")  # noqa: DTZ007 - a day, not a moment
    except ValueError:
        return False
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, _IDENTITY_WEIGHTS, strict=True))
    return _IDENTITY_CHECKS[weighted % 11] == code[-1]
