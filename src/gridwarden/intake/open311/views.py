"""The addresses of the standard."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from gridwarden import __version__
from gridwarden.algorithms.geodesy import Crs
from gridwarden.cases.domain.sources import Source
from gridwarden.intake.actions import sending
from gridwarden.intake.actions.blocking import turn_away
from gridwarden.intake.actions.reception import NewReport
from gridwarden.intake.actions.sending import SentPhoto
from gridwarden.intake.open311 import asking, requests, services, writing
from gridwarden.intake.open311.callers import caller, client_behind, place_of
from gridwarden.intake.open311.faults import CAUGHT, Fault, fault_of
from gridwarden.intake.open311.requests import Reader
from gridwarden.intake.open311.writing import Form
from gridwarden.intake.queries import addressed, tracking
from gridwarden.menu.queries import menus
from gridwarden.platform.accounts.addresses import client_address, network_of
from gridwarden.platform.api import keys
from gridwarden.platform.api.keys import KeyInUse
from gridwarden.platform.api.limits import Limit, TooMany, spend
from gridwarden.platform.transport.characters import check_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from gridwarden.intake.actions.reception import Received
    from gridwarden.intake.open311.callers import Caller
    from gridwarden.intake.open311.writing import Fields

#: What one network address may read.
READS = Limit(name="open311", uses=600, per_s=3600)
#: Tokens asked for; they are the codes of the tracking page, so guessing them is slow here too.
TOKENS = Limit(name="track", uses=60, per_s=3600)
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"


def answering(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Answer in the asked form, faults included, and let pages of other sites read what is public anyway."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, form: str, **values: str) -> HttpResponse:
            kind = Form(form) if form in set(Form) else Form.JSON
            try:
                response = _answered(view, request, form, kind, methods, values)
            except CAUGHT as error:
                response = _refused(kind, error)
            response["Access-Control-Allow-Origin"] = "*"
            return response

        return csrf_exempt(answer)

    return decorate


def _answered(
    view: Callable[..., HttpResponse],
    request: HttpRequest,
    form: str,
    kind: Form,
    methods: tuple[str, ...],
    values: dict[str, str],
) -> HttpResponse:
    if form != kind.value:
        raise Fault(f"The formats are xml and json, not {form}.")
    if request.method not in methods:
        raise Fault(f"Use {' or '.join(methods)}.", status=HTTPStatus.METHOD_NOT_ALLOWED)
    check_form(request)
    return view(request, kind, **values)


def _refused(kind: Form, error: Exception) -> HttpResponse:
    fault = fault_of(error)
    response = writing.listed(kind, "errors", "error", fault.errors, status=fault.status)
    if isinstance(error, (TooMany, KeyInUse)):
        response["Retry-After"] = str(error.retry_after_s)
    return response


@answering("GET", "HEAD")
def discovery(request: HttpRequest, form: Form) -> HttpResponse:
    """Say where the standard is spoken here, in which forms, and how one gets a key."""
    url = request.build_absolute_uri(reverse("open311:root"))
    endpoint: Fields = {
        "specification": SPECIFICATION,
        "url": url.rstrip("/"),
        "changeset": __version__,
        "type": "production",
        "formats": ["text/xml", "application/json"],
    }
    fields: Fields = {
        "changeset": __version__,
        "contact": _("The complaint desk of the district."),
        "key_service": _("The district's security administrator issues keys to programs."),
        "endpoints": [endpoint],
    }
    return writing.single(form, "discovery", fields)


@answering("GET", "HEAD")
def service_list(request: HttpRequest, form: Form) -> HttpResponse:
    """List what can be reported."""
    place = _reading(request)
    menu = menus.current(place, timezone.now())
    return writing.listed(form, "services", "service", services.services(menu))


@answering("GET", "HEAD")
def service_definition(request: HttpRequest, form: Form, code: str) -> HttpResponse:
    """Tell the attributes of one service."""
    place = _reading(request)
    item = services.item_of(menus.current(place, timezone.now()), code)
    return writing.single(form, "service_definition", services.definition(item))


@answering("GET", "HEAD", "POST")
def request_list(request: HttpRequest, form: Form) -> HttpResponse:
    """List requests, or take a new one."""
    if request.method == "POST":
        return _take(request, form)
    now = timezone.now()
    reader = Reader(_reading(request), now, client_behind(request, now))
    return writing.listed(form, "service_requests", "request", requests.asked(reader, asking.wanted(request.GET, now)))


@answering("GET", "HEAD")
def request_page(request: HttpRequest, form: Form, number: str) -> HttpResponse:
    """Tell one request."""
    now = timezone.now()
    reader = Reader(_reading(request), now, client_behind(request, now))
    return writing.listed(form, "service_requests", "request", [requests.one(reader, number)])


@answering("GET", "HEAD")
def token(request: HttpRequest, form: Form, code: str) -> HttpResponse:
    """Tell which request a tracking code belongs to: the code is the reporter's token."""
    spend(TOKENS, network_of(request), at=timezone.now())
    district_id = place_of(request.GET.get("jurisdiction_id", ""))
    report = tracking.find(code)
    if report.district_id != district_id:
        raise Fault("The token was not found.", status=HTTPStatus.NOT_FOUND)
    fields: Fields = {"service_request_id": report.case.number, "token": report.code}
    return writing.listed(form, "service_requests", "request", [fields])


def _reading(request: HttpRequest) -> int:
    spend(READS, network_of(request), at=timezone.now())
    return place_of(request.GET.get("jurisdiction_id", ""))


def _take(request: HttpRequest, form: Form) -> HttpResponse:
    """Take a request. A program that repeats a sending may say so with ``Idempotency-Key``."""
    now = timezone.now()
    by = caller(request, now)
    sent = asking.sent(request.POST)
    address = client_address(request)
    turn_away(at=now, district_id=by.district_id, phone=sent.phone, origin=address, text=sent.description)

    def produce() -> HttpResponse:
        received = _receive(request, by, sent, now)
        return writing.listed(form, "service_requests", "request", [_told(request, received)], status=201)

    key = request.headers.get("Idempotency-Key")
    if key is None:
        return produce()
    return keys.answer_once(request, key, produce, user_id=by.actor.user_id or 0, at=now)


def _receive(request: HttpRequest, by: Caller, sent: asking.Sent, now: Any) -> Received:
    item = services.item_of(menus.current(by.district_id, now), sent.service_code)
    condition = services.condition_of(item, sent.attributes)
    place = addressed.resolve(by.district_id, sent.address) if sent.lon is None else None
    report = NewReport(
        district_id=by.district_id,
        channel=Source.CITIZEN,
        condition_id=condition.id if condition else None,
        lon=place.lon if place else sent.lon or 0.0,
        lat=place.lat if place else sent.lat or 0.0,
        crs=Crs.CGCS2000 if place else Crs.WGS84,
        address=sent.address,
        text=sent.description or sent.media_url,
        reporter_name=sent.name,
        reporter_phone=sent.phone,
        reporter_email=sent.email,
        origin=client_address(request),
        language=get_language() or "",
        client_id=by.client.pk,
        service_code=services.code_of(item.number),
        attributes=sent.attributes | (place.noted if place else {}),
        media_url=sent.media_url,
    )
    photos = [SentPhoto(file) for name in ("media", "media[]") for file in request.FILES.getlist(name)]
    return sending.send(by=by.actor, at=now, report=report, photos=photos)


def _told(request: HttpRequest, received: Received) -> Fields:
    link = request.build_absolute_uri(reverse("intake:track", args=[received.code]))
    notice = _("The desk has it. Code to follow it: {code}, at {link}").format(code=received.code, link=link)
    return {"service_request_id": received.case_number, "service_notice": notice, "account_id": None}
