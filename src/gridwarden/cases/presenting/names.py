"""Names of those who acted without being a person of the house."""

from __future__ import annotations

from django.utils.translation import gettext as _

#: As whoever reports without an account is kept in cases and their steps.
_PUBLIC = "public"


def name_of(kept: str) -> str:
    """Return the kept name of whoever acted as people read it."""
    return _("The public") if kept == _PUBLIC else kept


def who(kept: str, *, is_automatic: bool) -> str:
    """Return who made a step: a person, the public, or the software."""
    return _("Software") if is_automatic and kept != _PUBLIC else name_of(kept)
