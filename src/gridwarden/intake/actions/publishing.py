"""Tell the public results and notices, and keep cases off the public map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.models import Case
from gridwarden.intake.models import Announcement, Publication
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


class NoCaseToPublish(NotFound):
    """There is no such case, or the actor may not know of it."""

    code = "no_case_to_publish"


class NotClosedYet(Conflict):
    """A result is told when there is one."""

    code = "not_closed_yet"


class NothingToSay(Invalid):
    """A notice has a title and a text."""

    code = "nothing_to_say"


class EndsBefore(Invalid):
    """A notice ends after it begins."""

    code = "ends_before"


class NoSuchNotice(NotFound):
    """There is no such notice."""

    code = "no_such_announcement"


@transaction.atomic
def publish_result(*, by: Actor, at: datetime, case_id: int, result: str) -> Publication:
    """Tell the public how a closed case ended; empty words take the result back."""
    case = _case(by, case_id)
    if case.state != CaseState.CLOSED.value:
        raise NotClosedYet("The case is not closed.")
    return _keep(case, by=by, at=at, is_withheld=False, result=result.strip())


@transaction.atomic
def withhold(*, by: Actor, at: datetime, case_id: int) -> Publication:
    """Keep a case off the public map and out of the open data."""
    return _keep(_case(by, case_id), by=by, at=at, is_withheld=True, result="")


@transaction.atomic
def show_again(*, by: Actor, at: datetime, case_id: int) -> Publication:
    """Let the public see a withheld case again."""
    return _keep(_case(by, case_id), by=by, at=at, is_withheld=False, result="")


@transaction.atomic
def announce(*, by: Actor, at: datetime, title: str, text: str, ends_at: datetime | None = None) -> Announcement:
    """Publish a notice to everybody."""
    by.require(Permission.INTAKE_PUBLISH)
    if not title.strip() or not text.strip() or by.district_id is None:
        raise NothingToSay("A notice has a title and a text.")
    if ends_at is not None and ends_at < at:
        raise EndsBefore("A notice ends after it begins.", ends_on="lies in the past")
    row = Announcement.objects.create(
        district_id=by.district_id,
        title=title.strip(),
        text=text.strip(),
        published_at=at,
        published_by_id=by.user_id,
        ends_at=ends_at,
    )
    record("public.announced", by=by, at=at, subject_type="announcement", subject_id=row.pk, title=row.title)
    return row


@transaction.atomic
def end_announcement(*, by: Actor, at: datetime, announcement_id: int) -> None:
    """Take a notice off the public page."""
    by.require(Permission.INTAKE_PUBLISH)
    if not Announcement.objects.filter(district=by.district_id, pk=announcement_id).update(ends_at=at):
        raise NoSuchNotice("There is no such notice.")
    record("public.announcement_ended", by=by, at=at, subject_type="announcement", subject_id=announcement_id)


def _case(by: Actor, case_id: int) -> Case:
    by.require(Permission.INTAKE_PUBLISH)
    case = Case.objects.visible_to(by).defer("search").filter(pk=case_id).first()
    if case is None:
        raise NoCaseToPublish("There is no such case.")
    return case


def _keep(case: Case, *, by: Actor, at: datetime, is_withheld: bool, result: str) -> Publication:
    values = {
        "district_id": case.district_id, "is_withheld": is_withheld, "result": result, "at": at, "by_id": by.user_id,
    }  # fmt: skip
    row, _ = Publication.objects.update_or_create(case=case, defaults=values)
    record("public.case", by=by, at=at, subject_type="case", subject_id=case.pk, is_withheld=is_withheld, result=result)
    return row
