"""The type of every request that a view of the product receives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


class ActingRequest(HttpRequest):
    """A request on which the middleware has put the one who acts; for annotations only."""

    actor: Actor
