"""Connections beside Django's own reach the same database, by the same way."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from django.db import connection

from gridwarden.platform import connecting

pytestmark = pytest.mark.django_db


def test_an_own_connection_reaches_the_same_database() -> None:
    with connecting.connect(autocommit=True) as own:
        row = own.execute("SELECT current_database()").fetchone()
    assert row == (connection.settings_dict["NAME"],)


def test_an_own_asynchronous_connection_reaches_the_same_database() -> None:
    async def ask() -> Any:
        async with await connecting.connect_async() as own:
            return await (await own.execute("SELECT current_database()")).fetchone()

    assert asyncio.run(ask()) == (connection.settings_dict["NAME"],)


def test_how_the_server_must_be_reached_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {"sslmode": "verify-full", "prepare_threshold": 5})
    kept = connecting.parameters()
    assert kept["sslmode"] == "verify-full"
    assert "prepare_threshold" not in kept
