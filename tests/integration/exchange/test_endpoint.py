"""What the endpoint refuses, and what the pages of the exchange show."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from gridwarden.cases.models import Case
from gridwarden.exchange.actions import peers, receiving, sending
from gridwarden.exchange.actions.peers import BadAddress, BadWords, PeerData, PeerKnown, PeerUnfit
from gridwarden.exchange.actions.sending import NoMessage, NotWaiting
from gridwarden.exchange.domain import envelope
from gridwarden.exchange.domain.messages import Kind, Message, Role
from gridwarden.exchange.models import Incoming, Matter, Nonce, Outgoing, Peer
from gridwarden.exchange.queries import reconciling
from gridwarden.exchange.queries.reconciling import Point
from gridwarden.platform.access import PermissionDenied, system_for
from gridwarden.platform.sealing import unseal
from tests.logins import login

if TYPE_CHECKING:
    from django.http import HttpResponse

    from tests.integration.exchange.pair import Pair

pytestmark = pytest.mark.django_db


def said(pair: Pair, kind: Kind = Kind.CASE, seq: int = 1, **payload: Any) -> Message:
    """A message of the city to the town."""
    return Message(id=uuid4(), matter=uuid4(), seq=seq, kind=kind, at=timezone.now(), payload=payload)


def post(pair: Pair, body: bytes, *, key: bytes | None = None, again: int = 1) -> HttpResponse:
    private = unseal(key or bytes(pair.below.our_key), place=peers.KEY_PLACE)
    path = urlsplit(pair.below.address).path
    sealed = envelope.seal(private, path=path, body=body, at=timezone.now())
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in sealed.headers.items()}
    headers.pop("HTTP_CONTENT_TYPE")
    for _ in range(again):
        answer = Client().post(path, data=body, content_type="application/json", **headers)
    return answer


def case_of(pair: Pair, **changes: Any) -> dict[str, Any]:
    lon, lat = pair.city.new().lon, pair.city.new().lat
    return {"number": "SJ-1", "text": "井盖破损", "lon": lon, "lat": lat} | changes


def test_a_signed_case_is_taken_and_a_second_time_known(pair: Pair) -> None:
    body = envelope.body_of(said(pair, **case_of(pair)).plain())
    assert post(pair, body).json() == {"status": "taken"}
    assert post(pair, body).json() == {"status": "known"}
    assert Case.objects.filter(district=pair.town.district_id).count() == 1


def test_a_recorded_request_is_refused(pair: Pair) -> None:
    body = envelope.body_of(said(pair, **case_of(pair)).plain())
    answer = post(pair, body, again=2)
    assert (answer.status_code, answer.json()["code"]) == (403, "bad_signature")
    assert Incoming.objects.count() == 1


def _send(pair: Pair, signed: bytes, sent: bytes, *, late: timedelta = timedelta()) -> HttpResponse:
    """Sign one body and send another, at a moment that lies beside the clock's."""
    private = unseal(bytes(pair.below.our_key), place=peers.KEY_PLACE)
    path = urlsplit(pair.below.address).path
    sealed = envelope.seal(private, path=path, body=signed, at=timezone.now() + late)
    headers = {name: value for name, value in sealed.headers.items() if name.startswith("X-")}
    return Client().post(path, data=sent, content_type="application/json", headers=headers)


def test_an_altered_body_and_clocks_too_far_apart_are_refused(pair: Pair) -> None:
    body = envelope.body_of(said(pair, **case_of(pair)).plain())
    assert _send(pair, body, body.replace("井盖".encode(), "路灯".encode())).status_code == 403
    for late in (timedelta(minutes=-6), timedelta(minutes=6), timedelta(days=-4000)):
        assert _send(pair, body, body, late=late).status_code == 403
    assert not Matter.objects.exists()
    assert _send(pair, body, body, late=timedelta(minutes=4)).json() == {"status": "taken"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[" * 200_000, 422),
        (b'{"a":' * 100_000, 422),
        (b"\xff\xfe", 422),
        (b'{"seq": 1e999, "matter": NaN}', 422),
        (b" " * (24 * 1024 * 1024 + 1), 413),
    ],
)
def test_deep_broken_and_huge_bodies_are_refused_although_signed(pair: Pair, body: bytes, status: int) -> None:
    assert _send(pair, body, body).status_code == status
    assert not Matter.objects.exists()


def test_a_stranger_is_not_heard(pair: Pair) -> None:
    body = envelope.body_of(said(pair, **case_of(pair)).plain())
    assert post(pair, body, key=bytes(pair.above.our_key)).status_code == 403
    assert Client().post("/exchange/in/nobody/", data=body, content_type="application/json").status_code == 404
    assert (
        Client().post(urlsplit(pair.below.address).path, data=body, content_type="application/json").status_code == 403
    )
    Peer.objects.update(is_active=False)
    assert post(pair, body).status_code == 404
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    "change",
    [{"number": ""}, {"lon": "x"}, {"lon": 999}, {"due_at": "soon"}, {"photos": [{"jpeg": "%"}]}, {"photos": {}}],
)
def test_a_case_that_cannot_be_opened_is_refused_with_why(pair: Pair, change: dict[str, Any]) -> None:
    answer = post(pair, envelope.body_of(said(pair, **case_of(pair, **change)).plain()))
    assert answer.status_code == 422
    assert not Matter.objects.exists()


def test_a_message_before_its_time_and_one_of_the_wrong_way_are_refused(pair: Pair) -> None:
    late = post(pair, envelope.body_of(said(pair, seq=2, **case_of(pair)).plain()))
    assert (late.status_code, late.json()["code"]) == (409, "out_of_order")
    assert post(pair, envelope.body_of(said(pair, Kind.RESULT, text="x").plain())).status_code == 422
    assert post(pair, envelope.body_of(said(pair, Kind.REWORK, reason="x").plain())).status_code == 422
    assert post(pair, b"no json").status_code == 422


def test_a_refused_message_waits_for_a_person_who_sends_it_again_or_ends_it(pair: Pair) -> None:
    case_id = pair.passed_down(photo=False)
    Outgoing.objects.update(payload={})
    from gridwarden.platform.events import delivery  # noqa: PLC0415 - delivers before anything is sent

    delivery.deliver_pending(now=timezone.now())
    Outgoing.objects.update(payload={})
    pair.settle()
    message = Outgoing.objects.get(kind="case")
    assert (message.is_refused, message.error.startswith("HTTP 422")) == (True, True)
    keeper = system_for(pair.city.district_id)
    now = timezone.now()
    assert reconciling.report(keeper, pair.below.pk, now)[Point.REFUSED] == 1
    with pytest.raises(PermissionDenied):
        sending.settle_by_hand(by=pair.city.by("operator"), at=now, message_id=message.pk, skip=True)
    with pytest.raises(NoMessage):
        sending.settle_by_hand(by=keeper, at=now, message_id=0, skip=True)
    sending.settle_by_hand(by=keeper, at=now, message_id=message.pk, skip=False)
    pair.settle()
    sending.settle_by_hand(by=keeper, at=now, message_id=message.pk, skip=True)
    with pytest.raises(NotWaiting):
        sending.settle_by_hand(by=keeper, at=now, message_id=message.pk, skip=True)
    assert Matter.objects.get(case=case_id).ended_at is not None


def test_what_is_left_out_keeps_its_place(pair: Pair) -> None:
    pair.passed_down()
    pair.settle()
    matter = Matter.objects.get(peer=pair.above)
    from gridwarden.exchange.actions.posting import post as queue  # noqa: PLC0415 - only here by hand

    bad = queue(matter, Kind.JUDGED, {"verdict": 1}, at=timezone.now())
    good = queue(matter, Kind.PROGRESS, {"state": "handling"}, at=timezone.now())
    pair.settle()
    good.refresh_from_db()
    assert good.taken_at is None
    sending.settle_by_hand(by=system_for(pair.town.district_id), at=timezone.now(), message_id=bad.pk, skip=True)
    pair.settle()
    good.refresh_from_db()
    assert good.taken_at is not None
    assert Matter.objects.get(peer=pair.below).their_state == "handling"


def data(pair: Pair, **changes: Any) -> PeerData:
    given = {"code": "x", "name": "某平台", "role": Role.ABOVE, "agent_id": pair.city.user_id("supervisor")}
    return PeerData(**given | {"address": "https://x.example/in/"} | changes)  # type: ignore[arg-type]


def test_a_platform_is_entered_whole_or_not(pair: Pair) -> None:
    by, now = system_for(pair.city.district_id), timezone.now()
    for changes, refusal in (
        ({"address": "http://x.example/"}, BadAddress),
        ({"address": "https://me:pw@x.example/"}, BadAddress),
        ({"unit_id": 1}, PeerUnfit),
        ({"role": Role.BELOW}, PeerUnfit),
        ({"is_active": True}, PeerUnfit),
        ({"their_key": "abc"}, envelope.BadKey),
        ({"code": "town-to-city"}, PeerKnown),
    ):
        with pytest.raises(refusal):
            peers.put(by=by, at=now, data=data(pair, **changes))
    with pytest.raises(PermissionDenied):
        peers.put(by=pair.city.by("supervisor"), at=now, data=data(pair))
    entered = peers.put(by=by, at=now, data=data(pair))
    assert peers.renew_key(by=by, at=now, peer_id=entered.pk).our_public_key != entered.our_public_key
    with pytest.raises(BadWords):
        peers.map_words(by=by, at=now, peer_id=entered.pk, table="item", lines=["no equals"])
    with pytest.raises(BadWords):
        peers.map_words(by=by, at=now, peer_id=entered.pk, table="item", lines=["a = 1.1", "a = 1.2"])


def test_nonces_are_forgotten_once_their_signatures_are_old(pair: Pair) -> None:
    Nonce.objects.create(peer=pair.above, nonce="old", at=timezone.now() - 3 * envelope.WINDOW)
    Nonce.objects.create(peer=pair.above, nonce="new", at=timezone.now())
    assert receiving.forget_nonces(at=timezone.now()) == 1


def test_the_pages_show_platforms_cases_and_messages(client: Client, pair: Pair) -> None:
    pair.passed_down()
    pair.settle()
    matter = Matter.objects.get(peer=pair.below)
    login(client, pair.city.people["keeper"].user)
    for page in ("", "new/", f"{pair.below.pk}/", f"{pair.below.pk}/edit/", f"{pair.below.pk}/words/item/"):
        assert client.get(f"/exchange/{page}").status_code == 200, page
    assert matter.their_number in client.get(f"/exchange/{pair.below.pk}/?point=running").content.decode()
    html = client.get(f"/exchange/matters/{matter.pk}/").content.decode()
    assert str(matter.key) in html
    assert client.get(f"/exchange/{pair.above.pk}/").status_code == 404
    assert login(client, pair.city.people["operator"].user).get("/exchange/").status_code == 403


def test_a_platform_and_its_words_are_entered_on_the_pages(client: Client, pair: Pair) -> None:
    login(client, pair.city.people["keeper"].user)
    form = {"name": "省级平台", "code": "province", "role": "above", "address": "https://p.example/in/"}
    agent = pair.city.people["supervisor"].user.username
    assert client.post("/exchange/new/", form | {"agent": "nobody"}).status_code == 422
    assert client.post("/exchange/new/", form | {"agent": agent}).status_code == 302
    entered = Peer.objects.get(code="province")
    words = f"/exchange/{entered.pk}/words/state/"
    assert client.post(words, {"lines": "broken"}).status_code == 422
    assert client.post(words, {"lines": "已立案 = registered"}).status_code == 302
    assert reconciling.words(entered.pk, "state") == ["已立案 = registered"]
    before = entered.our_public_key
    client.post(f"/exchange/{entered.pk}/key/")
    entered.refresh_from_db()
    assert entered.our_public_key != before
