from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from django.core import signing
from django.utils import timezone

from tests.integration.intake.playing import LAT, LON

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories.cases import Stage


def note(seconds_ago: float = 60) -> str:
    """The note that a form shown ``seconds_ago`` carries."""
    then = (timezone.now() - timedelta(seconds=seconds_ago)).timestamp()
    with patch("django.core.signing.time.time", return_value=then):
        return signing.TimestampSigner(salt="gridwarden.report").sign("form")


@pytest.fixture
def code6(stage: Stage) -> str:
    return stage.cast.territory.district.code6


@pytest.fixture
def send(client: Client, code6: str) -> Callable[..., Any]:
    """Send the form as somebody who has filled in everything, but for the changes."""

    def sent(*, sender: str = "198.51.100.7", **changes: Any) -> Any:
        body = {
            "lon": str(LON),
            "lat": str(LAT),
            "address": "人民路12号",
            "item": "1",
            "text": "路口垃圾桶满了",
            "started": note(),
            **changes,
        }
        return client.post(f"/report/{code6}/", body, REMOTE_ADDR=sender)

    return sent
