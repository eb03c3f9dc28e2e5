"""How somebody can be reached, taken out of what was said."""

from __future__ import annotations

import re

#: Identity numbers, telephones with and without area code, and addresses of mail. Letters and digits end them.
_CONTACT = re.compile(
    r"(?<![0-9A-Za-z])(?:\d{17}[0-9Xx]|\d{15}|(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8})"
    r"(?![0-9A-Za-z])|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.ASCII,
)
REMOVED = "〔已隐去〕"
#: Digits as a Chinese keyboard writes them in full width.
WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def without_contacts(text: str) -> str:
    """Return ``text`` without telephones, identity numbers and addresses of mail."""
    return _CONTACT.sub(REMOVED, text.translate(WIDE))
