"""What the product refuses, as exceptions that carry a code and a status.

Every anticipated refusal is a subclass defined beside the function that raises it. The API turns
them into problem+json in one place, the pages into one message. Pure: no Django here, so that
``domain`` packages may use it.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import ClassVar


class Refusal(Exception):
    """Something the product refuses to do, with the reason a user can act on.

    ``fields`` maps an input's name to what is wrong with it; empty when no single input is at fault.
    """

    #: Stable word for machines, for example ``case_moved_on``.
    code: ClassVar[str] = "refused"
    #: HTTP status under which the API reports it.
    status: ClassVar[HTTPStatus] = HTTPStatus.CONFLICT

    def __init__(self, message: str, **fields: str) -> None:
        super().__init__(message)
        self.message = message
        self.fields = fields


class Invalid(Refusal):
    """The input breaks a rule; nothing was changed."""

    code = "invalid"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class NotFound(Refusal):
    """There is no such thing, or the actor may not know of it: both look the same."""

    code = "not_found"
    status = HTTPStatus.NOT_FOUND


class Forbidden(Refusal):
    """The actor may see the thing but not do this to it."""

    code = "forbidden"
    status = HTTPStatus.FORBIDDEN


class Conflict(Refusal):
    """The thing is not, or no longer, in a state that allows this."""

    code = "conflict"
    status = HTTPStatus.CONFLICT
