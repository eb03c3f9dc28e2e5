"""Terminals on the line: they register, show their key, tell where they are, and keep what is not acknowledged."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gridwarden.patrols.jt808 import framing, header, positions
from gridwarden.patrols.jt808.contents import Authentication, Registration, Reply, Up
from gridwarden.patrols.jt808.downlink import Admission, Down, Result
from gridwarden.patrols.jt808.framing import Splitter
from gridwarden.patrols.jt808.header import Header, Version
from gridwarden.patrols.jt808.positions import ACC, FIXED, Position
from gridwarden.patrols.jt808.terminal import pack_authentication, pack_registration, pack_reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.patrols.driving.routes import Drive


class NotAdmitted(Exception):
    """The gateway does not know the terminal, or refuses its key."""


@dataclass(slots=True)
class Told:
    """What a terminal has told and heard."""

    sent: int = 0
    acknowledged: int = 0
    #: Moments of acknowledged positions, to be looked for in the store.
    kept: list[datetime] = field(default_factory=list)
    commands: int = 0


class Terminal(asyncio.Protocol):
    """One simulated terminal over TCP."""

    def __init__(
        self, number: str, *, version: Version = Version.V2019, heard: Callable[[], None] | None = None
    ) -> None:
        self.number = number
        self.told = Told()
        self._version = version
        self._splitter = Splitter()
        self._transport: asyncio.Transport | None = None
        self._serial = 0
        self._answers: dict[int, asyncio.Future[bytes]] = {}
        #: Serial → moment of positions that are on their way.
        self._open: dict[int, datetime] = {}
        self._heard = heard
        self.gone = asyncio.Event()

    async def enter(self, host: str, port: int) -> None:
        """Connect, register and show the key; raises ``NotAdmitted`` and ``OSError``."""
        await asyncio.get_running_loop().create_connection(lambda: self, host, port)
        said = Registration(32, 206, "GWSIM", "GW-SIM", self.number[-7:], 2, "", self._version)
        answer = await self._ask(Up.REGISTER, pack_registration(said))
        if answer[2] != Admission.ADMITTED:
            raise NotAdmitted(f"Terminal {self.number}: {Admission(answer[2]).name}")
        key = Authentication(answer[3:].decode("ascii"), "0" * 15, "1.0")
        if (await self._ask(Up.AUTHENTICATE, pack_authentication(key, self._version)))[4] != Result.DONE:
            raise NotAdmitted(f"Terminal {self.number}: the key is refused")

    def tell(self, position: Position) -> None:
        """Send a position."""
        serial = self._send(Up.POSITION, positions.pack(position))
        if position.time is not None:
            self._open[serial] = position.time
        self.told.sent += 1

    def leave(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's signature
        """End; what was asked gets no answer."""
        self._transport = None
        self.gone.set()
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(ConnectionResetError("The gateway has hung up."))

    def data_received(self, data: bytes) -> None:
        """Hear what the gateway says."""
        for wire in self._splitter.feed(data):
            head, body = header.parse(framing.opened(wire))
            if head.message_id in {Down.REPLY, Down.ADMITTED}:
                self._answered(int.from_bytes(body[:2], "big"), body)
            elif head.message_id in {Down.TEXT, Down.TRACK, Down.SET_PARAMETERS, Down.TAKE_PHOTO}:
                self.told.commands += 1
                self._send(Up.REPLY, pack_reply(Reply(head.serial, head.message_id, 0)))

    def _answered(self, serial: int, body: bytes) -> None:
        answer = self._answers.pop(serial, None)
        if answer is not None and not answer.done():
            answer.set_result(body)
        moment = self._open.pop(serial, None)
        if moment is not None and body[4] == Result.DONE:
            self.told.acknowledged += 1
            self.told.kept.append(moment)
            if self._heard is not None:
                self._heard()

    async def _ask(self, message_id: int, body: bytes) -> bytes:
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._answers[self._send(message_id, body)] = answer
        return await answer

    def _send(self, message_id: int, body: bytes) -> int:
        self._serial = (self._serial + 1) & 0xFFFF
        payload = header.build(Header(message_id, self.number, self._serial, self._version), body)
        if self._transport is not None:
            self._transport.write(framing.frame(payload))
        return self._serial


async def patrol(terminal: Terminal, drive: Drive, *, host: str, port: int, interval_s: float) -> None:
    """Drive and tell, for ever; while the gateway is away, positions are kept and told when it is back."""
    kept: deque[Position] = deque(maxlen=5000)
    while True:
        try:
            await terminal.enter(host, port)
            while not terminal.gone.is_set():
                while kept:
                    terminal.tell(kept.popleft())
                await asyncio.sleep(interval_s)
                terminal.tell(here(drive, interval_s))
        except OSError:
            await asyncio.sleep(interval_s)
            kept.append(here(drive, interval_s))
        terminal.gone.clear()


def here(drive: Drive, seconds: float) -> Position:
    """Return where a vehicle is after ``seconds`` more of its drive."""
    place, now = drive.after(seconds), datetime.now(UTC).replace(microsecond=0)
    return Position(place.lat, place.lon, now, drive.speed_kmh, place.course_deg, 5, 0, ACC | FIXED, {})
