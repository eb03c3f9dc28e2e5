"""Run as a program: set the stage in a site's database and print what the load needs, as JSON."""

from __future__ import annotations

import json
import sys
from decimal import Decimal

import django

#: Each token may send 600 requests a minute; the load spreads over these.
TOKENS = 24


def main(register_limit_h: str) -> None:
    """Build the cast, tokens and a session; reports must be registered within ``register_limit_h`` hours."""
    django.setup()

    from gridwarden.algorithms.worktime import LimitUnit  # noqa: PLC0415 - after the set-up
    from gridwarden.cases.domain.clocks import Stage as StageName  # noqa: PLC0415
    from gridwarden.cases.models import StageLimit  # noqa: PLC0415
    from tests.factories import cases as factory  # noqa: PLC0415
    from tests.factories.api import ApiClientFactory  # noqa: PLC0415
    from tests.factories.grids import middle_of  # noqa: PLC0415
    from tests.logins import session_of  # noqa: PLC0415

    stage = factory.build()
    clients = [ApiClientFactory(user=stage.people["operator"].user, prefix=f"load{n}") for n in range(TOKENS)]
    StageLimit.objects.create(
        district_id=stage.district_id,
        stage=StageName.REGISTER.value,
        value=Decimal(register_limit_h),
        unit=LimitUnit.URGENT_HOUR.value,
    )
    lon, lat = middle_of(0, 0)
    body = {"channel": "hotline", "condition_id": stage.spot.pk, "lon": lon, "lat": lat, "text": "压力测试"}
    tokens = [f"gw_{client.prefix}_secret" for client in clients]
    session = session_of(stage.people["dispatcher"].user)
    print(json.dumps({"tokens": tokens, "body": body, "session": session}))  # noqa: T201 - its answer


if __name__ == "__main__":
    main(*sys.argv[1:])
