"""Which processes belong to a cluster, read from /proc."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

PROC = Path("/proc")


def of_cluster(data: Path) -> set[int]:
    """Return the servers of the cluster in ``data``: every one of them has the data folder as its current folder.

    A process id in a file proves nothing, since the system gives it to somebody else after a crash.
    """
    return {int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit() and _is_server(entry, data)}


def removed(data: Path) -> Path:
    """Return how the system calls the current folder of servers whose data folder was removed."""
    return data.with_name(f"{data.name} (deleted)")


def postmaster(data: Path) -> int | None:
    """Return the process that accepts connections, None when it does not run."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    return pid if _is_server(PROC / str(pid), data) else None


def says_ready(data: Path) -> bool:
    """Return whether the postmaster has noted that it accepts connections (eighth line of its file)."""
    try:
        return (data / "postmaster.pid").read_text().split("\n")[7].strip() == "ready"
    except (OSError, IndexError):
        return False


def end_all(data: Path, *, patience_s: float) -> None:
    """Wait for the servers of a cluster to end by themselves, then kill those that are left."""
    deadline = time.monotonic() + patience_s
    while (left := of_cluster(data)) and time.monotonic() < deadline:
        time.sleep(0.02)
    for pid in left:
        _kill(pid)
    while of_cluster(data):
        time.sleep(0.02)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # it ended between the look and the blow


def _is_server(entry: Path, data: Path) -> bool:
    try:
        return (entry / "cwd").readlink() == data and (entry / "exe").readlink().name.startswith("postgres")
    except OSError:
        return False  # gone meanwhile, or somebody else's
