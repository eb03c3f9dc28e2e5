"""Whether papers can be printed."""

from __future__ import annotations

from gridwarden.platform.documents.fonts import NoChineseFont, chinese_family


def printing() -> tuple[bool, str]:
    """Return whether papers can be printed, and in which font or why not."""
    try:
        return True, f"printed in {chinese_family()}"
    except NoChineseFont as refusal:
        return False, refusal.message
