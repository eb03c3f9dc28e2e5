"""A worker is killed after the other side took a message and before it could note so: nobody is told twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.utils import timezone

from gridwarden.platform.notifications.actions import notify, send_to_address, sending
from gridwarden.platform.notifications.models import Delivery, State
from gridwarden.platform.notifications.ports import Channel
from gridwarden.platform.notifications.ways import use
from tests.factories.accounts import UserFactory
from tests.integration.notifications import harness

if TYPE_CHECKING:
    from tests.integration.notifications.harness import OtherSide

pytestmark = pytest.mark.django_db(transaction=True)

PROJECT = Path(__file__).resolve().parents[2]
#: Sends what is due, and dies where it would note that it was sent.
MORTAL = """
import os, signal
import django
django.setup()
from django.utils import timezone
from gridwarden.platform.notifications.actions import sending
sending._settle = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
sending.send_due(timezone.now)
"""


def killed_while_sending(**ways: str) -> None:
    """Have a process of its own send and be killed at the worst moment."""
    known = connection.get_connection_params()
    url = f"postgresql://{known['user']}@/{known['dbname']}?host={known['host']}"
    environment = os.environ | {"DATABASE_URL": url, "PYTHONPATH": str(PROJECT)} | ways
    done = subprocess.run([sys.executable, "-c", MORTAL], env=environment, cwd=PROJECT, timeout=120, check=False)
    assert done.returncode == -signal.SIGKILL
    assert Delivery.objects.get().state == State.SENDING


def later(side: OtherSide) -> Delivery:
    """Return the delivery after another worker has looked into the outbox."""
    with use({side.carrier.channel: side.carrier}):
        for minutes in (1, 4, 10):
            sending.send_due(lambda minutes=minutes: timezone.now() + timedelta(minutes=minutes))  # type: ignore[misc]
    return Delivery.objects.get()


def test_an_sms_is_sent_again_under_its_key_and_arrives_once() -> None:
    with harness.sms() as side:
        with use({Channel.SMS: side.carrier}):
            send_to_address(
                channel=Channel.SMS,
                address=side.address,
                kind="case.breach",
                params={"number": "20260302-00017"},
                dedupe_key="killed",
                at=timezone.now(),
                district_id=1,
                subject_type="case",
                subject_id=1,
            )
        url: str = side.carrier.url  # type: ignore[attr-defined]
        killed_while_sending(GRIDWARDEN_SMS_GATEWAY_URL=url, GRIDWARDEN_SMS_GATEWAY_SECRET=harness.SECRET)
        assert len(side.arrived) == 1
        assert later(side).state == State.SENT
        assert len(side.arrived) == 1


def test_a_mail_is_left_to_a_person_and_not_sent_again() -> None:
    with harness.smtp() as side:
        with use({Channel.EMAIL: side.carrier}):
            notify(
                user_ids=[UserFactory.create(email="li@example.cn").pk],
                kind="case.breach",
                at=timezone.now(),
                district_id=1,
                subject_type="case",
                subject_id=1,
                params={"number": "20260302-00017"},
                dedupe_key="killed",
            )
        port: int = side.carrier.port  # type: ignore[attr-defined]
        killed_while_sending(GRIDWARDEN_SMTP_URL=f"smtp://127.0.0.1:{port}", GRIDWARDEN_MAIL_FROM="desk@grid.example")
        assert len(side.arrived) == 1
        assert later(side).state == State.UNSURE
        assert len(side.arrived) == 1
