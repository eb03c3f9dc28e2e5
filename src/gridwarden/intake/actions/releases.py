"""Files of complaints leave the house when a second person agrees, and say on every row who took them and when."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from gridwarden.intake.models import Release
from gridwarden.intake.queries import archive
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Conflict, Forbidden, Invalid, NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.intake.queries.archive import ArchiveFilter
    from gridwarden.platform.access import Actor

#: How long a granted file may be taken.
LIFE = timedelta(hours=24)
MOST_ROWS = 20_000
#: Signs of a question, as an address writes them; a question cut short would ask for more than was granted.
LONGEST_QUERY = 500


class NoRelease(NotFound):
    """There is no such request."""

    code = "no_release"


class OwnRelease(Forbidden):
    """Nobody grants what they asked for."""

    code = "own_release"


class ReleaseSettled(Conflict):
    """The request has been ruled on already."""

    code = "release_settled"


class ReleaseClosed(Conflict):
    """The file was not granted, or its day is over."""

    code = "release_closed"


class NothingToRelease(Invalid):
    """A file needs a reason and rows, and not too many of them."""

    code = "nothing_to_release"


class LongQuestion(Invalid):
    """The list is asked for in more words than can be kept with the request."""

    code = "long_question"


@transaction.atomic
def ask(*, by: Actor, at: datetime, wanted: ArchiveFilter, reason: str) -> Release:
    """Ask for a file of the complaints that fit, and say what for."""
    by.require(Permission.CASE_EXPORT)
    if not reason.strip():
        raise NothingToRelease("Say what the file is for.", reason="is missing")
    if len(wanted.query) > LONGEST_QUERY:
        raise LongQuestion("Search with fewer words: the question is too long to be kept.")
    rows = archive.matching(by, wanted, at).count()
    if not 0 < rows <= MOST_ROWS:
        raise NothingToRelease("Narrow the list: a file holds from one to 20,000 complaints.", reason="fits no file")
    release = Release.objects.create(
        district_id=by.district_id or 0,
        query=wanted.query,
        rows=rows,
        reason=reason.strip()[:200],
        asked_by_id=by.user_id or 0,
        asked_at=at,
    )
    _record("release.asked", release, by=by, at=at)
    return release


@transaction.atomic
def rule(*, by: Actor, at: datetime, release_id: int, grants: bool, note: str = "") -> Release:
    """Grant or refuse somebody else's request."""
    by.require(Permission.INTAKE_APPROVE)
    release = Release.objects.select_for_update().filter(pk=release_id, district=by.district_id).first()
    if release is None:
        raise NoRelease("There is no such request.")
    if release.is_granted is not None:
        raise ReleaseSettled("The request has been ruled on already.")
    if release.asked_by_id == by.user_id:
        raise OwnRelease("Nobody grants what they asked for.")
    release.is_granted, release.ruled_by_id, release.ruled_at, release.note = grants, by.user_id, at, note.strip()[:200]
    release.save()
    _record("release.granted" if grants else "release.refused", release, by=by, at=at)
    return release


@transaction.atomic
def take(*, by: Actor, at: datetime, release_id: int) -> Release:
    """Take a granted file away: only who asked for it, within a day; every taking is on record."""
    by.require(Permission.CASE_EXPORT)
    release = Release.objects.filter(pk=release_id, district=by.district_id, asked_by=by.user_id).first()
    if release is None:
        raise NoRelease("There is no such request.")
    if not release.is_granted or release.ruled_at is None or at > release.ruled_at + LIFE:
        raise ReleaseClosed("The file was not granted, or its day is over.")
    Release.objects.filter(pk=release.pk).update(taken=F("taken") + 1)
    _record("release.taken", release, by=by, at=at)
    return release


def _record(action: str, release: Release, *, by: Actor, at: datetime) -> None:
    record(action, by=by, at=at, subject_type="release", subject_id=release.pk, rows=release.rows)
