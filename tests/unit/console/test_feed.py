"""What maps are told of everything that moves."""

from __future__ import annotations

import json
from typing import Any

from gridwarden.console.moving.feed import Feed
from gridwarden.patrols.queries.movers import Mover

CAR = Mover(1, 120.1, 31.5, 90, 30, "on_post", "vehicle", "洒水车01")
WALKER = Mover(2, 120.2, 31.6, 0, 4, "on_post", "phone", "王芳")


def told(message: bytes | None) -> dict[str, Any]:
    assert message is not None
    first, second = message.decode().strip().split("\n")
    assert first == "event: movers"
    return dict(json.loads(second.removeprefix("data: ")))


def test_only_what_changed_is_told_and_names_only_once() -> None:
    feed = Feed()
    feed.change([CAR, WALKER])
    moved = told(feed.change([CAR._replace(lon=120.11), WALKER]))
    assert moved == {"put": [[1, 120.11, 31.5, 90, 30, "on_post"]], "names": {}, "drop": []}


def test_nothing_is_told_while_nothing_moves() -> None:
    feed = Feed()
    feed.change([CAR])
    assert feed.change([CAR]) is None


def test_who_goes_off_duty_is_gone_and_who_is_named_anew_is_named() -> None:
    feed = Feed()
    feed.change([CAR, WALKER])
    change = told(feed.change([CAR._replace(name="洒水车02")]))
    assert (change["drop"], change["names"]) == ([2], {"1": ["vehicle", "洒水车02"]})


def test_a_page_that_knows_nothing_is_told_everything() -> None:
    feed = Feed()
    feed.change([CAR, WALKER])
    whole = told(feed.whole())
    assert whole["whole"]
    assert {row[0] for row in whole["put"]} == {1, 2}
    assert whole["names"] == {"1": ["vehicle", "洒水车01"], "2": ["phone", "王芳"]}
