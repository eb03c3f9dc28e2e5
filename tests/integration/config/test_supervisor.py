"""Processes kept running together."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from gridwarden.config.supervisor import Service, Supervisor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: Notes its process id, then lives until told to stop.
LIVES = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(60)"
#: Does not care for polite requests, and has a child that does not either.
STUBBORN = (
    "import os, signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); os.fork();"
    "open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(60)"
)


def eventually(condition: Callable[[], object], within_s: float = 20) -> None:
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123 - short
        return stat.read().rsplit(")", 1)[1].split()[0] != "Z"


class Run:
    """A supervisor in a thread, with one service that notes its processes in a file."""

    def __init__(self, program: str, notes: Path, *, may_end: bool = False) -> None:
        self._notes = notes
        command = [sys.executable, "-c", program, str(notes)]
        self.supervisor = Supervisor([Service("tested", command, may_end=may_end)])
        self.thread = threading.Thread(target=self.supervisor.run)

    def pids(self) -> list[int]:
        return [int(line) for line in self._notes.read_text().split()] if self._notes.exists() else []

    def stop(self) -> None:
        self.supervisor.stop()
        self.thread.join(40)


@pytest.fixture
def run(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Run]:
    # The services die with the thread that started them, which is the main thread outside tests.
    run = Run(getattr(request, "param", LIVES), tmp_path / "pids")
    run.thread.start()
    yield run
    run.stop()


def test_a_service_that_is_killed_is_started_again(run: Run) -> None:
    eventually(run.pids)
    os.kill(run.pids()[0], signal.SIGKILL)
    eventually(lambda: len(run.pids()) == 2)
    assert lives(run.pids()[1])


def test_stopping_ends_every_service(run: Run) -> None:
    eventually(run.pids)
    run.stop()
    assert not run.thread.is_alive()
    assert not any(lives(pid) for pid in run.pids())


@pytest.mark.parametrize("run", [STUBBORN], indirect=True)
def test_what_does_not_stop_is_killed_with_its_children(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gridwarden.config.supervisor.PATIENCE_S", 0.5)
    eventually(lambda: len(run.pids()) == 2)
    run.stop()
    eventually(lambda: not any(lives(pid) for pid in run.pids()))


def test_a_service_that_may_end_is_left_alone_when_its_work_is_done(tmp_path: Path) -> None:
    program = "import os, sys; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n')"
    run = Run(program, tmp_path / "pids", may_end=True)
    run.thread.start()
    eventually(run.pids)
    time.sleep(1.5)
    run.stop()
    assert len(run.pids()) == 1


def test_a_service_that_keeps_dying_is_started_less_and_less_often(tmp_path: Path) -> None:
    run = Run("import os, sys; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n')", tmp_path / "pids")
    run.thread.start()
    time.sleep(4)
    run.stop()
    assert 2 <= len(run.pids()) <= 4
