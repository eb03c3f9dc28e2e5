"""The two doors: TCP connections and UDP datagrams."""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import TYPE_CHECKING, Any, cast

from gridwarden.patrols.gateway.session import Session
from gridwarden.patrols.gateway.strangers import Strangers
from gridwarden.patrols.jt808.errors import BadFrame
from gridwarden.patrols.jt808.framing import Splitter
from gridwarden.platform.refusals import Refusal

if TYPE_CHECKING:
    from gridwarden.patrols.gateway.hub import Hub

logger = logging.getLogger(__name__)

#: Lines that may be open at once; more are cut at once, so that strangers cannot use up the memory.
MOST_LINES = 20_000
#: Of them without a key, by connections and by datagrams, whose senders can be made up.
MOST_TCP_STRANGERS, MOST_UDP_STRANGERS = 12_000, 2_000
MOST_WRITTEN_BYTES = 64 * 1024
#: So long a terminal may take to read the last words.
LAST_WORDS_S = 10.0


class TcpDoor:
    """Takes connections of all terminals: makes a line for each."""

    def __init__(self, hub: Hub, most_strangers: int = MOST_TCP_STRANGERS) -> None:
        self.hub = hub
        self.strangers = Strangers(most_strangers)
        hub.doors.append(self.strangers)

    def __call__(self) -> TcpLine:
        """Return the line of a new connection."""
        return TcpLine(self)

    def admits(self, session: Session) -> bool:
        """Take in a line; False when all lines are taken by terminals with a key."""
        if len(self.hub.sessions) >= MOST_LINES and not self.strangers.turn_out():
            return False
        self.hub.sessions.add(session)
        self.strangers.add(session)
        return True


class TcpLine(asyncio.Protocol):
    """A terminal's connection."""

    __slots__ = ("_door", "_hub", "_session", "_splitter", "_transport", "peer")

    def __init__(self, door: TcpDoor) -> None:
        self._door = door
        self._hub = hub = door.hub
        self._splitter = Splitter()
        self._session = Session(hub, self)
        self._transport: asyncio.Transport | None = None
        self.peer = "?"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)
        host, port, *_ = transport.get_extra_info("peername") or ("?", 0)
        self.peer = f"{host}:{port}"
        if not self._door.admits(self._session):
            logger.warning("%d lines are open: %s is cut", MOST_LINES, self.peer)
            self._transport.abort()
            return
        if self._hub.store.is_full:
            self._hub.store.hold(self)

    def data_received(self, data: bytes) -> None:
        """Hand on every frame."""
        try:
            for wire in self._splitter.feed(data):
                self._session.heard(wire)
        except BadFrame as fault:
            logger.info("%s: %s", self.peer, fault)
            self._session.wrong()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's signature
        """End; what was heard and not committed is not acknowledged, and the terminal will repeat it."""
        self._hub.left(self._session)
        self._transport = None

    def send(self, data: bytes) -> None:
        """Send bytes; a terminal that does not read them is cut."""
        if self._transport is None or self._transport.is_closing():
            return
        self._transport.write(data)
        if self._transport.get_write_buffer_size() > MOST_WRITTEN_BYTES:
            self._transport.abort()

    def cut(self) -> None:
        """End the connection after what was sent; who does not read it in time loses it."""
        if self._transport is None or self._transport.is_closing():
            return
        self._transport.close()
        if self._transport.get_write_buffer_size():
            asyncio.get_running_loop().call_later(LAST_WORDS_S, self._transport.abort)

    def pause(self) -> None:
        """Read no more for now: the sender's window fills, and it waits."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.pause_reading()

    def resume(self) -> None:
        """Go on reading."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()


class UdpLine:
    """A terminal that sends datagrams from one address."""

    __slots__ = ("_address", "_door", "peer", "session")

    def __init__(self, door: UdpDoor, address: tuple[Any, ...]) -> None:
        self._door = door
        self._address = address
        self.peer = f"udp:{address[0]}:{address[1]}"
        self.session = Session(door.hub, self)

    def send(self, data: bytes) -> None:
        """Send bytes."""
        self._door.send(data, self._address)

    def cut(self) -> None:
        """Forget the address; its next datagram begins anew."""
        self._door.forget(self._address)

    def pause(self) -> None:
        """Nothing can be held back; what comes while the store is full is not taken, and so not acknowledged."""

    def resume(self) -> None:
        """Go on."""


class UdpDoor(asyncio.DatagramProtocol):
    """Takes datagrams of all terminals."""

    def __init__(self, hub: Hub, most_strangers: int = MOST_UDP_STRANGERS) -> None:
        self.hub = hub
        self.strangers = Strangers(most_strangers)
        hub.doors.append(self.strangers)
        self._lines: dict[tuple[Any, ...], UdpLine] = {}
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        """Hand on the frames of one datagram."""
        if self.hub.store.is_full:
            return
        line = self._lines.get(addr)
        if line is None:
            if len(self.hub.sessions) >= MOST_LINES:
                return
            line = self._lines[addr] = UdpLine(self, addr)
            self.hub.sessions.add(line.session)
            self.strangers.add(line.session)
        try:
            for wire in Splitter().feed(data):
                line.session.heard(wire)
        except BadFrame as fault:
            logger.info("%s: %s", line.peer, fault)
            line.session.wrong()

    def send(self, data: bytes, address: tuple[Any, ...]) -> None:
        """Send one datagram."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.sendto(data, address)

    def forget(self, address: tuple[Any, ...]) -> None:
        """Forget an address."""
        line = self._lines.pop(address, None)
        if line is not None:
            self.hub.left(line.session)


class AddressRefused(Refusal):
    """Nothing can listen at the wanted address: another program does, or it is not of this machine."""

    code = "port_taken"

    def __init__(self, host: str, tcp_port: int, udp_port: int, error: OSError) -> None:
        super().__init__(
            f"Cannot listen at {host}, TCP {tcp_port}, UDP {udp_port}: {error.strerror or error}. "
            "Choose others with --host, --tcp-port and --udp-port."
        )


async def serve(hub: Hub, *, host: str, tcp_port: int, udp_port: int) -> None:
    """Serve until SIGTERM or SIGINT, then read no more, commit what was heard, and return; a port of 0 stays shut."""
    loop, stopping = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    await hub.directory.load()
    work = loop.create_task(hub.run())
    try:
        server = await loop.create_server(TcpDoor(hub), host, tcp_port, backlog=1024) if tcp_port else None
        door = await loop.create_datagram_endpoint(lambda: UdpDoor(hub), (host, udp_port)) if udp_port else None
    except OSError as error:
        raise AddressRefused(host, tcp_port, udp_port, error) from error
    logger.info("listening at %s, TCP %d, UDP %d", host, tcp_port, udp_port)
    stopped = loop.create_task(stopping.wait())
    await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
    if server is not None:
        server.close()
    if door is not None:
        door[0].close()
    if work.done():
        work.result()
    await _finish(hub, work)


async def _finish(hub: Hub, work: asyncio.Task[None]) -> None:
    for session in list(hub.sessions):
        session.line.pause()
    try:
        await asyncio.wait_for(hub.store.drained(), timeout=20)
    except TimeoutError:
        logger.warning("not everything could be committed; what was not acknowledged will be sent again")
    await asyncio.sleep(0.05)  # the last acknowledgements leave
    work.cancel()
    for session in list(hub.sessions):
        session.end()
    await asyncio.gather(work, return_exceptions=True)
