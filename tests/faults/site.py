"""A whole Gridwarden of its own: real database with fsync, real server processes, things to kill."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from gridwarden.platform.cluster.cluster import SUPERUSER, Cluster
from gridwarden.platform.cluster.layout import Layout
from tests.faults import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROJECT = Path(__file__).resolve().parents[2]
START_TIMEOUT_S = 120


class Site:
    """One installation in a folder; ``faults`` tests kill its parts."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.cluster = Cluster(Layout.under(home))
        self.port = _free_port()
        self._server: subprocess.Popen[bytes] | None = None
        self._settings: dict[str, str] = {}
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "DJANGO_"))}
        self.environment = {
            **inherited,
            "GRIDWARDEN_HOME": str(home),
            "GRIDWARDEN_INSECURE_HTTP": "1",
            "GRIDWARDEN_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "gridwarden.config.settings.production",
            "PYTHONPATH": str(PROJECT),
        }

    @property
    def url(self) -> str:
        """Where its pages and API are."""
        return f"http://127.0.0.1:{self.port}"

    def up(self, settings: Mapping[str, str] | None = None) -> None:
        """Start the database, with extra ``settings`` of PostgreSQL, and make the tables."""
        self._settings = dict(settings or {})
        self.cluster.start(self._settings)
        tables.bring(self.cluster, self._come_up)

    def _come_up(self) -> None:
        self.run("-m", "gridwarden", "up")

    def run(self, *arguments: str, **extra: str) -> str:
        """Run a Python program of this site and return what it prints."""
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.environment | extra,
            cwd=PROJECT,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def set_stage(self, *, register_limit_h: str = "1") -> dict[str, Any]:
        """Build the cast; return tokens and the body of a report."""
        answer: dict[str, Any] = json.loads(
            self.run("-m", "tests.faults.stage", register_limit_h, GRIDWARDEN_DATABASE_ROLE="owner")
        )
        return answer

    def serve(self) -> None:
        """Start server processes and worker, and wait until they answer."""
        command = [sys.executable, "-m", "gridwarden", "serve", f"--port={self.port}", "--workers=2"]
        with (self.home / "serve.log").open("ab") as log:
            self._server = subprocess.Popen(command, env=self.environment, cwd=PROJECT, stdout=log, stderr=log)
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self._answers():
            assert self._server.poll() is None, (self.home / "serve.log").read_text()[-3000:]
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop everything."""
        if self._server is not None:
            self._server.send_signal(signal.SIGTERM)
            try:
                self._server.wait(30)
            except subprocess.TimeoutExpired:
                self._server.kill()
        self.cluster.stop()

    def processes(self, words: str) -> list[int]:
        """Return the ids of this site's running processes whose command line holds ``words``."""
        return [pid for pid in _descendants(self._server.pid if self._server else 0) if words in _command_of(pid)]

    def kill_one(self, words: str) -> bool:
        """Kill the youngest process with ``words`` in its command line, without a word of warning."""
        found = self.processes(words)
        if found:
            os.kill(found[-1], signal.SIGKILL)
        return bool(found)

    def crash_database(self) -> None:
        """Kill PostgreSQL as a crash would, and start it again; it recovers from its log."""
        self.cluster.kill()
        self.cluster.start(self._settings)

    @contextmanager
    def database(self) -> Iterator[psycopg.Connection[Any]]:
        """Connect past the product, to count what is really there."""
        with psycopg.connect(self.cluster.url(SUPERUSER, "gridwarden"), autocommit=True) as connection:
            yield connection

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1):
                return True
        except OSError:
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _descendants(root: int) -> list[int]:
    """Return all processes below ``root``, oldest first."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (stat := _text(folder / "stat")):
            parents[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
    found = [root]
    for pid in sorted(parents):
        if parents[pid] in found:
            found.append(pid)
    return found[1:]


def _command_of(pid: int) -> str:
    return _text(Path(f"/proc/{pid}/cmdline")).replace("\0", " ")


def _text(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""  # the process has ended meanwhile
