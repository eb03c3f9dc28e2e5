"""Papers that simulated officers hand out, and their rechecks.

They hang on the moves that the policy makes anyhow: with taking a case up goes a notice, with finishing it the recheck.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate
from PIL import Image, ImageDraw

from gridwarden.cases.domain.sources import Source
from gridwarden.inspections.actions import issuing, rechecking
from gridwarden.inspections.actions.issuing import Contents, GivenParty
from gridwarden.inspections.actions.rechecking import Result
from gridwarden.inspections.domain.words import ArticleUse, FollowUp, Outcome, RecheckState
from gridwarden.inspections.models import Recheck
from gridwarden.inspections.queries import articles, officers
from gridwarden.menu.domain.words import SlipType
from gridwarden.platform.access import Permission
from gridwarden.platform.attachments.actions import store

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random
    from uuid import UUID

    from gridwarden.cases.models import Case
    from gridwarden.platform.access import Actor

#: How many of those served refuse to sign, and how many have done nothing when their time is up.
_REFUSE, _IDLE = 0.2, 0.25
_NAMES = ("早点铺", "水果店", "小吃摊", "建材行", "理发店", "便利店")


def hand_out(case: Case, *, by: Actor, at: datetime, chance: Random) -> None:
    """Issue the notice for a finding that somebody has just taken up; complaints and repeats get none here."""
    condition = case.condition
    is_finding = case.source == Source.PATROL and condition is not None
    is_first = not Recheck.objects.filter(notice__case=case.pk).exists()
    if condition is None or not is_finding or not is_first or not by.may(Permission.NOTICE_ISSUE):
        return
    if condition.slip == SlipType.RECTIFICATION_NOTICE:
        issuing.issue_for_case(by=by, at=at, case_id=case.pk, contents=_contents(case, by=by, at=at, chance=chance))


def look_again(case: Case, *, by: Actor, at: datetime, photos: tuple[UUID, ...], chance: Random) -> bool:
    """Record the recheck in place of a plain finish; return whether there was one to record."""
    planned = Recheck.objects.filter(notice__case=case.pk, state=RecheckState.PLANNED.value).first()
    if planned is None or not photos or not by.may(Permission.NOTICE_ISSUE):
        return False
    idle = at > planned.planned_at and planned.notice.sequence == 1 and chance.random() < _IDLE
    with transaction.atomic():
        rechecking.record(by=by, at=at, recheck_id=planned.pk, result=_result(photos, idle=idle))
        if idle:
            contents = _contents(case, by=by, at=at, chance=chance)
            issuing.issue_for_case(by=by, at=at, case_id=case.pk, contents=contents)
    return True


def _result(photos: tuple[UUID, ...], *, idle: bool) -> Result:
    if idle:
        return Result(
            outcome=Outcome.NOT_CORRECTED, photo_ids=photos, note="到期未整改", follow_up=FollowUp.SECOND_NOTICE
        )
    return Result(outcome=Outcome.CORRECTED, photo_ids=photos, note="已按要求整改")


def _contents(case: Case, *, by: Actor, at: datetime, chance: Random) -> Contents:
    assert case.condition is not None  # noqa: S101 - the caller has looked
    item = case.condition.item.number
    in_force = articles.in_force(case.district_id, localdate(at))
    cited = [one.id for one in in_force if one.use is ArticleUse.BROKEN and one.fits(item)] or [in_force[0].id]
    refuses = chance.random() < _REFUSE
    return Contents(
        party=_party(case, chance),
        second_officer_id=officers.colleagues(by, at)[0].staff_id,
        article_ids=tuple(cited[:2]),
        fact=case.description,
        signature_id=None if refuses else _signature(case, by=by, at=at, chance=chance),
        witness="邻铺经营者" if refuses else "",
    )


def _party(case: Case, chance: Random) -> GivenParty:
    """Name the party by the shop of the address; a stall in the street by its trade."""
    _, _, inside = case.address.partition("（")
    name = inside.removesuffix("）") or f"{case.address[:12]}{chance.choice(_NAMES)}"
    return GivenParty(name=name[:60], phone=f"1990000{chance.randrange(10_000):04d}", address=case.address)


def _signature(case: Case, *, by: Actor, at: datetime, chance: Random) -> UUID:
    image = Image.new("RGB", (360, 130), "white")
    points = [(20 + step * 20, 65 + chance.randrange(-40, 40)) for step in range(16)]
    ImageDraw.Draw(image).line(points, fill=(20, 24, 40), width=4, joint="curve")
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    stored = store(by=by, at=at, data=buffer.getvalue(), filename="signature.png", district_id=case.district_id)
    return stored.pk
