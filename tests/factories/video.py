"""Video sources for tests, and a film that browsers play."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import av
import factory
import numpy as np
from django.contrib.gis.geos import Point
from factory.django import DjangoModelFactory

from gridwarden.platform.sealing import blind_index
from gridwarden.video.domain.sources import VideoKind
from gridwarden.video.models import URL_PLACE, VideoSource

if TYPE_CHECKING:
    from pathlib import Path

_WIDTH, _HEIGHT, _FRAMES_PER_S = 320, 180, 10


class SourceFactory(DjangoModelFactory[VideoSource]):
    """A camera by GB/T 28181 on a mast."""

    class Meta:
        model = VideoSource

    district: Any = factory.SubFactory("tests.factories.grids.DistrictFactory")
    kind = VideoKind.GB28181.value
    name = factory.Sequence(lambda n: f"广场{n}号机")
    place = Point(111.1, 35.1, srid=4490)
    device = "34020000001320000001"
    channel = factory.Sequence(lambda n: f"3402000000131{n:07d}")
    key_index = factory.LazyAttribute(lambda one: blind_index(f"{one.device}/{one.channel}", place=URL_PLACE))
    added_at = datetime(2026, 1, 1, tzinfo=UTC)


def film(folder: Path, *, seconds: int = 4) -> None:
    """Write an HLS stream of a bar that walks: ``hls.m3u8`` and its pieces, H.264 in MPEG-TS."""
    options = {"hls_time": "1", "hls_list_size": "0"}
    with av.open(str(folder / "hls.m3u8"), "w", format="hls", options=options) as container:
        stream = container.add_stream("libx264", rate=_FRAMES_PER_S, options={"preset": "ultrafast", "g": "10"})
        stream.width, stream.height, stream.pix_fmt = _WIDTH, _HEIGHT, "yuv420p"
        for number in range(seconds * _FRAMES_PER_S):
            picture = np.zeros((_HEIGHT, _WIDTH, 3), np.uint8)
            picture[:, :, 1] = 60
            left = number * 7 % (_WIDTH - 20)
            picture[60:120, left : left + 20] = 255
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
