"""Pages of the exchange: platforms, the reconciliation report, shared cases and their messages."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.labels import STATES
from gridwarden.cases.presenting.looks import STATE_TONES
from gridwarden.exchange.actions import peers, sending
from gridwarden.exchange.labels import KINDS, POINTS, ROLES
from gridwarden.exchange.queries import agents, reconciling
from gridwarden.exchange.queries.reconciling import Point
from gridwarden.exchange.web.forms import PeerForm, WordsForm
from gridwarden.exchange.web.problems import in_words
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.ui.parts import Stat, Tone
from gridwarden.platform.ui.refusals import onto_form
from gridwarden.platform.ui.tables import Column, Kind, Table

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.exchange.queries.reconciling import MatterRow, MessageRow, PeerRow
    from gridwarden.platform.accounts.requests import ActingRequest

TABLES = {"item": pgettext_lazy("exchange", "Items"), "state": gettext_lazy("States")}
_BAD = {Point.REFUSED, Point.NOTED, Point.NO_RESULT}


def _matter_href(row: MatterRow) -> str:
    return reverse("exchange:matter", args=[row.id])


def _state_word(word: str) -> str:
    """Return our word for a state where the peer's is, or is mapped to, one of ours."""
    return str(STATES[CaseState(word)]) if word in set(CaseState) else word


_COLUMNS: tuple[Column[MatterRow], ...] = (
    Column(label=gettext_lazy("Our case"), value=lambda row: row.case_number, kind=Kind.CODE, href=_matter_href),
    Column(label=gettext_lazy("Their number"), value=lambda row: row.their_number, kind=Kind.CODE),
    Column(
        label=gettext_lazy("Our state"),
        value=lambda row: STATES[row.case_state],
        kind=Kind.BADGE,
        tone=lambda row: STATE_TONES[row.case_state],
    ),
    Column(label=gettext_lazy("Their state"), value=lambda row: _state_word(row.their_state)),
    Column(label=gettext_lazy("Deadline"), value=lambda row: row.due_at, kind=Kind.MOMENT),
    Column(label=gettext_lazy("Result"), value=lambda row: row.result_at, kind=Kind.MOMENT),
    Column(label=pgettext_lazy("exchange", "Sent"), value=lambda row: row.sent, kind=Kind.NUMBER, narrow=False),
    Column(label=pgettext_lazy("exchange", "Received"), value=lambda row: row.taken, kind=Kind.NUMBER, narrow=False),
)


@require_safe
@needs(Permission.EXCHANGE_SEE)
def peer_list(request: ActingRequest) -> HttpResponse:
    """Show the platforms and the points of the reconciliation report."""
    now = timezone.now()
    rows = [
        (one, ROLES[one.role], _stats(one, reconciling.report(request.actor, one.id, now)))
        for one in reconciling.peers(request.actor)
    ]
    values = {"peers": rows, "may_manage": request.actor.may(Permission.EXCHANGE_MANAGE)}
    return render(request, "exchange/peers.html", values)


def _stats(peer: PeerRow, numbers: dict[Point, int]) -> list[Stat]:
    page = reverse("exchange:peer", args=[peer.id])
    return [
        Stat(
            label=POINTS[point],
            value=number,
            href=f"{page}?point={point.value}",
            tone=Tone.BAD if number and point in _BAD else Tone.NEUTRAL,
        )
        for point, number in numbers.items()
    ]


@require_safe
@needs(Permission.EXCHANGE_SEE)
def peer_page(request: ActingRequest, peer_id: int) -> HttpResponse:
    """Show what is shared with one platform."""
    now, asked = timezone.now(), request.GET.get("point", "")
    peer = reconciling.peer(request.actor, peer_id)
    point = Point(asked) if asked in set(Point) else None
    page = reconciling.matters(request.actor, peer_id, now, point=point, cursor=request.GET.get("cursor"))
    table = Table(
        columns=_COLUMNS,
        rows=page.rows,
        caption=_("Shared cases"),
        row_href=_matter_href,
        params=dict(request.GET.lists()),
        page=page,
    )
    values = {
        "peer": peer,
        "role": ROLES[peer.role],
        "stats": _stats(peer, reconciling.report(request.actor, peer_id, now)),
        "table": table,
        "tables": [(key, label, len(reconciling.words(peer_id, key))) for key, label in TABLES.items()],
        "inbox": request.build_absolute_uri(reverse("exchange:inbox", args=[peer.code])),
        "may_manage": request.actor.may(Permission.EXCHANGE_MANAGE),
    }
    return render(request, "exchange/peer.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.EXCHANGE_MANAGE)
@submitted_once
def new_peer(request: ActingRequest) -> HttpResponse:
    """Enter a platform."""
    return _peer_form(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.EXCHANGE_MANAGE)
@submitted_once
def edit_peer(request: ActingRequest, peer_id: int) -> HttpResponse:
    """Change a platform."""
    return _peer_form(request, reconciling.peer(request.actor, peer_id))


def _peer_form(request: ActingRequest, peer: PeerRow | None) -> HttpResponse:
    units = agents.units(request.actor)
    started = {name: getattr(peer, name) for name in PeerForm.base_fields} if peer else {}
    form = PeerForm(request.POST, units=units) if request.method == "POST" else PeerForm(initial=started, units=units)
    if form.is_valid():
        try:
            data = form.data_for(agents.agent_id(request.actor, form.cleaned_data["agent"]))
            saved = peers.put(by=request.actor, at=timezone.now(), data=data, peer_id=peer.id if peer else None)
        except Refusal as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("The platform is entered."))
            return HttpResponseRedirect(reverse("exchange:peer", args=[saved.pk]))
    back = reverse("exchange:peer", args=[peer.id]) if peer else reverse("exchange:peers")
    values = {"form": form, "title": peer.name if peer else _("Enter a platform"), "back": back}
    return render(request, "exchange/form.html", values, status=422 if form.errors else HTTPStatus.OK)


@require_POST
@needs(Permission.EXCHANGE_MANAGE)
@submitted_once
def renew_key(request: ActingRequest, peer_id: int) -> HttpResponse:
    """Make a new key pair for a platform."""
    peers.renew_key(by=request.actor, at=timezone.now(), peer_id=peer_id)
    messages.success(request, _("There is a new key. Give its public part to the platform."))
    return HttpResponseRedirect(reverse("exchange:peer", args=[peer_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.EXCHANGE_MANAGE)
@submitted_once
def words_page(request: ActingRequest, peer_id: int, table: str) -> HttpResponse:
    """Show and set a mapping table."""
    peer = reconciling.peer(request.actor, peer_id)
    if table not in TABLES:
        raise Http404
    started = {"lines": "\n".join(reconciling.words(peer_id, table))}
    form = WordsForm(request.POST) if request.method == "POST" else WordsForm(initial=started)
    if form.is_valid():
        try:
            peers.map_words(
                by=request.actor,
                at=timezone.now(),
                peer_id=peer_id,
                table=table,
                lines=form.cleaned_data["lines"].splitlines(),
            )
        except Refusal as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("The table is set."))
            return HttpResponseRedirect(reverse("exchange:peer", args=[peer_id]))
    values = {
        "form": form,
        "title": TABLES[table],
        "over": peer.name,
        "back": reverse("exchange:peer", args=[peer_id]),
        "hint": table,
    }
    return render(request, "exchange/form.html", values, status=422 if form.errors else HTTPStatus.OK)


@require_safe
@needs(Permission.EXCHANGE_SEE)
def matter_page(request: ActingRequest, matter_id: int) -> HttpResponse:
    """Show both sides' messages about a shared case."""
    matter, said = reconciling.messages(request.actor, matter_id)
    values = {
        "matter": matter,
        "state": STATES[matter.case_state],
        "tone": STATE_TONES[matter.case_state],
        "their_state": _state_word(matter.their_state),
        "messages_said": [(one, KINDS[one.kind], _standing(one), in_words(one.problem)) for one in said],
        "ended_why": in_words(matter.ended_why),
        "may_manage": request.actor.may(Permission.EXCHANGE_MANAGE),
    }
    return render(request, "exchange/matter.html", values)


def _standing(one: MessageRow) -> tuple[str, str]:
    """Return the word and the tone for where a message stands."""
    if one.taken_at:
        return (_("Taken"), "warn" if one.problem and not one.is_ours else "good")
    if one.is_refused:
        return (pgettext("exchange", "Refused"), "bad")
    return (_("Waiting"), "warn") if one.is_waiting else (pgettext("exchange", "Left out"), "neutral")


@require_POST
@needs(Permission.EXCHANGE_MANAGE)
@submitted_once
def settle(request: ActingRequest, message_id: int) -> HttpResponse:
    """Send a message again at once, or leave it out."""
    skip = request.POST.get("ruling") == "skip"
    sending.settle_by_hand(by=request.actor, at=timezone.now(), message_id=message_id, skip=skip)
    messages.success(request, _("The message is left out.") if skip else _("The message is sent again."))
    return HttpResponseRedirect(request.POST.get("next", "") if _is_ours(request) else reverse("exchange:peers"))


def _is_ours(request: ActingRequest) -> bool:
    """Return whether the form names a page of the exchange to go back to."""
    return request.POST.get("next", "").startswith(reverse("exchange:peers"))
