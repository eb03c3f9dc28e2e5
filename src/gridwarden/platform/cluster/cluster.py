"""Start, stop and kill one private PostgreSQL server."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from psycopg.pq import PGconn, Ping

from gridwarden.platform.cluster import place, processes, programs
from gridwarden.platform.cluster.account import account_for
from gridwarden.platform.cluster.refusals import ServerFailed
from gridwarden.platform.cluster.settings import file_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gridwarden.platform.cluster.account import Account
    from gridwarden.platform.cluster.layout import Layout

#: The role that initdb makes; only set-up, backup and restore connect as this.
SUPERUSER = "postgres"
#: How long servers left over from a killed postmaster may finish by themselves.
ORPHANS_PATIENCE_S = 5
#: Recovery after a crash replays at most this long before we call it a failure.
START_TIMEOUT_S = 300


class Cluster:
    """One private server: its files are where ``layout`` says, its only door is a unix socket."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def start(self, settings: Mapping[str, str] | None = None) -> None:
        """Have the server run and answer, whatever was left by a crash. Safe to call at once from two places.

        ``settings`` are lines of the server's configuration; they hold from its next start.
        """
        with self.locked():
            place.refuse_copies(self.layout)
            if not self.answers():
                self._start(settings or {})

    def stop(self) -> None:
        """Stop the server in order; none running is no error."""
        with self.locked():
            if processes.postmaster(self.layout.data):
                self._control("stop", "--mode=fast")
            processes.end_all(self.layout.data, patience_s=ORPHANS_PATIENCE_S)

    def kill(self) -> None:
        """Kill the postmaster on the spot, as a crash would; for tests of what survives."""
        pid = self.postmaster()
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
            while processes.postmaster(self.layout.data) == pid:
                time.sleep(0.01)

    def answers(self) -> bool:
        """Return whether the server takes connections now."""
        if not self.layout.socket.exists():
            return False
        # A ping and not a connection: a server with all places taken is busy, not dead.
        return PGconn.ping(self.url(SUPERUSER, "postgres").encode()) == Ping.OK

    def postmaster(self) -> int | None:
        """Return the process id of the running server."""
        return processes.postmaster(self.layout.data)

    @property
    def exists(self) -> bool:
        """Whether the cluster was ever set up."""
        return (self.layout.data / "PG_VERSION").exists()

    def url(self, role: str, database: str) -> str:
        """Return the address under which programs reach ``database`` as ``role``."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.layout.socket_folder), safe='')}"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock that lets one process at a time set up, start or stop the cluster."""
        place.make_passable(self.layout.lock.parent)
        with self.layout.lock.open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start(self, settings: Mapping[str, str]) -> None:
        account = place.prepare(self.layout)
        if not self.exists:
            # Of a cluster whose folder was removed under it: at its end it would take the new one's socket with it.
            processes.end_all(processes.removed(self.layout.data), patience_s=0)
            self._initialise(account)
        if self._comes_up():
            return
        processes.end_all(self.layout.data, patience_s=ORPHANS_PATIENCE_S)
        self._remove_stale()
        self._configure(account, settings)
        self._launch()

    def _comes_up(self) -> bool:
        """Wait for a server that is on its way up; end one that runs but whose socket was taken from it."""
        deadline = time.monotonic() + START_TIMEOUT_S
        while self.postmaster() is not None and time.monotonic() < deadline:
            if self.answers():
                return True
            if processes.says_ready(self.layout.data):
                self._control("stop", "--mode=fast")
            time.sleep(0.05)
        return False

    def _initialise(self, account: Account) -> None:
        """Make the cluster aside and rename it, so that an interrupted attempt leaves no half of one."""
        attempt = self.layout.data.with_name("data.new")
        account.run(["/bin/rm", "-rf", attempt])
        account.run(
            [
                programs.newest() / "initdb",
                *("--pgdata", attempt, "--username", SUPERUSER, "--encoding", "UTF8", "--locale", "C.UTF-8"),
                *("--auth-local", "trust", "--auth-host", "reject", "--data-checksums", "--no-instructions"),
            ],
        )
        attempt.rename(self.layout.data)

    def _remove_stale(self) -> None:
        """Remove what a killed server left behind; no server of this cluster runs, and its folders are its own."""
        socket = self.layout.socket
        for path in (self.layout.data / "postmaster.pid", socket, socket.with_name(socket.name + ".lock")):
            path.unlink(missing_ok=True)

    def _configure(self, account: Account, settings: Mapping[str, str]) -> None:
        own = self.layout.data / "gridwarden.conf"
        own.write_text(file_text(self.layout, settings))
        account.own(own)
        main = self.layout.data / "postgresql.conf"
        include = "include = 'gridwarden.conf'\n"
        if include not in main.read_text():
            with main.open("a") as file:
                file.write(include)

    def _launch(self) -> None:
        try:
            self._control("start", "--wait", "--timeout", str(START_TIMEOUT_S), "--log", self.layout.log / "start.log")
        except ServerFailed as error:
            raise ServerFailed(f"{error.message}\n{self._last_words()}") from error

    def _control(self, *arguments: object) -> None:
        account = account_for(self.layout.folder)
        program = programs.folder_for(self.layout.data) / "pg_ctl"
        command = [program, "--pgdata", self.layout.data, *arguments]
        account.run([str(word) for word in command], timeout_s=START_TIMEOUT_S + 10)

    def _last_words(self) -> str:
        logs = sorted(self.layout.log.glob("*.log"), key=lambda path: path.stat().st_mtime)
        return "\n".join("\n".join(path.read_text(errors="replace").splitlines()[-8:]) for path in logs[-2:])
