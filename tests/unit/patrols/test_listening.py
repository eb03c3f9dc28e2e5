"""Where the gateway listens."""

from __future__ import annotations

import asyncio
import socket
from types import SimpleNamespace
from typing import Any, cast

import pytest

from gridwarden.patrols.gateway.server import AddressRefused, serve

HERE = "127.0.0.1"


def idle_hub() -> Any:
    """A hub that knows nobody and has nothing to do."""

    async def load() -> None: ...

    async def run() -> None:
        await asyncio.Event().wait()

    return SimpleNamespace(doors=[], directory=SimpleNamespace(load=load), run=run)


def test_a_port_that_another_program_has_is_named_with_the_way_out() -> None:
    with socket.create_server((HERE, 0)) as other:
        port = cast("int", other.getsockname()[1])
        with pytest.raises(AddressRefused, match=rf"TCP {port}.*in use.*--tcp-port"):
            asyncio.run(serve(idle_hub(), host=HERE, tcp_port=port, udp_port=0))


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(AddressRefused, match=r"192\.0\.2\.1"):
        asyncio.run(serve(idle_hub(), host="192.0.2.1", tcp_port=0, udp_port=8808))
