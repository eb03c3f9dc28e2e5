"""Divided messages: parts come in any order, some never; memory stays bounded (JT/T 808-2019, 4.4.3, 7.12)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gridwarden.patrols.jt808.header import MAX_BODY_BYTES, Header

if TYPE_CHECKING:
    from collections.abc import Iterator

#: After this silence the missing parts are asked for.
PATIENCE_S = 10.0
#: How often they are asked for before the message is given up.
MAX_ASKED = 3
#: Messages in the making that one terminal may have, and the bytes they may hold together.
MAX_OPEN = 64
MAX_BYTES = 8 * 1024 * 1024
#: What a part takes up beside its bytes: empty ones must not come for nothing.
PART_BYTES = 128


@dataclass(slots=True)
class Divided:
    """A message in the making. Serials of its parts are consecutive, so ``first_serial`` names it."""

    header: Header
    first_serial: int
    heard_at: float
    parts: dict[int, bytes] = field(default_factory=dict)
    asked: int = 0

    @property
    def missing(self) -> list[int]:
        """Numbers of the parts that have not come."""
        return [number for number in range(1, self.header.total + 1) if number not in self.parts]


class Assembler:
    """Puts the parts of one terminal's messages together. ``now`` is a monotone clock in seconds."""

    def __init__(self) -> None:
        self._open: dict[tuple[int, int], Divided] = {}
        self._bytes = 0

    def add(self, header: Header, body: bytes, now: float) -> tuple[Header, bytes] | None:
        """Take a part; return the whole message with the head of its first part once nothing is missing."""
        first_serial = (header.serial - header.number + 1) & 0xFFFF
        key = (header.message_id, first_serial)
        divided = self._open.get(key)
        if divided is None or divided.header.total != header.total:
            self._drop(key)
            divided = self._open[key] = Divided(header, first_serial, now)
        divided.heard_at = now
        if header.number not in divided.parts:
            divided.parts[header.number] = body
            self._bytes += len(body) + PART_BYTES
        self._make_room(key)
        if len(divided.parts) < header.total:
            return None
        whole = b"".join(divided.parts[number] for number in range(1, header.total + 1))
        self._drop(key)
        return header._replace(serial=first_serial, total=0, number=0, body_bytes=len(whole)), whole

    def overdue(self, now: float) -> Iterator[Divided]:
        """Yield the messages whose missing parts are to be asked for now; those asked for too often are dropped."""
        for key, divided in list(self._open.items()):
            if now - divided.heard_at < PATIENCE_S:
                continue
            if divided.asked >= MAX_ASKED:
                self._drop(key)
                continue
            divided.asked += 1
            divided.heard_at = now
            yield divided

    def _make_room(self, kept: tuple[int, int]) -> None:
        """Give up the oldest messages until the bounds hold; the one being added goes last."""
        while len(self._open) > MAX_OPEN or self._bytes > MAX_BYTES:
            oldest = min(self._open, key=lambda key: (key == kept, self._open[key].heard_at))
            self._drop(oldest)

    def _drop(self, key: tuple[int, int]) -> None:
        gone = self._open.pop(key, None)
        if gone is not None:
            self._bytes -= sum(map(len, gone.parts.values())) + PART_BYTES * len(gone.parts)


def divide(header: Header, body: bytes, size: int = MAX_BODY_BYTES) -> list[tuple[Header, bytes]]:
    """Return a message as the parts that carry it; ``header.serial`` is the first part's."""
    if len(body) <= size:
        return [(header, body)]
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return [
        (header._replace(serial=(header.serial + n) & 0xFFFF, total=len(pieces), number=n + 1), piece)
        for n, piece in enumerate(pieces)
    ]
