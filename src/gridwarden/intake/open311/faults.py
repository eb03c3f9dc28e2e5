"""What goes wrong, as the standard wants it told: a list of codes and sentences."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from gridwarden.platform.refusals import Refusal
from gridwarden.platform.ui.refusals import words_for

if TYPE_CHECKING:
    from gridwarden.intake.open311.writing import Fields

#: Statuses that the standard knows, and three that HTTP has words for. Everything else that cannot be done is 400.
_TOLD = frozenset(
    {
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.CONFLICT,
        HTTPStatus.TOO_MANY_REQUESTS,
    }
)

#: Nobody needs a long value back to know which one is meant.
_LONGEST = 300
#: What the standard calls otherwise.
_NAMES = {"lon": "long", "text": "description", "address": "address_string"}


class Fault(Exception):
    """The request cannot be answered; ``sentences`` say why, for people."""

    def __init__(self, *sentences: str, status: int = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__("; ".join(sentences))
        self.sentences = sentences
        self.status = int(status)

    @property
    def errors(self) -> list[Fields]:
        """The fault as the standard writes it."""
        return [{"code": self.status, "description": sentence[:_LONGEST]} for sentence in self.sentences]


#: What is caught around every request; anything else is a bug of ours.
CAUGHT = (Fault, Refusal, BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError)


def fault_of(error: Exception) -> Fault:
    """Return any anticipated error as a fault."""
    if isinstance(error, Fault):
        return error
    if isinstance(error, Refusal):
        status = error.status if error.status in _TOLD else HTTPStatus.BAD_REQUEST
        beside = [f"{_NAMES.get(name, name)}: {words}" for name, words in error.fields.items()]
        return Fault(words_for(error), *beside, status=status)
    if isinstance(error, BadRequest):
        return Fault(str(error))
    return Fault("The request cannot be read; it is too large or broken.")
