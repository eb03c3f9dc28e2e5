"""From the bytes somebody sends to a clean picture. No database here."""

from gridwarden.platform.attachments.imaging.photo import Limits, Photo, clean

__all__ = ["Limits", "Photo", "clean"]
