"""The API object: what happens around every operation."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus, client
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.utils import timezone
from ninja import NinjaAPI

from gridwarden.platform.accounts.addresses import client_address
from gridwarden.platform.api import keys
from gridwarden.platform.api.auth import BearerToken, Session
from gridwarden.platform.api.bodies import TextParser
from gridwarden.platform.api.limits import spend
from gridwarden.platform.api.models import ApiClient
from gridwarden.platform.api.problems import answer, translate_in
from gridwarden.platform.api.schemas import COMMON_ERRORS, PROBLEM_JSON, WRITE_ERRORS, ErrorBody

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse
    from ninja.openapi.schema import OpenAPISchema
    from ninja.operation import Operation
    from ninja.router import BoundRouter

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
KEY_HEADER = "Idempotency-Key"

_KEY_PARAMETER = {
    "in": "header",
    "name": KEY_HEADER,
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": keys.MAX_KEY_LENGTH, "pattern": "^[ -~]+$"},
    "description": "A random key of this write; the same key gives the same answer. Clients with a token must send it.",
}


class DistrictApi(NinjaAPI):
    """An API on which every operation checks its permission, every write its key, and every error is a problem."""

    def __init__(self, *, title: str, version: str, urls_namespace: str) -> None:
        super().__init__(
            title=title,
            version=version,
            urls_namespace=urls_namespace,
            auth=[BearerToken(), Session()],
            docs_url=None,
            parser=TextParser(),
        )
        translate_in(self)
        self.add_exception_handler(RequestDataTooBig, lambda _request, _error: answer(413))
        self.add_exception_handler(TooManyFilesSent, lambda _request, _error: answer(413))

    def _get_bound_routers(self) -> list[BoundRouter]:
        """Guard each operation once, when the routers are bound: nobody can forget it."""
        fresh = self._bound_routers_cache is None
        routers = super()._get_bound_routers()
        if fresh:
            for operation in _operations(routers):
                operation.view_func = _guarded(operation)
        return routers

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Describe the API, with the errors and the key that every operation has in common."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"]["schemas"]["ErrorBody"] = ErrorBody.model_json_schema()
        looking = {one.operation_id for one in _operations(self._get_bound_routers()) if not _is_write(one)} - {None}
        for operations in schema["paths"].values():
            for method, details in operations.items():
                _describe_errors(details, writes=method.upper() in WRITES and details["operationId"] not in looking)
        return schema


def _operations(routers: Sequence[BoundRouter]) -> list[Operation]:
    return [
        operation
        for router in routers
        for path_view in router.path_operations.values()
        for operation in path_view.operations
    ]


def _is_write(operation: Operation) -> bool:
    return bool(WRITES & set(operation.methods)) and not getattr(operation.view_func, "only_looks_up", False)


def _guarded(operation: Operation) -> Any:
    """Wrap the operation's function: permission first, then the limit, then the key."""
    view = operation.view_func
    needs, limit = getattr(view, "needs", ()), getattr(view, "limit", None)
    is_write = _is_write(operation)

    @wraps(view)
    def run(request: HttpRequest, **values: Any) -> Any:
        actor = request.actor  # type: ignore[attr-defined]
        if needs and not any(actor.may(permission) for permission in needs):
            actor.require(needs[0])
        if limit is not None:
            spend(limit, str(actor.user_id or client_address(request)), at=timezone.now())
        key = request.headers.get(KEY_HEADER) if is_write else None
        if key is None:
            _refuse_without_key(request, is_write=is_write)
            return view(request, **values)
        return keys.answer_once(
            request,
            key,
            lambda: _respond(operation, view, request, values),
            user_id=actor.user_id or 0,
            at=timezone.now(),
        )

    return run


def _refuse_without_key(request: HttpRequest, *, is_write: bool) -> None:
    """Programs retry, so their writes need a key; a person's page brings its own in the form."""
    if is_write and isinstance(getattr(request, "auth", None), ApiClient):
        raise keys.KeyMissing(f"Send {KEY_HEADER} with every write.")


def _respond(operation: Operation, view: Any, request: HttpRequest, values: dict[str, Any]) -> HttpResponse:
    """Render the answer while the transaction is open, so that it can be stored with the change."""
    scratch = values.get(operation.signature.response_arg or "") or operation.api.create_temporal_response(request)
    response = operation._result_to_response(request, view(request, **values), scratch)  # noqa: SLF001 - no public way
    return cast("HttpResponse", response)


def _describe_errors(details: dict[str, Any], *, writes: bool) -> None:
    responses = details["responses"]
    for status in (*COMMON_ERRORS, *(WRITE_ERRORS if writes else ())):
        described = responses.setdefault(status, {"description": client.responses[HTTPStatus(status)]})
        described["content"] = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/ErrorBody"}}}
    if writes and _KEY_PARAMETER not in details["parameters"]:
        details["parameters"].append(_KEY_PARAMETER)
