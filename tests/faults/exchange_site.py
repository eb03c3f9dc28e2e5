"""Run as a program inside one of two installations that exchange with each other: set up, pass cases down, do them."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from collections.abc import Callable

CODE = "other"


def main(what: str, *arguments: str) -> None:
    """Do one thing and print what came of it as JSON."""
    django.setup()
    print(json.dumps(DEEDS[what](*arguments)))  # noqa: T201 - its answer


def enter(role: str, address: str) -> dict[str, Any]:
    """Set the stage and enter the other platform; return our public key and what the next deeds need."""
    from django.utils import timezone  # noqa: PLC0415 - after the set-up

    from gridwarden.exchange.actions import peers  # noqa: PLC0415
    from gridwarden.exchange.domain.messages import Role  # noqa: PLC0415
    from gridwarden.platform.access import system_for  # noqa: PLC0415
    from tests.factories import cases as factory  # noqa: PLC0415

    stage = factory.build()
    below = role == Role.BELOW
    data = peers.PeerData(
        code=CODE,
        name="对接平台",
        role=Role(role),
        agent_id=stage.user_id("division_officer" if below else "supervisor"),
        address=address,
        unit_id=stage.division.pk if below else None,
    )
    peer = peers.put(by=system_for(stage.district_id), at=timezone.now(), data=data)
    people = {post: staff.user_id for post, staff in stage.people.items()}
    units = {"division": stage.division.pk, "team": stage.cast.east_team.pk}
    return {"key": peer.our_public_key, "people": people, "units": units, "condition": stage.slow.pk}


def connect(key: str) -> dict[str, Any]:
    """Switch the exchange on with the other side's key."""
    from gridwarden.exchange.models import Peer  # noqa: PLC0415

    return {"on": Peer.objects.filter(code=CODE).update(their_key=key, is_active=True)}


def pass_down(known: str, number: str) -> dict[str, Any]:
    """Have the city open so many cases and dispatch them to the unit that stands for the town."""
    from gridwarden.cases.actions import dispatching, registration, verification  # noqa: PLC0415
    from gridwarden.cases.domain.sources import Source  # noqa: PLC0415
    from tests.factories.grids import middle_of  # noqa: PLC0415

    there = json.loads(known)
    by, now, units = _people(there)
    lon, lat = middle_of(0, 0)
    district_id = by("operator").district_id or 0
    ids = []
    for serial in range(int(number)):
        new = registration.NewCase(
            district_id=district_id,
            source=Source.HOTLINE,
            lon=lon,
            lat=lat,
            condition_id=there["condition"],
            description=f"第{serial}件",
        )
        case_id = registration.open(by=by("operator"), at=now(), new=new).case_id
        informant = there["people"]["informant"]
        verification.send_to_verify(by=by("operator"), at=now(), case_id=case_id, person_id=informant)
        verification.confirm(by=by("informant"), at=now(), case_id=case_id)
        registration.register(by=by("supervisor"), at=now(), case_id=case_id, condition_id=there["condition"])
        dispatching.dispatch(by=by("dispatcher"), at=now(), case_id=case_id, unit_id=units["division"])
        ids.append(case_id)
    return {"ids": ids}


def do_all(known: str) -> dict[str, Any]:
    """Have the town do and close what it got; the answers are approved where they are."""
    from gridwarden.cases.actions import (  # noqa: PLC0415
        checking,
        closure,
        dispatching,
        handling,
        registration,
        verification,
    )
    from gridwarden.cases.models import Case  # noqa: PLC0415
    from gridwarden.intake.actions import answers  # noqa: PLC0415

    there = json.loads(known)
    by, now, units = _people(there)
    done = list(Case.objects.filter(state="reported").order_by("pk").values_list("pk", flat=True))
    for case_id in done:
        informant, checker = there["people"]["informant"], there["people"]["checker"]
        verification.send_to_verify(by=by("operator"), at=now(), case_id=case_id, person_id=informant)
        verification.confirm(by=by("informant"), at=now(), case_id=case_id)
        registration.register(by=by("supervisor"), at=now(), case_id=case_id, condition_id=there["condition"])
        dispatching.dispatch(by=by("dispatcher"), at=now(), case_id=case_id, unit_id=units["team"])
        handling.accept(by=by("officer"), at=now(), case_id=case_id)
        handling.finish(by=by("officer"), at=now(), case_id=case_id, photos_after=[_photo(by("officer"), case_id)])
        checking.send_to_check(by=by("dispatcher"), at=now(), case_id=case_id, person_id=checker)
        checked = [_photo(by("checker"), -case_id)]
        checking.pass_check(by=by("checker"), at=now(), case_id=case_id, photos_check=checked)
        draft = answers.draft(by=by("operator"), at=now(), case_id=case_id, text="已修复")
        answers.approve(by=by("supervisor"), at=now(), answer_id=draft.pk)
        closure.close(by=by("supervisor"), at=now(), case_id=case_id, reply="已修复")
    return {"ids": done}


def _people(there: dict[str, Any]) -> tuple[Callable[[str], Any], Callable[[], Any], dict[str, int]]:
    from django.utils import timezone  # noqa: PLC0415

    from gridwarden.platform.accounts.models import User  # noqa: PLC0415
    from gridwarden.workforce.queries.actors import actor_for  # noqa: PLC0415

    users = User.objects.in_bulk(there["people"].values())
    return (
        lambda post: actor_for(users[there["people"][post]], timezone.now()),
        timezone.now,
        there["units"],
    )


def _photo(by: Any, seed: int) -> Any:
    from django.utils import timezone  # noqa: PLC0415

    from gridwarden.platform.attachments.actions import store  # noqa: PLC0415
    from tests.photos import encoded  # noqa: PLC0415
    from tests.scenes import scene  # noqa: PLC0415

    data = encoded(scene(abs(seed) * 2 + (seed < 0), 320, 240))
    return store(by=by, at=timezone.now(), data=data, filename="1.jpg", district_id=by.district_id).pk


DEEDS: dict[str, Callable[..., dict[str, Any]]] = {
    "enter": enter,
    "connect": connect,
    "pass_down": pass_down,
    "do_all": do_all,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
