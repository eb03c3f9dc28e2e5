"""What the content security policy lets through."""

from __future__ import annotations

import pytest

from gridwarden.platform.transport.headers import content_policy


def directives(policy: str) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in policy.split("; "))


def test_only_the_own_origin_may_be_loaded() -> None:
    assert directives(content_policy("")) == {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "worker-src": "'self' blob:",
        "connect-src": "'self'",
        "media-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
    }


@pytest.mark.parametrize(
    ("server", "origin"),
    [
        ("https://t0.tianditu.gov.cn/vec_w/wmts?x={x}&y={y}&z={z}", "https://t0.tianditu.gov.cn"),
        ("https://t{s}.tianditu.gov.cn/{z}/{x}/{y}", "https://*.tianditu.gov.cn"),
        ("https://tiles.example.org:8443/{z}/{x}/{y}.png", "https://tiles.example.org:8443"),
    ],
)
def test_the_tile_server_is_the_one_exception(server: str, origin: str) -> None:
    policy = directives(content_policy(server))
    assert policy["img-src"].endswith(f" {origin}")
    assert policy["connect-src"] == f"'self' {origin}"
    assert origin not in policy["script-src"] + policy["default-src"]


def test_films_play_from_their_origins_and_nothing_else_comes_from_there() -> None:
    policy = directives(content_policy("", ["https://film.example"]))
    assert policy["media-src"] == "'self' blob: https://film.example"
    assert policy["connect-src"] == "'self' https://film.example"
    assert "film.example" not in policy["script-src"] + policy["img-src"] + policy["default-src"]


@pytest.mark.parametrize("server", ["/own/tiles/{z}", "javascript:alert(1)", "data:x", "nonsense"])
def test_what_is_no_foreign_address_adds_nothing(server: str) -> None:
    assert content_policy(server) == content_policy("")
