"""Publish events with a change and subscribe to them from higher contexts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import connection

from gridwarden.platform.events.models import EventRow

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of every domain event: plain values that survive JSON.

    Subclasses live in a context's ``events.py`` and register themselves under ``name``.
    """

    name: ClassVar[str]
    registry: ClassVar[dict[str, type[Event]]] = {}

    district_id: int
    at: datetime

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "name" in cls.__dict__:
            Event.registry[cls.name] = cls

    def payload(self) -> dict[str, Any]:
        """Return the fields beyond district and moment, JSON-ready."""
        return {key: value for key, value in asdict(self).items() if key not in {"district_id", "at"}}

    @classmethod
    def load(cls, row: EventRow) -> Self:
        """Rebuild the event from its row; unknown fields of newer releases are left out."""
        known = {field.name for field in fields(cls)}
        payload = {key: value for key, value in row.payload.items() if key in known}
        return cls(district_id=row.district_id, at=row.at, **payload)


E = TypeVar("E", bound=Event)

_handlers: dict[str, list[Callable[[Any], None]]] = defaultdict(list)


class OutsideTransactionError(RuntimeError):
    """An event must share the transaction of the change that it reports."""


def publish(event: Event) -> None:
    """Store ``event`` in the current transaction; it is delivered once that has committed."""
    if not connection.in_atomic_block:
        raise OutsideTransactionError(event.name)
    EventRow.objects.create(district_id=event.district_id, name=event.name, payload=event.payload(), at=event.at)


def subscribe(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Have the decorated function called once for every event of ``kind``, in a transaction of its own."""

    def register(handler: Callable[[E], None]) -> Callable[[E], None]:
        _handlers[kind.name].append(handler)
        return handler

    return register


def handlers_of(name: str) -> list[Callable[[Any], None]]:
    """Return the functions subscribed to the event ``name``."""
    return _handlers[name]
