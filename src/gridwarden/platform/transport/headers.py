"""Headers on every answer: what a page may load, who may frame it, what a browser may keep."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpRequest, HttpResponse

_PERMISSIONS = (
    "camera=(self), geolocation=(self), microphone=(self), payment=(), usb=(), serial=(), midi=(),"
    " display-capture=(), browsing-topics=()"
)
#: Answers that may show personal data are not kept anywhere.
_PERSONAL = ("text/html", "application/json", "application/problem+json")


def content_policy(tile_server: str, films: Sequence[str] = ()) -> str:
    """Return the content security policy.

    The only foreign addresses in it are the tile server's and, on a page that shows cameras, the origins of ``films``.
    """
    tiles = _origin(tile_server)
    beside = f" {tiles}" if tiles else ""
    from_afar = "".join(f" {one}" for one in films)
    return "; ".join(
        [
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data: blob:{beside}",
            "worker-src 'self' blob:",
            f"connect-src 'self'{beside}{from_afar}",
            f"media-src 'self' blob:{from_afar}",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        ]
    )


def _origin(tile_server: str) -> str:
    """Return the origin of a tile address; a placeholder in the host, as in ``{s}.example.org``, becomes ``*``."""
    parts = urlsplit(tile_server)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return ""
    labels = ["*" if "{" in label else label for label in parts.netloc.split(".")]
    return f"{parts.scheme}://{'.'.join(labels)}"


class HeadersMiddleware:
    """Outermost: puts the headers on pages, files and errors alike; a view may have set stricter ones."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers."""
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", content_policy(settings.TILE_SERVER))
        response.setdefault("Permissions-Policy", _PERMISSIONS)
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        if response.get("Content-Type", "").split(";")[0] in _PERSONAL:
            response.setdefault("Cache-Control", "no-store")
        return response
