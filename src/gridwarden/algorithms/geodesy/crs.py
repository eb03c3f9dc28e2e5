"""The coordinate systems that maps and phones in China speak."""

from __future__ import annotations

from enum import StrEnum


class Crs(StrEnum):
    """A geographic system at an edge of the product, longitude and latitude in degrees."""

    #: GPS as receivers give it. Taken as equal to CGCS2000: the two differ by centimetres.
    WGS84 = "wgs84"
    #: China Geodetic Coordinate System 2000 (EPSG:4490), the national one and the one stored.
    CGCS2000 = "cgcs2000"
    #: The offset system of public Chinese maps (Amap, Tencent).
    GCJ02 = "gcj02"
    #: Baidu's further offset on top of GCJ-02.
    BD09 = "bd09"
