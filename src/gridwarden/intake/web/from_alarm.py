"""What an alarm of a patrol puts into the desk's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from gridwarden.patrols.domain import following
from gridwarden.patrols.domain.following import FollowUp
from gridwarden.patrols.labels import ALARM_KINDS
from gridwarden.patrols.queries import alarms
from gridwarden.platform.access import Permission
from gridwarden.platform.ui.numbers import key_of

if TYPE_CHECKING:
    from gridwarden.patrols.queries.alarms import AlarmRow
    from gridwarden.platform.accounts.requests import ActingRequest


def alarm_of(request: ActingRequest) -> AlarmRow | None:
    """Return the alarm from which the form goes on, when there is one; refuse as if there were none to outsiders."""
    alarm_id = key_of(request.POST.get("alarm") or request.GET.get("alarm") or "")
    return alarms.one(request.actor, alarm_id) if alarm_id else None


def filled(alarm: AlarmRow | None) -> dict[str, Any]:
    """Return what the form begins with."""
    if alarm is None:
        return {}
    words = _("Alarm of a patrol: {what}, {who}, {at}.")
    text = words.format(
        what=ALARM_KINDS[alarm.kind],
        who=alarm.person or alarm.device_name,
        at=f"{localtime(alarm.raised_at):%m-%d %H:%M}",
    )
    place = {} if alarm.lon is None else {"lon": round(alarm.lon, 6), "lat": round(alarm.lat or 0.0, 6)}
    return {"text": text, **place}


def _href(alarm_id: int) -> str:
    return f"{reverse('intake:new')}?alarm={alarm_id}"


def _case(number: str) -> str:
    return reverse("cases:by_number", args=[number])


following.register("intake", FollowUp(Permission.INTAKE_REGISTER, _href, _case))
