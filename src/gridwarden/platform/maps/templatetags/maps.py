"""The tag that draws a map: ``{% load maps %}``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from gridwarden.platform.maps.config import MapConfig

register = template.Library()


@register.simple_block_tag
def map_box(content: str, config: MapConfig, name: str, extra: str = "") -> SafeString:
    """Draw a map box called ``name``; what stands inside is said to those who cannot see the map."""
    described = json.dumps(config.for_client(), cls=DjangoJSONEncoder, ensure_ascii=False)
    values = {
        "content": SafeString(content.strip()),
        "name": name,
        "extra": extra,
        "config": described,
        "mode": config.mode,
    }
    return render_to_string("maps/_map_box.html", values)
