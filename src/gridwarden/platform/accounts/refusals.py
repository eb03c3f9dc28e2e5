"""Why somebody does not get in, and what is not done to an account."""

from __future__ import annotations

from http import HTTPStatus

from django.utils.translation import gettext_noop

from gridwarden.platform.refusals import Conflict, Forbidden, Invalid, NotFound

#: What stands beside an input; pages translate it.
WRONG_PASSWORD = gettext_noop("The present password does not fit.")
WRONG_CODE = gettext_noop("The code does not fit or has been used. Wait for the next one.")
TAKEN = gettext_noop("Somebody already logs in under this name.")


class BadCredentials(Invalid):
    """Name and password do not fit: the same words for an unknown name, a wrong password and a closed account."""

    code = "bad_credentials"


class LockedOut(Invalid):
    """Too many failures from this address; the same words whether or not the account exists."""

    code = "locked_out"
    status = HTTPStatus.TOO_MANY_REQUESTS


class CodeWrong(Invalid):
    """The code does not fit, or has been used."""

    code = "code_wrong"


class PasswordWrong(Invalid):
    """The present password does not fit."""

    code = "password_wrong"


class PasswordWeak(Invalid):
    """The new password breaks a rule."""

    code = "password_weak"


class AccountUnknown(NotFound):
    """There is no such account, or the actor may not know of it."""

    code = "account_unknown"


class NotOnOneself(Forbidden):
    """An administrator does not do this to the own account."""

    code = "not_on_oneself"


class NotOnAdministrators(Forbidden):
    """Only the command line of the server gives an administrator new credentials."""

    code = "not_on_administrators"


class UsernameTaken(Conflict):
    """Somebody already logs in under this name."""

    code = "username_taken"


class AccountClosed(Conflict):
    """The account is disabled; enable it first."""

    code = "account_closed"
