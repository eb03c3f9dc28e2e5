"""What every answer of the API may be made of."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from ninja import Field, Schema

#: Media type of every refusal (RFC 9457).
PROBLEM_JSON = "application/problem+json"


class ErrorBody(Schema):
    """Why the request was refused."""

    type: str = Field("about:blank", description="A URI naming the kind of problem.")
    title: str = Field(description="The status in words.")
    status: int
    code: str = Field(description="A stable word for machines, for example `case_moved_on`.")
    detail: str = Field(description="What the caller can act on.")
    fields: dict[str, str] = Field(default_factory=dict, description="What is wrong with each input.")


#: Statuses that any operation may answer.
COMMON_ERRORS = (400, 401, 403, 404, 422, 429)
#: Statuses that only a write may answer.
WRITE_ERRORS = (409, 413)

#: For ``response={201: CaseBody, **ERRORS}``. Not needed: the API documents them on every operation by itself.
ERRORS: dict[int, Any] = dict.fromkeys(sorted((*COMMON_ERRORS, *WRITE_ERRORS)), ErrorBody)


def problem(status: int, *, code: str, detail: str, fields: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the body of a problem answer."""
    title = HTTPStatus(status).phrase
    body = ErrorBody(title=title, status=status, code=code, detail=detail, fields=fields or {}, type="about:blank")
    return body.model_dump()
