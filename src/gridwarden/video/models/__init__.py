"""What is kept of cameras; no pictures."""

from gridwarden.video.models.source import URL_PLACE, VideoSource

__all__ = ["URL_PLACE", "VideoSource"]
