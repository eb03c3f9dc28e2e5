"""Requests whose texts are UTF-8, whatever their header claims.

Django takes the character set that a header names for that of the address as well, and reads the address while the
request is being made: a name that is no text encoding, an encoding that cannot read the address, or an address with
too many arguments broke the server there, before anything could answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class PlainRequest(WSGIRequest):
    """A request that never takes an encoding from its header; what claims another is refused by `characters`."""

    def _set_content_type_params(self, meta: Mapping[str, Any]) -> None:
        line = str(meta.get("CONTENT_TYPE", ""))
        try:
            self.content_type, self.content_params = parse_header_parameters(line)
        except (LookupError, ValueError):  # a parameter in an encoding of its own that nobody knows
            self.content_type, self.content_params = line.partition(";")[0].strip().lower(), {}


class PageHandler(WSGIHandler):
    """Django's handler, over such requests."""

    request_class = PlainRequest
