from __future__ import annotations

import html
import json
import re

from django.template import Context, Template
from django.test import override_settings

from gridwarden.platform.maps.config import MapConfig, MapMode, Pin


def drawn(config: MapConfig) -> str:
    source = '{% load maps %}{% map_box config "board" %}<p>listed</p>{% endmap_box %}'
    return Template(source).render(Context({"config": config}))


def told(config: MapConfig) -> dict[str, object]:
    found = re.search(r'data-config="([^"]*)"', drawn(config))
    assert found is not None
    content: dict[str, object] = json.loads(html.unescape(found[1]))
    return content


def test_the_script_reads_what_the_page_says() -> None:
    config = MapConfig(mode=MapMode.PICK, pin=Pin(lon=120.4, lat=31.5, label='"><b>'), grid_id=7)

    content = told(config)

    assert content["mode"] == "pick"
    assert content["pin"] == {"lon": 120.4, "lat": 31.5, "label": '"><b>'}
    assert content["gridId"] == 7


@override_settings(TILE_SERVER="https://tiles.example/{z}/{x}/{y}.png")
def test_a_tile_server_is_named_only_when_the_site_has_one() -> None:
    assert told(MapConfig())["raster"] == "https://tiles.example/{z}/{x}/{y}.png"
    with override_settings(TILE_SERVER=""):
        assert told(MapConfig())["raster"] == ""


def test_those_who_cannot_see_the_map_get_its_words() -> None:
    assert "<p>listed</p>" in drawn(MapConfig())
    assert "data-map-list" in drawn(MapConfig())
    assert "data-map-list" not in drawn(MapConfig(mode=MapMode.MINI))
