"""Streams that a media server with the HTTP API of ZLMediaKit pulls from an RTSP address."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.video.domain.gateway import Playing
from gridwarden.video.domain.sources import VideoAway
from gridwarden.video.gateways.asking import ask, data_of

if TYPE_CHECKING:
    from gridwarden.video.domain.sources import Address

_VHOST, _APP = "__defaultVhost__", "gridwarden"
_JPEG = b"\xff\xd8"


@dataclass(frozen=True, slots=True)
class ZlmGateway:
    """Asks the media server at ``base``; browsers reach it at ``public``, which may be another address."""

    base: str
    secret: str
    public: str

    def start(self, address: Address) -> Playing:
        """Pull the stream, unless it is pulled already; the server ends it itself when nobody watches."""
        name = _name(address)
        if not self._is_online(name):
            wanted = {"url": address.url, "stream": name, "enable_hls": "1", "auto_close": "1", "timeout_sec": "10"}
            data_of(self._ask("addStreamProxy", wanted))
        return Playing(
            hls="" if self.public.startswith("https") else self._hls(name),
            secure_hls=self._hls(name) if self.public.startswith("https") else "",
            picture_of=address.url,
        )

    def stop(self, address: Address) -> None:
        """End the pulling."""
        data_of(self._ask("delStreamProxy", {"key": f"{_VHOST}/{_APP}/{_name(address)}"}))

    def picture(self, playing: Playing) -> bytes:
        """Return one JPEG of the stream."""
        body = self._ask("getSnap", {"url": playing.picture_of, "timeout_sec": "10", "expire_sec": "1"})
        if not body.startswith(_JPEG):
            raise VideoAway("The media server sent no picture.")
        return body

    def _is_online(self, name: str) -> bool:
        said = data_of(self._ask("isMediaOnline", {"schema": "hls", "stream": name}))
        return said.get("online") is True

    def _ask(self, verb: str, query: dict[str, str]) -> bytes:
        return ask(f"{self.base}/index/api/{verb}", {"secret": self.secret, "vhost": _VHOST, "app": _APP, **query})

    def _hls(self, name: str) -> str:
        return f"{self.public}/{_APP}/{name}/hls.m3u8"


def _name(address: Address) -> str:
    """Name the stream without telling its address, which may carry a password."""
    return hashlib.sha256(address.url.encode()).hexdigest()[:24]
