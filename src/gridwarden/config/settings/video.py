"""Where pictures of cameras come from. What is not set is not there."""

from __future__ import annotations

import os

#: Gateway with WVP's HTTP API: cameras of GB/T 28181, vehicles of JT/T 1078; the key is one of its API keys.
VIDEO_WVP_URL = os.environ.get("GRIDWARDEN_VIDEO_WVP_URL", "").rstrip("/")
VIDEO_WVP_KEY = os.environ.get("GRIDWARDEN_VIDEO_WVP_KEY", "")
#: Media server with ZLMediaKit's HTTP API: RTSP streams, and pictures of every stream.
VIDEO_MEDIA_URL = os.environ.get("GRIDWARDEN_VIDEO_MEDIA_URL", "").rstrip("/")
VIDEO_MEDIA_SECRET = os.environ.get("GRIDWARDEN_VIDEO_MEDIA_SECRET", "")
#: Where browsers reach the media server, when that is another address.
VIDEO_MEDIA_PUBLIC_URL = os.environ.get("GRIDWARDEN_VIDEO_MEDIA_PUBLIC_URL", "").rstrip("/")
#: Origins from which pages may play, beside those of HLS sources; the media server's own is among them.
VIDEO_ORIGINS = [one for one in os.environ.get("GRIDWARDEN_VIDEO_ORIGINS", "").split(",") if one]
