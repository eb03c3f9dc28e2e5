"""What people read about the trail. A context adds the words of its own actions with ``name_actions``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from gridwarden.platform.audit.actions.verification import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

ACTIONS: dict[str, str | _StrPromise] = {
    "login.succeeded": _("logged in"),
    "login.failed": _("failed to log in"),
    "login.locked": _("locked out"),
    "logout": _("logged out"),
    "second_factor.failed": _("showed a wrong code"),
    "second_factor.set_up": _("set up a second factor"),
    "second_factor.codes_renewed": _("renewed the recovery codes"),
    "second_factor.reset": _("took away a second factor"),
    "password.changed": _("changed the password"),
    "password.issued": _("issued a password"),
    "sessions.ended": _("ended sessions"),
    "account.opened": _("opened an account"),
    "account.disabled": _("disabled an account"),
    "account.enabled": _("enabled an account"),
    "account.unlocked": _("unlocked an account"),
    "access.refused": _("was refused access"),
    "client.issued": _("issued a token"),
    "client.revoked": _("revoked a token"),
    "photo.stored": _("stored a photo"),
    "photo.forgotten": _("removed unused photos"),
    "photos.verified": _("verified the photos"),
    "audit.verified": _("verified the trail"),
    "audit.exported": _("took the trail away as a file"),
}

FAULTS = {
    Fault.GAP: _("Rows before this one are missing."),
    Fault.LINK: _("The row does not follow the one before it."),
    Fault.CHANGED: _("The row is not what was written."),
    Fault.CUT_OFF: _("Rows at the end are missing."),
    Fault.REWRITTEN: _("The chain differs from what was signed here."),
    Fault.FORGED_CHECKPOINT: _("The checkpoint is not signed by this installation."),
}


def name_actions(words: Mapping[str, str | _StrPromise]) -> None:
    """Tell what people read for the actions of a context."""
    ACTIONS.update(words)


def words_for(action: str) -> str:
    """Return what a person reads for ``action``; the code where nobody has told."""
    return str(ACTIONS.get(action, action))
