"""Papers on the desk: the list, one paper, its PDF, withdrawing and serving it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.inspections.actions import serving, withdrawing
from gridwarden.inspections.actions.serving import Served
from gridwarden.inspections.domain import drawing
from gridwarden.inspections.domain.words import NoticeState, PaperKind, PictureKind, ServiceWay
from gridwarden.inspections.labels import FOLLOW_UPS, NOTICE_STATES, NOTICE_TONES, PAPER_KINDS, SERVICE_WAYS, SIGNED
from gridwarden.inspections.queries import lists, pages, parties, visibility
from gridwarden.inspections.queries.lists import NoticeFilter
from gridwarden.inspections.queries.papers import PAPERS, printed
from gridwarden.inspections.queries.surroundings import around
from gridwarden.inspections.web.forms import NoticeFilterForm, ServiceForm, VoidForm
from gridwarden.inspections.web.presenting import NOTICE_COLUMNS, PARTY_COLUMNS, notice_href, photo, stats
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import login_needed, needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.documents.paper import Paper
from gridwarden.platform.documents.printing import render as print_out
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.ui.refusals import onto_form
from gridwarden.platform.ui.tables import Table

if TYPE_CHECKING:
    from gridwarden.inspections.models import Notice
    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
@login_needed
def notice_list(request: ActingRequest) -> HttpResponse:
    """Show the papers in sight, filtered and page by page."""
    now = timezone.now()
    form = NoticeFilterForm(request.GET)
    wanted = NoticeFilter(**form.cleaned_data) if form.is_valid() else NoticeFilter()
    page = lists.notices(request.actor, wanted, now, cursor=request.GET.get("cursor"))
    table = Table(
        columns=NOTICE_COLUMNS,
        rows=page.rows,
        caption=_("Notices to parties"),
        row_href=notice_href,
        params=dict(request.GET.lists()),
        page=page,
    )
    tiles = stats(lists.notice_tiles(request.actor, now), "inspections:notices")
    may_issue = request.actor.may(Permission.NOTICE_ISSUE)
    values = {"form": form, "table": table, "tiles": tiles, "wanted": wanted, "may_issue": may_issue}
    return render(request, "inspections/notices.html", values)


@require_safe
@login_needed
def notice_page(request: ActingRequest, notice_id: int) -> HttpResponse:
    """Show one paper: what stands on it, what has become of it, and what may be done with it."""
    page = pages.notice_page(request.actor, notice_id, timezone.now())
    return render(request, "inspections/notice.html", _shown(request, page))


def _shown(request: ActingRequest, page: pages.NoticePage) -> dict[str, object]:
    notice, actor = page.notice, request.actor
    is_open = notice.state in (NoticeState.ISSUED, NoticeState.NOT_CORRECTED)
    own = [one for one in page.pictures if one.kind is not PictureKind.CORRECTION]
    pictures = own if page.of(PictureKind.FOUND) else [*pages.before_of_case(notice.case_id), *own]
    return {
        "page": page,
        "notice": notice,
        "kind": PAPER_KINDS[notice.kind],
        "state": NOTICE_STATES[notice.state],
        "tone": NOTICE_TONES[notice.state],
        "signed": SIGNED[notice.signed_how],
        "pictures": [photo(one) for one in pictures],
        "corrections": [photo(one) for one in page.of(PictureKind.CORRECTION)],
        "papers": PAPERS[notice.kind],
        "follow_up": FOLLOW_UPS[page.recheck.follow_up] if page.recheck and page.recheck.follow_up else "",
        "others": [(one, NOTICE_STATES[one.state], NOTICE_TONES[one.state]) for one in page.others],
        "is_order": notice.kind is PaperKind.ORDER,
        "service_way": SERVICE_WAYS[ServiceWay(page.service.way)] if page.service else "",
        "may_void": actor.may(Permission.NOTICE_VOID) and is_open,
        "may_recheck": actor.may(Permission.NOTICE_ISSUE) and notice.state is NoticeState.ISSUED,
        "may_serve": actor.may(Permission.NOTICE_ISSUE)
        and notice.kind is PaperKind.ORDER
        and page.service is None
        and notice.state is not NoticeState.VOID,
        "void_form": VoidForm(),
    }


@require_safe
@login_needed
def map_of(request: ActingRequest, notice_id: int) -> HttpResponse:
    """Draw the place of a paper."""
    svg = drawing.svg(around(visibility.get(request.actor, notice_id)))
    return HttpResponse(svg, headers={"Content-Type": "image/svg+xml", "Cache-Control": "private, max-age=3600"})


@require_safe
@login_needed
def pdf(request: ActingRequest, notice_id: int, paper: str) -> HttpResponse:
    """Print a paper."""
    notice = visibility.get(request.actor, notice_id)
    if paper not in PAPERS[PaperKind(notice.kind)]:
        raise Http404(paper)
    return _pdf(request, notice, Paper(paper))


def _pdf(request: ActingRequest, notice: Notice, paper: Paper) -> HttpResponse:
    """Return the PDF with the QR code of the paper's public page as this server is reached."""
    address = request.build_absolute_uri(reverse("inspections:public", args=[notice.code]))
    out = printed(notice, address=address, reads=request.actor.may(Permission.NOTICE_ISSUE))
    content = print_out(out.template, out.data, paper=paper, images=out.images)
    headers = {"Content-Disposition": f'inline; filename="{out.file_name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_http_methods(["POST"])
@needs(Permission.NOTICE_VOID)
@submitted_once
def void(request: ActingRequest, notice_id: int) -> HttpResponse:
    """Withdraw a paper."""
    form = VoidForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    withdrawing.void(by=request.actor, at=timezone.now(), notice_id=notice_id, reason=reason)
    messages.success(request, _("The paper is withdrawn; its number stays taken."))
    return HttpResponseRedirect(reverse("inspections:notice", args=[notice_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.NOTICE_ISSUE)
@submitted_once
def serve(request: ActingRequest, notice_id: int) -> HttpResponse:
    """Write the receipt of an order."""
    now = timezone.now()
    page = pages.notice_page(request.actor, notice_id, now)
    proposed = {"served_at": timezone.localtime(now), "place": page.notice.address, "receiver": page.notice.party_name}
    form = ServiceForm(request.POST) if request.method == "POST" else ServiceForm(initial=proposed)
    if form.is_valid():
        try:
            served = Served(**(form.cleaned_data | {"way": ServiceWay(form.cleaned_data["way"])}))
            serving.serve(by=request.actor, at=now, notice_id=notice_id, served=served)
        except Invalid as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("The receipt is written."))
            return HttpResponseRedirect(reverse("inspections:notice", args=[notice_id]))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "inspections/serve.html", {"form": form, "notice": page.notice}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.NOTICE_ISSUE, Permission.CASE_SEE_DISTRICT)
def party_list(request: ActingRequest) -> HttpResponse:
    """Show who was served, those who disobeyed most often first; a telephone number is asked for past the address."""
    asked = request.POST.get("text", "")[:80].strip()
    if request.method == "POST" and not parties.is_phone(asked):
        return HttpResponseRedirect(f"{reverse('inspections:parties')}?{urlencode({'text': asked})}")
    text = asked or request.GET.get("text", "")[:80]
    page = parties.page(request.actor, text, phone=asked, cursor=request.GET.get("cursor"))
    table = Table(
        columns=PARTY_COLUMNS, rows=page.rows, caption=_("Parties"), params=dict(request.GET.lists()), page=page
    )
    return render(request, "inspections/parties.html", {"table": table, "text": text})
