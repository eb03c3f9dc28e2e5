"""The port of video: what every gateway must do, whoever carries the pictures. No media passes through us."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from gridwarden.video.domain.sources import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Playing:
    """A stream that runs: where a browser plays it, and where a gateway takes a picture of it."""

    hls: str
    secure_hls: str = ""
    picture_of: str = ""

    def for_page(self, *, is_secure: bool) -> str:
        """Return the address for a page; one that came by TLS cannot play what does not."""
        return self.secure_hls or self.hls if is_secure else self.hls or self.secure_hls


class VideoGateway(Protocol):
    """Turns a camera into a stream. Every call may raise ``VideoAway`` with the reason that was told."""

    def start(self, address: Address) -> Playing:
        """Have the camera send, or join those who watch already."""

    def stop(self, address: Address) -> None:
        """Have it stop; a camera that nobody watches is no error."""

    def picture(self, playing: Playing) -> bytes:
        """Return one JPEG of a running stream."""
