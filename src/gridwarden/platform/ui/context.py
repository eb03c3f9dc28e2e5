"""What every page needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the acting person for the page's frame."""
    return {"actor": getattr(request, "actor", None)}
