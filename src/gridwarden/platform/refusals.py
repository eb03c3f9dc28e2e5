"""What the product refuses, as exceptions that carry a code and a status.

Every anticipated refusal is a subclass defined beside the function that raises it. The API turns
them into problem+json in one place, the pages into one message. Pure: no Django here, so that
``domain`` packages may use it.
"""

from __future__ import annotations

from http import HTTPStatus

from gridwarden.algorithms.refusals import Invalid, Refusal

__all__ = ["Conflict", "Forbidden", "Invalid", "NotFound", "Refusal"]


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
