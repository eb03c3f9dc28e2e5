"""Frames on the wire: delimiters, escapes and the checksum (JT/T 808-2019, 4.4.1 and 4.4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.patrols.jt808.errors import BadFrame

if TYPE_CHECKING:
    from collections.abc import Iterator

FLAG = b"\x7e"
_BYTE = 8
#: More bytes without a delimiter cannot be a message: 17 + 4 + 1023 + 1 bytes, each escaped, and room to spare.
MAX_FRAME_BYTES = 4096


def checksum(payload: bytes) -> int:
    """Return the exclusive or of all bytes."""
    folded = int.from_bytes(payload, "big")
    bits = _BYTE << max(0, len(payload) - 1).bit_length()
    while bits > _BYTE:
        bits >>= 1
        folded = (folded >> bits) ^ (folded & ((1 << bits) - 1))
    return folded


def escape(payload: bytes) -> bytes:
    """Return ``payload`` (checksum included) as it travels between two delimiters."""
    return payload.replace(b"\x7d", b"\x7d\x01").replace(FLAG, b"\x7d\x02")


def unescape(wire: bytes) -> bytes:
    """Return what ``escape`` was given; an escape that the standard does not know raises ``BadFrame``."""
    if b"\x7d" not in wire:
        return wire
    # The order matters: 7d 02 first, or "7d 01 02" would become a delimiter.
    first, *parts = wire.split(b"\x7d")
    out = [first]
    for part in parts:
        if part[:1] == b"\x02":
            out.append(FLAG + part[1:])
        elif part[:1] == b"\x01":
            out.append(b"\x7d" + part[1:])
        else:
            raise BadFrame(f"7d is followed by {part[:1].hex() or 'nothing'}; only 01 and 02 may follow.")
    return b"".join(out)


def frame(payload: bytes) -> bytes:
    """Return header and body as a frame for the wire: checksum, escapes, delimiters."""
    return FLAG + escape(payload + bytes((checksum(payload),))) + FLAG


def opened(wire: bytes) -> bytes:
    """Return header and body of what stood between two delimiters; a false checksum raises ``BadFrame``."""
    whole = unescape(wire)
    if len(whole) < 2:  # noqa: PLR2004 - one byte and its checksum
        raise BadFrame(f"A frame of {len(whole)} bytes holds no message.")
    if checksum(whole):
        said, sum_ = whole[-1], checksum(whole[:-1])
        raise BadFrame(f"The checksum is {said:02x}; the bytes before it give {sum_:02x}.")
    return whole[:-1]


def opened_log(frame_bytes: bytes) -> bytes:
    """Return header and body of one frame out of a log, escaped or (as many logs write it) already unescaped."""
    if len(frame_bytes) < 2 or frame_bytes[:1] != FLAG or frame_bytes[-1:] != FLAG:  # noqa: PLR2004 - both delimiters
        raise BadFrame("A frame begins and ends with 7e.")
    inner = frame_bytes[1:-1]
    try:
        return opened(inner)
    except BadFrame:
        if len(inner) > 1 and not checksum(inner):
            return inner[:-1]
        raise


class Splitter:
    """Cuts a byte stream into what stands between delimiters; what precedes the first one is thrown away."""

    def __init__(self) -> None:
        self._rest = b""
        self._begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield every complete frame, still escaped; raise ``BadFrame`` when too much comes without a delimiter."""
        parts = (self._rest + data).split(FLAG)
        self._rest = parts.pop()
        if parts and not self._begun:
            self._begun = True
            parts = parts[1:]
        if not self._begun:
            self._rest = b""
        elif len(self._rest) > MAX_FRAME_BYTES:
            self._rest, self._begun = b"", False
            raise BadFrame(f"More than {MAX_FRAME_BYTES} bytes came without a delimiter.")
        return (part for part in parts if part)
