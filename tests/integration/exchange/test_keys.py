"""Keys that are old, ended or another's: nothing is heard under them, and nothing is lost or doubled for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from gridwarden.cases.actions import handling
from gridwarden.cases.models import Case
from gridwarden.exchange.actions import peers
from gridwarden.exchange.actions.peers import PeerData
from gridwarden.exchange.domain import envelope
from gridwarden.exchange.domain.messages import Role
from gridwarden.exchange.models import Incoming, Matter, Outgoing, Peer
from gridwarden.platform.access import system_for
from gridwarden.workforce.models import Staff
from tests.integration.exchange.test_endpoint import case_of, post, said
from tests.integration.exchange.test_exchange import ours, town_case

if TYPE_CHECKING:
    from tests.integration.exchange.pair import Pair

pytestmark = pytest.mark.django_db


def in_town(pair: Pair) -> int:
    """How many cases the town has."""
    return Case.objects.filter(district=pair.town.district_id).count()


def switch_on(pair: Pair) -> None:
    """Switch the exchange on for the city as its page does."""
    below = Peer.objects.get(pk=pair.below.pk)
    data = PeerData(
        code=below.code,
        name=below.name,
        role=Role.BELOW,
        agent_id=below.agent_id,
        address=below.address,
        unit_id=below.unit_id,
        their_key=below.their_key,
        is_active=True,
    )
    peers.put(by=system_for(pair.city.district_id), at=timezone.now(), data=data, peer_id=below.pk)


def test_under_an_old_key_nothing_is_heard_until_the_new_one_is_entered(pair: Pair) -> None:
    old = bytes(pair.below.our_key)
    by = system_for(pair.city.district_id)
    renewed = peers.renew_key(by=by, at=timezone.now(), peer_id=pair.below.pk)
    case_id = pair.passed_down()
    pair.settle()
    waiting = Outgoing.objects.get(kind="case")
    assert (waiting.taken_at, waiting.is_refused, in_town(pair)) == (None, False, 0)
    assert "bad_signature" in waiting.error
    Peer.objects.filter(pk=pair.above.pk).update(their_key=renewed.our_public_key)
    pair.wait()
    pair.settle()
    pair.wait()
    pair.settle()
    assert in_town(pair) == 1
    assert Case.objects.get(pk=case_id).state == "handling"
    body = envelope.body_of(said(pair, **case_of(pair)).plain())
    answer = post(pair, body, key=old)
    assert (answer.status_code, answer.json()["code"]) == (403, "bad_signature")
    assert in_town(pair) == 1


@pytest.mark.parametrize("side", ["above", "below"])
def test_what_happens_while_a_platform_is_switched_off_goes_out_once_it_is_on_again(pair: Pair, side: str) -> None:
    case_id = pair.passed_down()
    pair.settle()
    switch = Peer.objects.filter(pk=getattr(pair, side).pk)
    switch.update(is_active=False)
    pair.done(town_case(pair).pk)
    pair.settle()
    assert not ours(pair).result
    switch.update(is_active=True)
    for _ in range(3):
        pair.wait()
        pair.settle()
    assert (ours(pair).result, Case.objects.get(pk=case_id).state) == ("已修复", "handled")
    assert not Outgoing.objects.filter(taken_at=None).exists()
    assert Incoming.objects.filter(kind="result").count() == 1
    assert not Incoming.objects.exclude(note="").exists()


@pytest.mark.parametrize("is_known", [True, False])
def test_what_was_dispatched_while_the_exchange_was_off_goes_down_once_when_it_is_switched_on(
    pair: Pair, *, is_known: bool
) -> None:
    Peer.objects.filter(pk=pair.below.pk).update(is_active=False)
    case_id = pair.passed_down()
    if is_known:
        pair.settle()
    assert in_town(pair) == 0
    for _ in range(2):
        switch_on(pair)
        pair.settle()
    assert in_town(pair) == Matter.objects.filter(peer=pair.below).count() == 1
    assert not Outgoing.objects.filter(kind="rework").exists()
    assert Case.objects.get(pk=case_id).state == "handling"


def test_what_somebody_has_begun_meanwhile_stays_here(pair: Pair) -> None:
    Peer.objects.filter(pk=pair.below.pk).update(is_active=False)
    case_id = pair.passed_down()
    handling.accept(by=pair.city.by("division_officer"), at=timezone.now(), case_id=case_id)
    pair.settle()
    switch_on(pair)
    pair.settle()
    assert in_town(pair) == 0


def test_a_closed_account_hears_nothing(pair: Pair) -> None:
    user = pair.above.agent
    user.is_active = False
    user.save(update_fields=["is_active"])
    answer = post(pair, envelope.body_of(said(pair, **case_of(pair)).plain()))
    assert (answer.status_code, answer.json()["code"]) == (409, "agent_missing")
    assert in_town(pair) == 0


def test_a_message_for_somebody_who_has_left_waits_instead_of_passing_unheeded(pair: Pair) -> None:
    case_id = pair.passed_down()
    pair.settle()
    agent = Staff.objects.filter(user=pair.below.agent)
    kept = agent.get().left_on
    agent.update(left_on=timezone.localdate())
    pair.done(town_case(pair).pk)
    pair.settle()
    assert Outgoing.objects.filter(kind="result", taken_at=None, is_refused=False).exists()
    agent.update(left_on=kept)
    for _ in range(3):
        pair.wait()
        pair.settle()
    assert Case.objects.get(pk=case_id).state == "handled"
    assert not Incoming.objects.exclude(note="").exists()
