"""What was said between platforms loses a reporter whose time is over, and keeps the matter."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.utils import timezone

from gridwarden.exchange.actions import forgetting
from gridwarden.exchange.models import Incoming, Matter, Outgoing, Peer
from gridwarden.intake.actions import retention
from tests.factories import cases as factory
from tests.factories.cases import MONDAY
from tests.integration.intake.desk import PHONE, closed, taken

if TYPE_CHECKING:
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db: None) -> Stage:
    """A district with its people and the menu in force."""
    return factory.build()


def clean(text: str) -> str:
    return text.replace(PHONE, "〔已隐去〕")


def shared(stage: Stage, code: str) -> Matter:
    """Return a case that another platform knows, with a message each way, all naming the reporter's number."""
    now = timezone.now()
    peer, _ = Peer.objects.get_or_create(
        district_id=stage.district_id,
        code="city",
        defaults={
            "name": "市平台", "role": "above", "agent_id": stage.user_id("operator"), "address": "https://city.example/",
            "our_key": b"", "our_public_key": "",
        },
    )  # fmt: skip
    words = f"{code}，回电 {PHONE}"
    matter = Matter.objects.create(
        peer=peer, key=uuid4(), case_id=taken(stage).case_id, result=words, verdict_words=words, ended_why=words,
        began_at=now,
    )  # fmt: skip
    Outgoing.objects.create(
        matter=matter, seq=1, message_id=uuid4(), kind="progress", at=now, next_at=now,
        payload={"text": words, "seen": [{"by": words}], "lon": 120.5},
    )  # fmt: skip
    Incoming.objects.create(
        matter=matter, seq=1, message_id=uuid4(), kind="case", digest="", at=now, taken_at=now, note=words
    )
    return matter


def test_words_and_messages_lose_the_reporter_and_keep_the_rest(stage: Stage) -> None:
    matter = shared(stage, "井盖")
    forgetting.forget({matter.case_id: clean})
    matter.refresh_from_db()
    left = "井盖，回电 〔已隐去〕"
    assert (matter.result, matter.verdict_words, matter.ended_why) == (left, left, left)
    assert Outgoing.objects.get().payload == {"text": left, "seen": [{"by": left}], "lon": 120.5}
    assert Incoming.objects.get().note == left


def test_other_cases_keep_what_was_said(stage: Stage) -> None:
    gone, kept = shared(stage, "井盖"), shared(stage, "路灯")
    forgetting.forget({gone.case_id: clean})
    kept.refresh_from_db()
    assert PHONE in kept.result
    assert PHONE in Outgoing.objects.get(matter=kept).payload["text"]
    assert PHONE in Incoming.objects.get(matter=kept).note


def test_the_time_over_the_nightly_run_forgets_here_too(stage: Stage) -> None:
    matter = shared(stage, "井盖")
    closed(stage, matter.case_id)
    assert retention.anonymise(at=MONDAY + timedelta(days=4 * 365), district_id=stage.district_id) == 1
    matter.refresh_from_db()
    assert matter.result == "井盖，回电 〔已隐去〕"
    assert PHONE not in str(Outgoing.objects.get(seq=1).payload)
    assert PHONE not in Incoming.objects.get().note
