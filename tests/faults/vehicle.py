"""Run as a program: have a vehicle patrol in its grid, or leave it; the site's own worker judges what it tells."""

from __future__ import annotations

import json
import sys
from datetime import timedelta

import django

NAME = "执法012"
#: Every ten seconds a fix: the first minute in the grid, then longer outside than a district lets pass.
INSIDE_S, OUTSIDE_S = range(-300, -240, 10), range(-240, 0, 10)


def main(step: str) -> None:
    """``patrol`` enrols the vehicle in grid A01, ``leave`` drives it a grid further."""
    django.setup()

    from django.utils import timezone  # noqa: PLC0415 - after the set-up

    from gridwarden.patrols.models import Device  # noqa: PLC0415
    from gridwarden.workforce.models import Staff  # noqa: PLC0415
    from tests.factories.grids import middle_of  # noqa: PLC0415
    from tests.factories.patrols import DeviceFactory, on_duty, tell  # noqa: PLC0415

    now = timezone.now()
    if step == "patrol":
        driver = Staff.objects.get(user__display_name="周巡")
        grid = driver.district.grids.get(code="A01")
        on_duty(driver, [grid], now - timedelta(minutes=5), now + timedelta(hours=8))
        car = DeviceFactory.create(district=driver.district, name=NAME, staff=driver)
    else:
        car = Device.objects.get(name=NAME)
    place, seconds = (middle_of(0, 0), INSIDE_S) if step == "patrol" else (middle_of(1, 0), OUTSIDE_S)
    tell(car, [(now + timedelta(seconds=at), *place, 25.0) for at in seconds])
    print(json.dumps({"device": car.pk}))  # noqa: T201 - its answer


if __name__ == "__main__":
    main(*sys.argv[1:])
