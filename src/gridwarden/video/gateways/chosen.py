"""Which gateway serves which kind, as the installation is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from gridwarden.video.domain.sources import VideoKind, VideoUnserved
from gridwarden.video.gateways.plain import PlainHls
from gridwarden.video.gateways.wvp import WvpGateway
from gridwarden.video.gateways.zlm import ZlmGateway

if TYPE_CHECKING:
    from gridwarden.video.domain.gateway import VideoGateway


def gateway_of(kind: VideoKind) -> VideoGateway:
    """Return who serves sources of ``kind``. Raises ``VideoUnserved``."""
    media = _media()
    if kind is VideoKind.HLS:
        return PlainHls(media)
    if kind is VideoKind.RTSP:
        if media is None:
            raise VideoUnserved("No media server is set up.", kind=kind.value)
        return media
    if not settings.VIDEO_WVP_URL:
        raise VideoUnserved("No video gateway is set up.", kind=kind.value)
    return WvpGateway(settings.VIDEO_WVP_URL, settings.VIDEO_WVP_KEY, media)


def _media() -> ZlmGateway | None:
    if not settings.VIDEO_MEDIA_URL:
        return None
    public = settings.VIDEO_MEDIA_PUBLIC_URL or settings.VIDEO_MEDIA_URL
    return ZlmGateway(settings.VIDEO_MEDIA_URL, settings.VIDEO_MEDIA_SECRET, public)
