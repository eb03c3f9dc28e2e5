"""What people read for the words of video."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from gridwarden.video.domain.sources import VideoKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KINDS: dict[VideoKind, _StrPromise] = {
    VideoKind.GB28181: _("Camera, GB/T 28181"),
    VideoKind.JT1078: _("Vehicle, JT/T 1078"),
    VideoKind.RTSP: _("Camera, RTSP"),
    VideoKind.HLS: _("Stream, HLS"),
}
ACTIONS: dict[str, _StrPromise] = {
    "video.added": _("added a video source"),
    "video.retired": _("took a video source out of use"),
    "video.watched": _("watched a camera"),
    "video.pictured": _("kept a picture of a camera"),
}
REFUSALS: dict[str, _StrPromise] = {
    "video_wrong": _("What was written of the source contradicts itself or names something that there is not."),
    "video_taken": _("Another source is the same camera."),
    "no_such_video": _("There is no such video source."),
    "video_away": _("The camera or the video gateway does not answer."),
    "video_refused": _("The video gateway says that it cannot."),
    "video_foreign": _(
        "Pages may not play from this address; whoever runs the server adds it to GRIDWARDEN_VIDEO_ORIGINS."
    ),
    "video_insecure": _("The stream comes without TLS, so this page cannot play it."),
    "video_unserved": _("This installation has no video gateway for this kind of source."),
}
#: What actions write beside a field, listed here so that it is translated.
FIELD_WORDS = (
    _("missing"),
    _("unknown"),
    _("twenty_digits"),
    _("one_to_99"),
    _("rtsp_address"),
    _("hls_address"),
)
