"""Events are stored with the change, delivered after it, and never lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

import pytest
from django.db import connection, transaction

from gridwarden.platform.events import bus, delivery
from gridwarden.platform.events.models import EventRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class LampLit(bus.Event):
    name: ClassVar[str] = "test.lamp_lit"

    lamp: int


@pytest.fixture
def heard() -> Iterator[list[int]]:
    lamps: list[int] = []

    @bus.subscribe(LampLit)
    def hear(event: LampLit) -> None:
        lamps.append(event.lamp)

    yield lamps
    bus.handlers_of(LampLit.name).clear()


def light(lamp: int, at: datetime) -> None:
    bus.publish(LampLit(district_id=1, at=at, lamp=lamp))


def test_a_published_event_reaches_its_handler_once(heard: list[int], monday_morning: datetime) -> None:
    light(7, monday_morning)
    assert heard == []
    assert delivery.deliver_pending(now=monday_morning) == 1
    assert delivery.deliver_pending(now=monday_morning) == 0
    assert heard == [7]


def test_an_undone_change_leaves_no_news(heard: list[int], monday_morning: datetime) -> None:
    with transaction.atomic():
        light(7, monday_morning)
        transaction.set_rollback(True)
    assert delivery.deliver_pending(now=monday_morning) == 0
    assert heard == []


def test_a_failing_handler_keeps_its_event_and_holds_up_nobody(heard: list[int], monday_morning: datetime) -> None:
    broken = True

    @bus.subscribe(LampLit)
    def refuse_lamp_one(event: LampLit) -> None:
        if broken and event.lamp == 1:
            raise RuntimeError(event.lamp)

    light(1, monday_morning)
    light(2, monday_morning)
    delivery.deliver_pending(now=monday_morning)
    kept = EventRow.objects.get(payload__lamp=1)
    assert (kept.delivered_at, kept.attempts, heard[-1]) == (None, 1, 2)
    assert "RuntimeError" in kept.last_error

    broken = False
    delivery.deliver_pending(now=monday_morning + timedelta(seconds=1))
    assert EventRow.objects.get(pk=kept.pk).delivered_at is None, "it waits before the next try"
    delivery.deliver_pending(now=monday_morning + timedelta(seconds=5))
    assert EventRow.objects.get(pk=kept.pk).delivered_at is not None


def test_an_event_of_a_newer_release_with_more_fields_is_still_read(heard: list[int], monday_morning: datetime) -> None:
    light(3, monday_morning)
    EventRow.objects.update(payload={"lamp": 3, "colour": "green"})
    delivery.deliver_pending(now=monday_morning)
    assert heard == [3]


@pytest.mark.django_db(transaction=True)
def test_publishing_outside_a_transaction_is_refused(monday_morning: datetime) -> None:
    assert not connection.in_atomic_block
    with pytest.raises(bus.OutsideTransactionError):
        light(1, monday_morning)
