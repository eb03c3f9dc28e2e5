"""Cameras of GB/T 28181 and vehicles of JT/T 1078 through a gateway with the HTTP API of WVP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from gridwarden.video.domain.gateway import Playing
from gridwarden.video.domain.sources import VideoAway, VideoKind
from gridwarden.video.gateways.asking import ask, data_of

if TYPE_CHECKING:
    from gridwarden.video.domain.sources import Address
    from gridwarden.video.gateways.zlm import ZlmGateway


@dataclass(frozen=True, slots=True)
class WvpGateway:
    """Invites through WVP; pictures are taken by the media server beside it, where one is known."""

    base: str
    key: str
    media: ZlmGateway | None = None

    def start(self, address: Address) -> Playing:
        """Invite the camera."""
        data = data_of(self._say("start", address))
        source = _word(data, "rtsp") or _word(data, "flv")
        playing = Playing(hls=_word(data, "hls"), secure_hls=_word(data, "https_hls"), picture_of=source)
        if not playing.for_page(is_secure=False):
            raise VideoAway("The video gateway offers no HLS stream.")
        return playing

    def stop(self, address: Address) -> None:
        """Say goodbye to the camera."""
        self._say("stop", address)

    def picture(self, playing: Playing) -> bytes:
        """Return one JPEG, taken by the media server."""
        if self.media is None:
            raise VideoAway("No media server is set up that takes pictures.")
        return self.media.picture(playing)

    def _say(self, verb: str, address: Address) -> bytes:
        if address.kind is VideoKind.JT1078:
            query = {"phoneNumber": address.device, "channelId": address.channel, "type": "1"}
            return self._get(f"/api/jt1078/live/{verb}", query)
        return self._get(f"/api/play/{verb}/{quote(address.device, safe='')}/{quote(address.channel, safe='')}", {})

    def _get(self, path: str, query: dict[str, str]) -> bytes:
        return ask(self.base + path, query, {"api-key": self.key} if self.key else {})


def _word(data: dict[str, Any], name: str) -> str:
    said = data.get(name)
    return said if isinstance(said, str) else ""
