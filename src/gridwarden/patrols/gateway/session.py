"""One terminal on the line: who it is, what it says, what it is answered."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from gridwarden.patrols.gateway.reading import fix_of, storable
from gridwarden.patrols.jt808 import codec, downlink, framing
from gridwarden.patrols.jt808.contents import (
    AskedPosition,
    Authentication,
    Batch,
    Driver,
    Empty,
    Media,
    MediaEvent,
    PassedThrough,
    Registration,
    Reply,
    Unread,
    Up,
)
from gridwarden.patrols.jt808.downlink import Admission, Result
from gridwarden.patrols.jt808.errors import BadFrame
from gridwarden.patrols.jt808.header import Header, Version
from gridwarden.patrols.jt808.packets import Assembler
from gridwarden.patrols.jt808.positions import Position
from gridwarden.patrols.jt808.profiles import STANDARD

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

    from gridwarden.patrols.gateway.directory import Known
    from gridwarden.patrols.gateway.hub import Hub
    from gridwarden.patrols.jt808.codec import Message
    from gridwarden.patrols.jt808.contents import Content
    from gridwarden.patrols.jt808.downlink import Command

logger = logging.getLogger(__name__)

#: So many frames that are none, or false keys, and the line is cut.
MOST_FAULTS = 10
#: So many frames are heard from a line without a key.
MOST_STRANGE = 50
#: So many frames may wait while an earlier one is being looked into; then the line is not read.
MOST_LATER = 100


class Line(Protocol):
    """What a session talks over: a TCP connection, or the address of datagrams."""

    peer: str

    def send(self, data: bytes) -> None:
        """Send bytes."""

    def cut(self) -> None:
        """End the connection."""

    def pause(self) -> None:
        """Read no more for now."""

    def resume(self) -> None:
        """Go on reading."""


class Session:
    """What is known of one line. Frames are handled in the order in which they came."""

    __slots__ = (
        "_assembler",
        "_busy",
        "_faults",
        "_hub",
        "_later",
        "_out",
        "_sent",
        "_serial",
        "_strange",
        "_terminal",
        "_version",
        "began_at",
        "heard_at",
        "is_over",
        "known",
        "line",
    )

    def __init__(self, hub: Hub, line: Line) -> None:
        self._hub = hub
        self.line = line
        self.known: Known | None = None
        self.began_at = self.heard_at = time.monotonic()
        self.is_over = False
        self._strange = 0
        self._version = Version.V2013
        self._terminal = "0"
        self._serial = 0
        self._faults = 0
        self._assembler: Assembler | None = None
        self._busy = False
        self._later: deque[bytes] = deque()
        self._out: list[bytes] = []
        #: Serial of a command → its id, until the terminal answers.
        self._sent: dict[int, int] = {}

    def heard(self, wire: bytes) -> None:
        """Handle what stood between two delimiters."""
        if self.is_over:
            return
        self.heard_at = time.monotonic()
        if self._busy or self._later:
            self._later.append(wire)
            if len(self._later) == MOST_LATER:
                self.line.pause()
            return
        self._handle(wire)

    def _handle(self, wire: bytes) -> None:
        try:
            payload = framing.opened(wire)
            if self.known is not None or self._hub.is_noted():
                self._hub.archive.add(self.line.peer, payload)
            message = codec.decode(payload, self.known.profile if self.known else STANDARD)
        except BadFrame as fault:
            self._wrong(fault)
        else:
            self._version, self._terminal = message.header.version, message.header.terminal
            self._answer(message)
        if self.known is None:
            self._strange += 1
            if self._strange >= MOST_STRANGE:
                self.end()

    def wrong(self) -> None:
        """Count a fault; too many of them end the line."""
        self._faults += 1
        if self._faults >= MOST_FAULTS:
            self.end()

    def end(self) -> None:
        """End the line after what is still to be said; nothing of it is handled any more."""
        if not self.is_over:
            self.is_over = True
            self._later.clear()
            self._flush()
            self.line.cut()

    def _wrong(self, fault: BadFrame) -> None:
        """A message that cannot be read but has a head is answered, or the terminal would repeat it for ever."""
        logger.info("%s: %s", self.line.peer, fault)
        if self.known and isinstance(fault.header, Header):
            self.reply(fault.header, Result.WRONG)
        self.wrong()

    def _answer(self, message: Message) -> None:
        header, content = message
        match content:
            case Registration():
                self._do(self._register(header, content))
            case Authentication():
                self._do(self._authenticate(header, content))
            case Empty() if header.message_id == Up.TIME_WANTED:
                self.send(downlink.time(datetime.now(UTC)))
            case _ if self.known is None or header.terminal != self.known.terminal:
                self.reply(header, Result.FAILED)
                self.wrong()
            case Unread(data) if header.is_part:
                self._part(header, data)
            case _:
                self._take(header, content)

    def _take(self, header: Header, content: Content) -> None:
        """Handle a whole message of a terminal that has shown its key."""
        match content:
            case Position():
                self._keep(header, (content,), is_late=header.message_id == Up.LOCATOR_LATE)
            case AskedPosition():
                self._keep(header, (content.position,))
            case Batch():
                self._keep(header, content.positions, is_late=content.is_late)
            case Media():
                self._keep(header, (content.position,))
                self._do(self._keep_photo(content))
            case Reply():
                self._settle(content)
            case Unread():
                self.reply(header, Result.UNSUPPORTED)
            case Empty() | Driver() | MediaEvent() | PassedThrough() | _:
                self.reply(header)
                if header.message_id == Up.LOGOUT:
                    self.end()

    def _keep(self, header: Header, positions: Sequence[Position], *, is_late: bool = False) -> None:
        known = self.known
        if known is None:
            return
        fixes = [fix_of(known.device_id, one, is_late=is_late) for one in positions if storable(one)]
        self._hub.store.take(fixes, lambda: self.reply(header), self.line)

    def _part(self, header: Header, data: bytes) -> None:
        """Acknowledge a part at once, but the one that completes a message only when the message is committed."""
        self._assembler = self._assembler or Assembler()
        whole = self._assembler.add(header, data, time.monotonic())
        if whole is None:
            self.reply(header)
            return
        head, body = whole[0]._replace(serial=header.serial), whole[1]
        try:
            self._take(head, codec.read(head, body, self.known.profile if self.known else STANDARD))
        except BadFrame as fault:
            self._wrong(BadFrame(str(fault), head))

    def ask_for_missing(self, now: float) -> None:
        """Ask for parts that have not come; called every few seconds."""
        for divided in self._assembler.overdue(now) if self._assembler else ():
            self.send(downlink.parts_wanted(divided.first_serial, divided.missing, self._version))

    async def _register(self, header: Header, said: Registration) -> None:
        result, key = await self._hub.directory.register(header.terminal, said)
        self.send(downlink.admitted(header, result, key))
        if result is not Admission.ADMITTED:
            logger.info("%s: terminal %s is not admitted: %s", self.line.peer, header.terminal, result.name)
            self.wrong()

    async def _authenticate(self, header: Header, said: Authentication) -> None:
        known = await self._hub.directory.find(header.terminal)
        if known is None or not known.shows(said.code):
            self.reply(header, Result.FAILED)
            self.wrong()
            return
        if self.is_over:
            return
        self.known = known
        self._hub.arrived(self)
        self.reply(header)
        await self.tell()

    async def tell(self) -> None:
        """Send what waits for this terminal."""
        if self.known is None or self.is_over:
            return
        for pk, command in await self._hub.commands.take(self.known.device_id):
            self._sent[self.send(command)] = pk

    def _settle(self, said: Reply) -> None:
        pk = self._sent.pop(said.serial, None)
        if pk is not None:
            self._do(self._hub.commands.settle(pk, said.result))

    async def _keep_photo(self, media: Media) -> None:
        known = self.known
        if known is not None and await self._hub.keep_photo(known, media):
            self.send(downlink.media_reply(media.about.media_id))

    def reply(self, to: Header, result: Result = Result.DONE) -> None:
        """Acknowledge a message; several at once leave together."""
        self.send(downlink.reply(to, result))

    def send(self, command: Command) -> int:
        """Send a message and return its serial."""
        self._serial = (self._serial + 1) & 0xFFFF
        payload = downlink.written(command, terminal=self._terminal, serial=self._serial, version=self._version)
        if not self._out:
            asyncio.get_running_loop().call_soon(self._flush)
        self._out.append(framing.frame(payload))
        return self._serial

    def _flush(self) -> None:
        data, self._out = b"".join(self._out), []
        if data:
            self.line.send(data)

    def _do(self, work: Coroutine[None, None, None]) -> None:
        """Have ``work`` done before the next frame of this line is looked at."""
        self._busy = True
        self._hub.spawn(self._finish(work))

    async def _finish(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except Exception:  # whatever failed, the terminal repeats what was not acknowledged
            logger.exception("%s: a message could not be handled", self.line.peer)
            self.end()
        finally:
            self._busy = False
        was_held_back = len(self._later) >= MOST_LATER
        while self._later and not self._busy:
            self._handle(self._later.popleft())
        if was_held_back and len(self._later) < MOST_LATER and not self._hub.store.is_full:
            self.line.resume()
