"""Server-sent events as bytes (WHATWG HTML, section 9.2)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

#: Tells a page that it missed too much and must load itself anew.
RESET = b"event: reset\ndata: {}\n\n"
#: Keeps proxies from closing a quiet connection.
HEARTBEAT = b": still here\n\n"
#: Milliseconds after which a browser connects again.
RETRY = b"retry: 3000\n\n"
#: What only decides who hears an event; pages need not know it.
_FOR_THE_RULE = frozenset({"user_ids", "former_unit_id"})


def ready(latest_id: int) -> bytes:
    """Return the first message of a fresh stream: the point from which a page resumes if it is cut off at once."""
    return f"id: {latest_id}\nevent: ready\ndata: {{}}\n\n".encode()


@dataclass(frozen=True, slots=True)
class News:
    """One event as the stream passes it on."""

    id: int
    district_id: int
    name: str
    payload: dict[str, Any]

    def encode(self) -> bytes:
        """Return the event as the lines that a browser's EventSource reads."""
        told = {name: value for name, value in self.payload.items() if name not in _FOR_THE_RULE}
        data = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return f"id: {self.id}\nevent: {self.name}\ndata: {data}\n\n".encode()
