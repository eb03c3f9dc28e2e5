"""Kinds of video sources, how each is addressed, and what may be wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import urlsplit

from gridwarden.platform.refusals import Conflict, Invalid, NotFound, Refusal


class VideoKind(StrEnum):
    """How a camera is reached."""

    GB28181 = "gb28181"
    JT1078 = "jt1078"
    RTSP = "rtsp"
    HLS = "hls"


class VideoWrong(Invalid):
    """What was written of the source contradicts itself or names something that there is not."""

    code = "video_wrong"


class VideoTaken(Conflict):
    """Another source is the same camera."""

    code = "video_taken"


class NoSuchVideo(NotFound):
    """There is no such source in sight."""

    code = "no_such_video"


class VideoAway(Refusal):
    """The gateway or the camera behind it does not answer, or with what nobody can use."""

    code = "video_away"
    status = HTTPStatus.BAD_GATEWAY


class VideoRefused(VideoAway):
    """The gateway answers that it cannot; ``said`` among the fields are its own words."""

    code = "video_refused"


class StreamForeign(VideoAway):
    """The stream comes from where pages may not play; ``said`` among the fields is the origin."""

    code = "video_foreign"


class StreamInsecure(VideoAway):
    """The stream comes without TLS; a page that came by TLS cannot play it."""

    code = "video_insecure"


class VideoUnserved(Refusal):
    """This installation has no gateway for this kind of source."""

    code = "video_unserved"
    status = HTTPStatus.SERVICE_UNAVAILABLE


#: Pictures of a source belong to it under this word.
PICTURE_OWNER = "video"
#: Schemes in which a source of its kind may be pulled.
_SCHEMES = {VideoKind.RTSP: {"rtsp", "rtsps"}, VideoKind.HLS: {"http", "https"}}
#: GB/T 28181-2022, annex E: twenty digits.
_GB_CODE = re.compile(r"[0-9]{20}")
#: JT/T 1078-2016, table 2: logical channels are numbered from 1.
_CHANNEL = re.compile(r"[1-9][0-9]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """How a gateway finds a camera.

    ``device`` and ``channel`` are two codes of twenty digits (GB/T 28181) or a terminal's number and a channel from 1
    (JT/T 1078); ``url`` is where an RTSP or HLS stream is pulled.
    """

    kind: VideoKind
    device: str = ""
    channel: str = ""
    url: str = ""

    def wrongs(self) -> dict[str, str]:
        """Return what is wrong, by field; empty when the address can be tried."""
        if self.kind is VideoKind.GB28181:
            return {name: "twenty_digits" for name in ("device", "channel") if not _GB_CODE.fullmatch(self._of(name))}
        if self.kind is VideoKind.JT1078:
            wrong = {} if self.device else {"device": "missing"}
            return wrong if _CHANNEL.fullmatch(self.channel) else {**wrong, "channel": "one_to_99"}
        return {} if self._has_good_url() else {"url": f"{self.kind.value}_address"}

    @property
    def key(self) -> str:
        """What two sources of the same camera have in common."""
        return self.url if self.kind in _SCHEMES else f"{self.device}/{self.channel}"

    @property
    def origin(self) -> str:
        """Scheme, host and port of the address; empty where there is none."""
        return origin_of(self.url)

    def _of(self, name: str) -> str:
        return self.device if name == "device" else self.channel

    def _has_good_url(self) -> bool:
        try:
            parts = urlsplit(self.url)
            return parts.scheme in _SCHEMES[self.kind] and bool(parts.hostname) and parts.port != 0
        except ValueError:  # a port that is no number, a bracket that is never closed
            return False


def origin_of(url: str) -> str:
    """Return scheme, host and port of ``url`` as a content policy names them; empty for what is no web address."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
