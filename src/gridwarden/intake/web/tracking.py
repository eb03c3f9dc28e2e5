"""The reporter's page: what has become of it, without an account, and what the reporter thinks of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gridwarden.cases.domain.moves import MoveName
from gridwarden.intake.actions import opinions
from gridwarden.intake.actions.opinions import Answer
from gridwarden.intake.domain.codes import is_code, normalise
from gridwarden.intake.domain.opinions import Verdict
from gridwarden.intake.domain.progress import STATION_OF, Mark, Station
from gridwarden.intake.queries import tracking
from gridwarden.intake.queries.reports import NoReport
from gridwarden.intake.web.public_common import LOOKS, count, discreet
from gridwarden.intake.web.public_forms import AnswerForm
from gridwarden.intake.web.public_words import NEWS, SENTENCES, STATIONS, TOLD, VERDICTS
from gridwarden.platform.refusals import Conflict, Invalid
from gridwarden.platform.ui.parts import Moment
from gridwarden.platform.ui.refusals import onto_form, words_for

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.intake.queries.tracking import TrackRow
    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
def ask(request: ActingRequest) -> HttpResponse:
    """Ask for the code."""
    typed = request.GET.get("code", "").strip()
    code = normalise(typed)
    if not code:
        return render(request, "intake/ask.html")
    if not is_code(code):
        return _unknown(request, typed)
    return HttpResponseRedirect(reverse("intake:track", args=[code]))


@require_safe
def track(request: ActingRequest, code: str) -> HttpResponse:
    """Show how the case behind a code stands and what was replied."""
    count(LOOKS, request)
    try:
        found = tracking.track(code, timezone.now())
    except NoReport:
        return _unknown(request, code)
    return _page(request, found, AnswerForm())


@require_POST
def answer(request: ActingRequest, code: str) -> HttpResponse:
    """Take the reporter's answer."""
    count(LOOKS, request)
    now = timezone.now()
    form = AnswerForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        said = Answer(verdict=Verdict(given["verdict"]), words=given["words"], reopen=given["reopen"])
        try:
            opinion = opinions.give(at=now, code=code, answer=said)
        except Invalid as refusal:
            onto_form(form, refusal)
        except Conflict as refusal:
            messages.warning(request, words_for(refusal))
            return HttpResponseRedirect(reverse("intake:track", args=[code]))
        else:
            thanks = _("Thank you. It is taken up again.") if opinion.reopened else _("Thank you for your answer.")
            messages.success(request, thanks)
            return HttpResponseRedirect(reverse("intake:track", args=[code]))
    return _page(request, tracking.track(code, now), form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(request: ActingRequest, found: TrackRow, form: AnswerForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
    replies = [
        Moment(at=reply.at, title=_told(reply.move), quote=reply.text, icon="message-2") for reply in found.replies
    ]
    values = {
        "found": found,
        "place": found.place,
        "sentence": _sentence(found),
        "stops": [(STATIONS[stop.station], stop.mark.value, stop.at) for stop in found.way],
        "is_running": any(stop.mark is Mark.AHEAD for stop in found.way),
        "replies": replies,
        "opinions": [(VERDICTS[one.verdict], one) for one in found.opinions],
        "form": form,
        "not_satisfied": Verdict.NOT_SATISFIED.value,
    }
    return discreet(render(request, "intake/track.html", values, status=status))


def _told(move: str) -> str:
    """Say in a reporter's words what happened."""
    return str(TOLD.get(MoveName(move), NEWS) if move in set(MoveName) else NEWS)


def _sentence(found: TrackRow) -> str:
    """Say in one sentence where it stands; who has answered is not asked again."""
    station = STATION_OF[found.state]
    if station is Station.DONE and not found.may_answer:
        return _("It is done and checked.")
    return str(SENTENCES[station])


def _unknown(request: ActingRequest, typed: str) -> HttpResponse:
    """Show the form again with the code as typed, so that one wrong sign is mended in place."""
    values = {"typed": typed, "is_unknown": True}
    return render(request, "intake/ask.html", values, status=HTTPStatus.NOT_FOUND)
