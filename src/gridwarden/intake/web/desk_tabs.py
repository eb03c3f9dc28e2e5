"""The tabs above every page of the desk: each person sees those that they may open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gridwarden.platform.access import Permission as P  # noqa: N817 - a table reads better
from gridwarden.platform.ui.parts import Tab

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor

_READERS = (P.INTAKE_REGISTER, P.CASE_CLOSE, P.INTAKE_APPROVE)
_PAGES = (
    ("list", _("Reports"), (P.INTAKE_REGISTER,)),
    ("transfers", _("Transfers"), (P.INTAKE_REGISTER, P.CASE_REGISTER)),
    ("answers", _("Answers"), (P.INTAKE_REGISTER, P.INTAKE_APPROVE)),
    ("callbacks", _("Call back"), (P.INTAKE_REGISTER,)),
    ("archive", _("Archive"), _READERS),
    ("releases", _("Files handed out"), _READERS),
    ("understanding", _("Understanding"), (P.MENU_EDIT,)),
    ("retention", _("Retention"), (P.INTAKE_RETAIN,)),
)


def tabs(actor: Actor, current: str) -> list[Tab]:
    """Return the tabs that ``actor`` may open."""
    return [
        Tab(label=label, href=reverse(f"intake:{name}"), current=name == current)
        for name, label, wanted in _PAGES
        if any(actor.may(permission) for permission in wanted)
    ]
