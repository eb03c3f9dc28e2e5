"""Say in a few words what a browser calls itself."""

from __future__ import annotations

_BROWSERS = (
    ("MicroMessenger/", "微信"),
    ("DingTalk/", "钉钉"),
    ("HuaweiBrowser/", "Huawei Browser"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def describe(agent: str) -> str:
    """Return browser and system, for example ``Firefox · Windows``; the first words of an unknown agent."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return " · ".join(word for word in (browser, system) if word) or agent[:40]
