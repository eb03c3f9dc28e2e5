"""What every answer of the API may be made of."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from ninja import Field, Schema
from pydantic import model_validator
from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import ValidationInfo

#: Media type of every refusal (RFC 9457).
PROBLEM_JSON = "application/problem+json"


class InputBody(Schema):
    """What a request says: only an object is read as one.

    A plain ``Schema`` looks for its fields as attributes of whatever it is given, so where none is required it would
    take a list or a number for an empty object.
    """

    @model_validator(mode="wrap")
    @classmethod
    def _run_root_validator(cls, values: Any, handler: Callable[[Any], Any], info: ValidationInfo) -> Any:
        if values is None or isinstance(values, str | bytes | bool | int | float | list):
            raise PydanticCustomError("object_type", "Input should be an object")
        return super()._run_root_validator(values, handler, info)  # type: ignore[operator]


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
