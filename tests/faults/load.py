"""Clients that report problems as phones do: they keep a report until the server has confirmed it."""

from __future__ import annotations

import http.client
import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

GIVE_UP_S = 60


@dataclass
class Tally:
    """What the clients know for certain."""

    #: Key of the report → number of the case that the server confirmed.
    confirmed: dict[str, str] = field(default_factory=dict)
    #: Keys whose confirmation never came.
    unknown: list[str] = field(default_factory=list)
    #: Attempts that had to be repeated.
    retries: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Load:
    """Some threads that send reports until told to stop.

    ``is_careful=False`` makes the mistake that keys exist to prevent: a client that heard no answer sends the
    report again as a new one.
    """

    def __init__(self, url: str, stage: dict[str, Any], *, threads: int = 6, is_careful: bool = True) -> None:
        self._host = url.removeprefix("http://")
        self._body = json.dumps(stage["body"])
        self._tokens = stage["tokens"]
        self._is_careful = is_careful
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._send, args=(number,)) for number in range(threads)]
        self.tally = Tally()
        #: With this set, clients hang up before they read the answer, once each.
        self.hang_up = threading.Event()

    def __enter__(self) -> Load:  # noqa: PYI034 - tests name the type
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def report_once(self) -> str:
        """Send one report from this thread and return the confirmed number."""
        self._report(self._tokens[0])
        return next(iter(self.tally.confirmed.values()))

    def _send(self, number: int) -> None:
        turn = number
        while not self._stopping.is_set():
            turn += len(self._threads)
            self._report(self._tokens[turn % len(self._tokens)])

    def _report(self, token: str) -> None:
        name = str(uuid4())
        key = name
        deadline = time.monotonic() + GIVE_UP_S
        while time.monotonic() < deadline:
            case_number = self._attempt(token, key)
            if case_number is not None:
                with self.tally.lock:
                    self.tally.confirmed[name] = case_number
                return
            with self.tally.lock:
                self.tally.retries += 1
            if not self._is_careful:
                key = str(uuid4())
            time.sleep(0.05)
        with self.tally.lock:
            self.tally.unknown.append(name)

    def _attempt(self, token: str, key: str) -> str | None:
        """Return the number of the case, or None when nothing certain came back."""
        connection = http.client.HTTPConnection(self._host, timeout=10)
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key, "Content-Type": "application/json"}
        try:
            connection.request("POST", "/api/v1/reports", self._body, headers)
            if self.hang_up.is_set():
                time.sleep(0.3)
                self.hang_up.clear()
                return None
            response = connection.getresponse()
            answer = json.loads(response.read() or b"{}")
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            connection.close()
        return answer["case_number"] if response.status == http.client.CREATED else None
