"""How fast terminals are heard: the codec alone, the gateway with acknowledgement after the commit, many open lines.

    python -m benchmarks.telemetry [--connections 1000] [--messages 50] [--lines 10000]

Prints one JSON object. The baseline of the gateway is the plain COPY of the same rows into the same table over one
connection, without a codec, a socket or an acknowledgement. Server, gateway and terminals share the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self, cast

import psycopg
from benchmarks.installation import installed
from benchmarks.measuring import machine

from gridwarden.patrols.jt808 import Header, Position, Version, decode, frame, positions
from gridwarden.patrols.jt808.contents import Authentication, Up
from gridwarden.patrols.jt808.framing import Splitter, opened
from gridwarden.patrols.jt808.header import build
from gridwarden.patrols.jt808.positions import ACC, FIXED
from gridwarden.patrols.jt808.terminal import pack_authentication

KEY = "k" * 20
NOW = datetime.now(UTC).replace(microsecond=0)
#: What vehicles send along with a position: mileage, recorder's speed, signal, satellites.
EXTRAS = {0x01: bytes(4), 0x03: bytes(2), 0x30: b"\x1f", 0x31: b"\x0e"}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--connections", type=int, default=1000)
    parser.add_argument("--messages", type=int, default=50, help="Positions that each connection sends.")
    parser.add_argument("--lines", type=int, default=10_000, help="Lines open at once when memory is looked at.")
    given = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 65_536)), hard))
    print(json.dumps(measure(given.connections, given.messages, given.lines), indent=1))


def measure(connections: int, messages: int, lines: int) -> dict[str, Any]:
    """Return all figures."""
    with installed() as stage:
        url = os.environ["DATABASE_URL"]
        _enrol(url, stage.district_id, max(connections, lines))
        return {
            "machine": machine(),
            "codec": codec(messages=20_000),
            "gateway": gateway(url, connections, messages),
            "lines": memory(url, lines),
        }


def terminal(n: int) -> str:
    """Return the number of the n-th terminal."""
    return str(13_000_000_000 + n)


def position(n: int, serial: int) -> bytes:
    """Return the n-th terminal's position as a frame; each serial names another second."""
    at = NOW - timedelta(seconds=serial)
    place = Position(31.5 + n * 1e-5, 120.3, at, 36.0, 90, 10, 0, ACC | FIXED, EXTRAS)
    version = Version.V2019 if n % 2 else Version.V2013
    return frame(build(Header(Up.POSITION, terminal(n), serial & 0xFFFF, version), positions.pack(place)))


def codec(messages: int) -> dict[str, Any]:
    """Return how many full positions one core reads in a second, out of a stream of bytes."""
    stream = b"".join(position(n, n) for n in range(messages))
    splitter, started, read = Splitter(), time.process_time(), 0
    for at in range(0, len(stream), 4096):
        for wire in splitter.feed(stream[at : at + 4096]):
            decode(opened(wire))
            read += 1
    return {"messages": read, "per_core_second": round(read / (time.process_time() - started))}


def gateway(url: str, connections: int, messages: int) -> dict[str, Any]:
    """Return how many positions a second are committed and acknowledged, beside a plain COPY."""
    with Gateway(url) as server:
        cpu_s = server.cpu_s()
        seconds = asyncio.run(_load(server.port, connections, messages))
        cpu_s = server.cpu_s() - cpu_s
    total = connections * messages
    with psycopg.connect(url) as connection:
        (stored,) = connection.execute("SELECT count(*) FROM patrols_fix").fetchone() or (0,)
    copied_s = _copy(url, total)
    return {
        "connections": connections,
        "acknowledged": total,
        "stored": stored,
        "messages_per_s": round(total / seconds),
        "gateway_cpu_us_per_message": round(cpu_s / total * 1e6, 1),
        "baseline_copy_rows_per_s": round(total / copied_s),
        "ratio": round(total / seconds / (total / copied_s), 3),
    }


def memory(url: str, lines: int) -> dict[str, Any]:
    """Return what the gateway holds in memory while so many terminals are on the line."""
    with Gateway(url) as server:
        empty = server.resident_mb()
        held = asyncio.run(_hold(server, lines))
    return {"lines": lines, "resident_mb": round(held, 1), "empty_mb": round(empty, 1)}


class Gateway:
    """The product's gateway as a process of its own."""

    def __init__(self, url: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        command = [sys.executable, "-m", "gridwarden", "gateway", "--tcp-port", str(self.port), "--udp-port", "0"]
        self._process = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url}, stderr=subprocess.DEVNULL)

    def __enter__(self) -> Self:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise TimeoutError("The gateway does not answer.")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(30)

    def cpu_s(self) -> float:
        """Return the CPU seconds that the gateway has used."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mb(self) -> float:
        """Return the memory that the gateway holds."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) / 1024


class Line(asyncio.Protocol):
    """One terminal that sends all it has and counts what comes back."""

    def __init__(self, n: int) -> None:
        self._n = n
        self._heard = 0
        self._wanted = 0
        self._transport: asyncio.Transport | None = None
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def transport(self) -> asyncio.Transport:
        """The open connection."""
        if self._transport is None:
            raise ConnectionError("The line is not open.")
        return self._transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Count the answers: each has two delimiters."""
        self._heard += data.count(b"\x7e")
        if self._heard >= 2 * self._wanted and not self.done.done():
            self.done.set_result(None)

    async def send(self, frames: list[bytes]) -> None:
        """Send frames, and wait until all are answered."""
        self._wanted, self._heard = len(frames), 0
        self.done = asyncio.get_running_loop().create_future()
        self.transport.write(b"".join(frames))
        await asyncio.wait_for(self.done, 300)

    async def enter(self) -> None:
        """Show the key."""
        version = Version.V2019 if self._n % 2 else Version.V2013
        body = pack_authentication(Authentication(KEY), version)
        await self.send([frame(build(Header(Up.AUTHENTICATE, terminal(self._n), 0, version), body))])


async def _enter(port: int, count: int) -> list[Line]:
    lines = []
    for start in range(0, count, 200):
        several = [Line(n) for n in range(start, min(start + 200, count))]
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(loop.create_connection(lambda one=one: one, "127.0.0.1", port) for one in several))
        await asyncio.gather(*(one.enter() for one in several))
        lines += several
    return lines


async def _load(port: int, connections: int, messages: int) -> float:
    sent = [[position(n, serial) for serial in range(1, messages + 1)] for n in range(connections)]
    lines = await _enter(port, connections)
    started = time.perf_counter()
    await asyncio.gather(*(line.send(frames) for line, frames in zip(lines, sent, strict=True)))
    seconds = time.perf_counter() - started
    for line in lines:
        line.transport.close()
    return seconds


async def _hold(server: Gateway, lines: int) -> float:
    several = await _enter(server.port, lines)
    held = server.resident_mb()
    for line in several:
        line.transport.abort()
    return held


def _copy(url: str, rows: int) -> float:
    """Return the seconds that a plain COPY of as many rows takes, in transactions of 5,000."""
    day = NOW - timedelta(days=3)
    with psycopg.connect(url) as connection:
        connection.execute(
            "SELECT patrols_prepare_day(%s), patrols_prepare_day(%s)", [day.date(), (day - timedelta(days=1)).date()]
        )
        connection.commit()
        started = time.perf_counter()
        for begin in range(0, rows, 5000):
            with connection.cursor().copy("COPY patrols_fix FROM STDIN") as copy:
                for n in range(begin, min(begin + 5000, rows)):
                    at = (day - timedelta(seconds=n % 3600)).isoformat()
                    copy.write(f"{1_000_000 + n // 3600}\t{at}\t31.5\t120.3\t36\t90\t10\t\\N\t3\t0\t{at}\n")
            connection.commit()
        return time.perf_counter() - started


def _enrol(url: str, district_id: int, count: int) -> None:
    from gridwarden.patrols.domain.devices import digest  # noqa: PLC0415 - beside the installation

    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO patrols_device (district_id, kind, name, plate, terminal, version, profile, key_digest,"
            " enrolled_at) VALUES (%s, 'vehicle', %s, '', %s, '2019', 'standard', %s, now())",
            [(district_id, terminal(n), terminal(n), digest(KEY)) for n in range(count)],
        )


if __name__ == "__main__":
    main()
