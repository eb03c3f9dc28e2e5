"""The API as a document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from gridwarden.platform.api.service import DistrictApi


def document() -> str:
    """Return the OpenAPI document as it is published: sorted, so that a change shows as one."""
    api: DistrictApi = import_string(settings.API)
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    # The cookie's name depends on whether the installation speaks TLS; the document is the same for all.
    schema["components"]["securitySchemes"]["Session"]["name"] = "__Host-gridwarden"
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False, default=str) + "\n"
