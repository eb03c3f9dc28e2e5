"""Make answers of the API problem+json even where no operation was reached."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from gridwarden.platform.api.problems import answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

#: Everything under this path answers machines.
API_PATH = "/api/"


class ProblemMiddleware:
    """Replace Django's HTML errors (unknown address, wrong method, failure) below the API's path."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, as problem+json where it is an error and not yet one."""
        response = self.get_response(request)
        if not request.path.startswith(API_PATH):
            return response
        if response.status_code < HTTPStatus.BAD_REQUEST or "json" in response.get("Content-Type", ""):
            return response
        plain = answer(response.status_code)
        for name in ("Allow", "Retry-After"):
            if response.has_header(name):
                plain[name] = response[name]
        return plain
