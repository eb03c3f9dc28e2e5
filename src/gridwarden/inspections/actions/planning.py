"""Plan the look at the deadline, announce it, and tell who goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.inspections.domain.words import RecheckState
from gridwarden.inspections.models import Notice, Recheck
from gridwarden.inspections.queries import officers, rules
from gridwarden.platform.notifications.actions import notify
from gridwarden.platform.timers import clockwork
from gridwarden.platform.timers.clockwork import Ring

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.models import Case

REMIND, RECHECK = "notice.remind", "notice.recheck"
#: Kinds of notices to people.
SOON, NOW = "notice.recheck_soon", "notice.recheck_now"


def plan(notice: Notice, case: Case, *, at: datetime) -> Recheck:
    """Plan the recheck of a paper that was just issued, with its announcement."""
    planned = Recheck.objects.create(
        district_id=notice.district_id,
        notice=notice,
        planned_at=notice.due_at,
        officer_id=officers.rechecker(case, notice.due_at, issuer_id=notice.issued_by_id),
    )
    remind_at = max(at, notice.due_at - rules.of_district(notice.district_id).remind_before)
    clockwork.schedule([_ring(planned, REMIND, remind_at), _ring(planned, RECHECK, planned.planned_at)])
    return planned


def call(recheck_id: int, kind: str, now: datetime) -> None:
    """Look up who goes by what is known now, and tell that person; a recheck that is done calls nobody."""
    related = ("notice__case", "officer")
    rechecks = Recheck.objects.select_for_update(of=("self",)).select_related(*related)
    planned = rechecks.filter(pk=recheck_id, state=RecheckState.PLANNED.value).first()
    if planned is None:
        return
    notice = planned.notice
    officer_id = officers.rechecker(notice.case, planned.planned_at, issuer_id=notice.issued_by_id)
    if officer_id != planned.officer_id:
        planned.officer_id = officer_id
        planned.save(update_fields=["officer"])
    if officer_id is not None:
        notify(
            user_ids=[officer_id],
            kind=kind,
            at=now,
            district_id=notice.district_id,
            subject_type="recheck",
            subject_id=planned.pk,
            params={"number": notice.number, "address": notice.address, "due_at": planned.planned_at.isoformat()},
            dedupe_key=f"recheck:{planned.pk}:{kind}",
        )


def unplan(notice: Notice) -> None:
    """Take the recheck off the plan: the paper is settled otherwise."""
    Recheck.objects.filter(notice=notice, state=RecheckState.PLANNED.value).update(state=RecheckState.DROPPED.value)
    recheck_id = Recheck.objects.filter(notice=notice).values_list("pk", flat=True).first()
    if recheck_id is not None:
        clockwork.cancel([REMIND, RECHECK], recheck_id)


def _ring(planned: Recheck, kind: str, due_at: datetime) -> Ring:
    return Ring(district_id=planned.district_id, kind=kind, subject_id=planned.pk, due_at=due_at, version=0)
