"""Pages of a list in the API; the rows come from ``platform.ui.paging.page``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ninja import Field, Schema

if TYPE_CHECKING:
    from gridwarden.platform.ui.paging import Page

Body = TypeVar("Body")


class PageBody(Schema, Generic[Body]):
    """One page of a list."""

    items: list[Body]
    next: str | None = Field(None, description="Pass it as `cursor` to get the next page; null at the end.")


def body_of(page: Page[Any]) -> dict[str, Any]:
    """Return what a route answers for ``page``."""
    return {"items": page.rows, "next": page.next}
