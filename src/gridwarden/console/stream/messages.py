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


@dataclass(frozen=True, slots=True)
class News:
    """One event as the stream passes it on."""

    id: int
    district_id: int
    name: str
    payload: dict[str, Any]

    def encode(self) -> bytes:
        """Return the event as the lines that a browser's EventSource reads."""
        data = json.dumps(self.payload, ensure_ascii=False, separators=(",", ":"))
        return f"id: {self.id}\nevent: {self.name}\ndata: {data}\n\n".encode()
