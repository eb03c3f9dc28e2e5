"""The root of everything that is refused: an exception with a code, a status and the fields at fault.

It lies here because algorithms refuse bad input too, and the lowest layer may import nothing above.
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


class BadParams(Invalid):
    """A parameter of an algorithm lies outside its range; ``fields`` says which."""

    code = "bad_params"
