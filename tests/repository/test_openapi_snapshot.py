"""The published API changes only on purpose."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from gridwarden.config.api import api
from gridwarden.platform.api.openapi import document

SNAPSHOT = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"


def test_the_document_is_the_published_one() -> None:
    published, present = SNAPSHOT.read_text(encoding="utf-8"), document()
    changes = list(difflib.unified_diff(published.splitlines(), present.splitlines(), "published", "present", n=2))
    assert changes == [], "meant? then run: gridwarden django export_openapi"


def operations() -> list[tuple[str, object]]:
    return [
        (f"{method} {path}", details)
        for path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items()
        for method, details in methods.items()
    ]


@pytest.mark.parametrize("status", ["401", "403", "404", "422", "429"])
def test_every_operation_documents_its_refusals(status: str) -> None:
    missing = [name for name, details in operations() if status not in map(str, details["responses"])]  # type: ignore[index]
    assert missing == []


def test_every_operation_says_who_may_call_it() -> None:
    silent = [
        f"{operation.methods} {path}"
        for router in api._get_bound_routers()
        for path, view in router.path_operations.items()
        for operation in view.operations
        if operation.auth_callbacks and not hasattr(operation.view_func, "needs")
    ]
    assert silent == []
