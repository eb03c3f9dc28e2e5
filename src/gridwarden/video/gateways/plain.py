"""Streams that are HLS already: the page plays them from where they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.video.domain.gateway import Playing
from gridwarden.video.domain.sources import VideoAway

if TYPE_CHECKING:
    from gridwarden.video.domain.sources import Address
    from gridwarden.video.gateways.zlm import ZlmGateway


@dataclass(frozen=True, slots=True)
class PlainHls:
    """Needs no gateway to play; a media server, where one is known, takes its pictures."""

    media: ZlmGateway | None = None

    def start(self, address: Address) -> Playing:
        """Return the address as it is."""
        is_secure = address.url.startswith("https:")
        return Playing(
            hls="" if is_secure else address.url, secure_hls=address.url if is_secure else "", picture_of=address.url
        )

    def stop(self, address: Address) -> None:
        """Nothing runs for us."""

    def picture(self, playing: Playing) -> bytes:
        """Return one JPEG, taken by the media server."""
        if self.media is None:
            raise VideoAway("No media server is set up that takes pictures.")
        return self.media.picture(playing)
