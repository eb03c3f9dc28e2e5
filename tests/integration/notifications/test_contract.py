"""One contract for everybody who carries messages, the fake included."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.platform.notifications.adapters.sms import SmsGateway
from gridwarden.platform.notifications.ports import AddressGone, Message, NotCarried, Rejected, Unreachable
from tests.integration.notifications import harness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.notifications.harness import OtherSide


@pytest.fixture(params=["fake", "sms", "wechat", "smtp", "push"])
def side(request: pytest.FixtureRequest) -> Iterator[OtherSide]:
    with getattr(harness, request.param)() as listening:
        yield listening


def message(side: OtherSide, text: str = "案件 20260302-00017 已派至您单位。", key: str = "gridwarden-1") -> Message:
    return Message(key=key, to=side.address, subject="派遣", text=text, url="https://grid.example/cases/1/")


def test_a_message_arrives_as_it_was_written(side: OtherSide) -> None:
    side.carrier.carry(message(side))
    assert side.arrived == ["案件 20260302-00017 已派至您单位。"]


def test_a_message_under_the_same_key_arrives_once_where_the_channel_says_so(side: OtherSide) -> None:
    side.carrier.carry(message(side))
    side.carrier.carry(message(side))
    times = 1 if side.carrier.is_repeatable else 2
    assert side.arrived == ["案件 20260302-00017 已派至您单位。"] * times


def test_two_messages_with_one_wording_are_two(side: OtherSide) -> None:
    side.carrier.carry(message(side, key="gridwarden-1"))
    side.carrier.carry(message(side, key="gridwarden-2"))
    assert side.arrived == ["案件 20260302-00017 已派至您单位。"] * 2


def test_a_busy_other_side_is_a_failure_that_passes(side: OtherSide) -> None:
    side.moods.append("busy")
    with pytest.raises(NotCarried) as caught:
        side.carrier.carry(message(side))
    assert not caught.value.is_final
    side.carrier.carry(message(side))
    assert side.arrived == ["案件 20260302-00017 已派至您单位。"]


def test_a_message_that_is_refused_for_good_is_not_tried_again(side: OtherSide) -> None:
    side.moods.append("never")
    with pytest.raises(Rejected) as caught:
        side.carrier.carry(message(side))
    assert caught.value.is_final
    assert side.arrived == []


def test_an_address_where_nobody_is_any_more_is_told_from_a_refusal(side: OtherSide) -> None:
    side.moods.append("gone")
    with pytest.raises(AddressGone):
        side.carrier.carry(message(side))


def test_nobody_listening_is_told_from_a_refusal(side: OtherSide) -> None:
    side.leave()
    with pytest.raises(Unreachable):
        side.carrier.carry(message(side))


def test_addresses_are_known_by_their_form(side: OtherSide) -> None:
    assert side.carrier.check_address(side.address)
    assert not side.carrier.check_address(side.wrong_address)
    assert not side.carrier.check_address("")


def test_a_gateway_that_was_given_another_secret_refuses() -> None:
    with harness.sms() as side:
        stranger = SmsGateway(side.carrier.url, "another secret")  # type: ignore[attr-defined]
        with pytest.raises(Rejected):
            stranger.carry(message(side))
        assert side.arrived == []


def test_a_token_of_the_work_application_is_renewed_when_it_has_run_out() -> None:
    with harness.wechat() as side:
        side.carrier.carry(message(side))
        tokens: Any = side.tokens  # type: ignore[attr-defined]
        tokens.append("second")
        side.carrier.carry(message(side, text="另一条", key="gridwarden-2"))
        assert side.arrived[-1] == "另一条"


def test_a_strange_push_service_is_not_spoken_to() -> None:
    with harness.push() as side:
        with pytest.raises(AddressGone):
            side.carrier.carry(replace(message(side), to=side.wrong_address))
        assert side.arrived == []
