"""How long personal data is kept, and how text loses it."""

from __future__ import annotations

import re

from gridwarden.cases.domain.sources import Source

#: Days after the end of a case for which a district has set nothing: five years of a register, less for the web.
STANDARD_DAYS: dict[Source, int] = {
    Source.HOTLINE: 1095,
    Source.CITIZEN: 1095,
    Source.WEB: 365,
    Source.MEDIA: 1825,
    Source.LEADER: 1825,
    Source.TRANSFER: 1825,
    Source.PATROL: 365,
    Source.VIDEO: 365,
    Source.INSPECTION: 365,
}
LEAST_DAYS, MOST_DAYS = 30, 36500
#: Identity numbers, telephones with and without area code, and addresses of mail. Letters and digits end them.
_CONTACT = re.compile(
    r"(?<![0-9A-Za-z])(?:\d{17}[0-9Xx]|\d{15}|(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8})"
    r"(?![0-9A-Za-z])|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.ASCII,
)
REMOVED = "〔已隐去〕"


def without_contacts(text: str) -> str:
    """Return ``text`` without telephones, identity numbers and addresses of mail."""
    return _CONTACT.sub(REMOVED, text)
