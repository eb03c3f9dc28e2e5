"""Take the reporter's answer, and take the case up again where the answer asks for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext

from gridwarden.cases.actions import closure
from gridwarden.cases.queries.threads import goes_on_in
from gridwarden.intake.domain.opinions import AnsweredBy, Verdict
from gridwarden.intake.domain.plain import plain_words
from gridwarden.intake.events import ReporterJudged
from gridwarden.intake.models import Opinion
from gridwarden.intake.queries import terms, tracking
from gridwarden.intake.queries.reports import NoReport
from gridwarden.platform.access import Actor, Permission, system_for
from gridwarden.platform.audit.trail import record
from gridwarden.platform.events.bus import publish
from gridwarden.platform.refusals import Conflict, Invalid

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.models import Case
    from gridwarden.intake.models import Report


#: All that a reporter's word can do to a case. The software itself takes none up again.
_TAKES_UP = frozenset({Permission.CASE_REOPEN, Permission.CASE_SEE_DISTRICT})


class NotAsked(Conflict):
    """The case is not closed, or this closure has its answer already."""

    code = "not_asked"


class ReopeningEnded(Conflict):
    """The days or the times in which a reporter may have the case taken up again are over."""

    code = "reopening_ended"


class WordsMissing(Invalid):
    """Who has a case taken up again says what is still wrong."""

    code = "words_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The reporter's answer; ``reopen`` has the case taken up again."""

    verdict: Verdict
    words: str = ""
    reopen: bool = False


@transaction.atomic
def give(*, at: datetime, code: str, answer: Answer) -> Opinion:
    """Take the answer of whoever bears the code, once for each closure; hidden signs in the words are left out."""
    report = tracking.find(code)
    answer = replace(answer, words=plain_words(answer.words))
    return _take(report, answer, by=system_for(report.district_id), at=at, how=AnsweredBy.PAGE)


@transaction.atomic
def note(*, by: Actor, at: datetime, code: str, answer: Answer) -> Opinion:
    """Write down what a reporter answered when the desk called back."""
    by.require(Permission.INTAKE_REGISTER)
    report = tracking.find(code)
    if report.district_id != by.district_id:
        raise NoReport("No report bears this code.")
    return _take(report, answer, by=by, at=at, how=AnsweredBy.CALL)


def _take(report: Report, answer: Answer, *, by: Actor, at: datetime, how: AnsweredBy) -> Opinion:
    main = goes_on_in(report.case)
    if not tracking.is_asked(main, set(report.opinions.values_list("round", flat=True))):
        raise NotAsked("There is nothing to answer now.")
    reopens = answer.reopen and answer.verdict is Verdict.NOT_SATISFIED
    if reopens:
        _check_reopening(main, answer, at)
    opinion = _kept(report, main, answer, reopens=reopens, by=by, at=at, how=how)
    if reopens:
        closure.reopen(
            by=_for_the_reporter(main.district_id),
            at=at,
            case_id=main.pk,
            reason=answer.words.strip(),
            version=main.version,
        )
    record(
        "report.answered",
        by=by,
        at=at,
        subject_type="case",
        subject_id=main.pk,
        verdict=answer.verdict.value,
        reopened=reopens,
        answered_by=how.value,
    )
    publish(
        ReporterJudged(
            district_id=main.district_id,
            at=at,
            case_id=main.pk,
            report_id=report.pk,
            verdict=answer.verdict.value,
            words=answer.words.strip(),
        )
    )
    return opinion


def _kept(
    report: Report, main: Case, answer: Answer, *, reopens: bool, by: Actor, at: datetime, how: AnsweredBy
) -> Opinion:
    try:
        with transaction.atomic():
            return Opinion.objects.create(
                report=report,
                round=main.reopen_count,
                verdict=answer.verdict.value,
                words=answer.words.strip(),
                reopened=reopens,
                answered_by=how.value,
                given_at=at,
                taken_by_id=by.user_id if how is AnsweredBy.CALL else None,
            )
    except IntegrityError:
        raise NotAsked("There is nothing to answer now.") from None


def _for_the_reporter(district_id: int) -> Actor:
    """Return the one who acts when the bearer of a code has a case taken up again: named so in its file."""
    with translation.override(settings.LANGUAGE_CODE):
        return Actor(name=gettext("The reporter"), district_id=district_id, permissions=_TAKES_UP)


def _check_reopening(case: Case, answer: Answer, at: datetime) -> None:
    if not answer.words.strip():
        raise WordsMissing("Say what is still wrong.", words="is missing")
    openness = terms.of(case.district_id)
    if case.closed_at is None or not openness.may_reopen(closed_at=case.closed_at, reopened=case.reopen_count, now=at):
        raise ReopeningEnded("The time for taking it up again is over.")
