"""What people read about accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gridwarden.platform.accounts.queries.accounts import AccountState
from gridwarden.platform.accounts.refusals import TAKEN, WRONG_CODE, WRONG_PASSWORD

REFUSALS = {
    "bad_credentials": _("User name and password do not fit. Check both, including capital letters."),
    "locked_out": _("Too many failed attempts. Wait a quarter of an hour, or ask the security administrator."),
    "code_wrong": _(WRONG_CODE),
    "password_wrong": _(WRONG_PASSWORD),
    "password_weak": _("The new password breaks a rule."),
    "account_unknown": _("There is no such account."),
    "not_on_oneself": _("Nobody does this to the own account. Ask another administrator."),
    "not_on_administrators": _(
        "The credentials of an administrator are renewed on the server only: gridwarden accounts issue-password."
    ),
    "username_taken": _(TAKEN),
    "account_closed": _("The account is disabled. Enable it first."),
    "permission_denied": _("You do not have the permission for this."),
}

STATES = {
    AccountState.ACTIVE: _("active"),
    AccountState.DISABLED: _("disabled"),
    AccountState.LOCKED: _("locked"),
    AccountState.UNISSUED: _("no password yet"),
    AccountState.DORMANT: _("unused for 90 days"),
}
