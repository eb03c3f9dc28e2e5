"""From the notice to whoever carries it: written together, sent once, tried again, given up aloud."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from gridwarden.platform.access import Actor, Permission
from gridwarden.platform.notifications.actions import choosing, governing, notify, send_to_address, sending, tidying
from gridwarden.platform.notifications.actions.telling import AddressUnfit
from gridwarden.platform.notifications.adapters.fake import FakeCarrier
from gridwarden.platform.notifications.domain.texts import ValueUnknown
from gridwarden.platform.notifications.domain.timing import MOST_ATTEMPTS, wait_after
from gridwarden.platform.notifications.models import Delivery, Notice, Reach, State, Subscription
from gridwarden.platform.notifications.models.preference import SUBSCRIPTION_PLACE
from gridwarden.platform.notifications.ports import AddressGone, Channel, NotCarried, Rejected, Unreachable
from gridwarden.platform.notifications.queries import outbox, pace
from gridwarden.platform.notifications.queries.texts import Text
from gridwarden.platform.notifications.ways import use
from gridwarden.platform.notifications.wording import Wording, register
from gridwarden.platform.sealing import seal
from tests.factories.accounts import UserFactory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import DjangoAssertNumQueries

    from gridwarden.platform.notifications.ports import Message, Receipt

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gridwarden.platform.notifications.wording._kinds", {})

    def render(told: Any) -> Wording:
        return Wording(text=f"Case {told.params.get('number', '')}", detail=str(told.params.get("address", "")))

    register("case.sent", render, sample={"number": "7"})
    register("case.breach", render, sample={"number": "7"}, is_urgent=True)


@pytest.fixture
def fakes() -> Iterator[dict[Channel, FakeCarrier]]:
    made = {channel: FakeCarrier(channel, is_repeatable=channel is not Channel.EMAIL) for channel in Channel}
    with use(made):
        yield made


def tell(*users: Any, at: datetime, kind: str = "case.breach", key: str = "case:7:breach") -> None:
    notify(
        user_ids=[user.pk for user in users],
        kind=kind,
        at=at,
        district_id=1,
        subject_type="case",
        subject_id=7,
        params={"number": "7", "address": "Wang's home, 3rd floor"},
        dedupe_key=key,
    )


def mailed(**more: Any) -> Any:
    return UserFactory.create(email="li@example.cn", **more)


def keeper(district_id: int = 1) -> Actor:
    permissions = frozenset({Permission.MESSAGES_MANAGE})
    return Actor(name="k", user_id=mailed().pk, district_id=district_id, permissions=permissions)


def send(at: datetime) -> int:
    return sending.send_due(lambda: at)


def test_what_is_urgent_goes_by_mail_once(monday_morning: datetime, fakes: dict[Channel, FakeCarrier]) -> None:
    user = mailed()
    tell(user, at=monday_morning)
    tell(user, at=monday_morning)
    assert send(monday_morning) == 1
    assert send(monday_morning) == 0
    assert [one.to for one in fakes[Channel.EMAIL].taken] == ["li@example.cn"]
    assert Delivery.objects.get().state == State.SENT
    assert ProcrastinateJob.objects.filter(task_name="notifications.send").exists()


def test_what_is_not_urgent_stays_in_the_house_by_default(
    monday_morning: datetime, fakes: dict[Channel, FakeCarrier]
) -> None:
    tell(mailed(), at=monday_morning, kind="case.sent")
    assert not Delivery.objects.exists()
    assert Notice.objects.count() == 1


def test_a_notice_that_is_undone_leaves_nothing_to_send(
    monday_morning: datetime, fakes: dict[Channel, FakeCarrier]
) -> None:
    with transaction.atomic():
        tell(mailed(), at=monday_morning)
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()
    assert not Notice.objects.exists()


def test_a_text_for_the_outside_tells_no_address(monday_morning: datetime, fakes: dict[Channel, FakeCarrier]) -> None:
    tell(mailed(), at=monday_morning)
    send(monday_morning)
    (mail,) = fakes[Channel.EMAIL].taken
    assert "Wang" not in mail.subject + mail.text
    with pytest.raises(governing.NoSuchKind):
        governing.check_text("case.burnt", Channel.EMAIL, Text("a", "b"))
    with pytest.raises(ValueUnknown):
        governing.check_text("case.breach", Channel.EMAIL, Text("a", "{address}"))


def test_a_person_may_choose_against_the_rule(monday_morning: datetime, fakes: dict[Channel, FakeCarrier]) -> None:
    user = mailed(phone="13800000000")
    by = Actor(name="u", user_id=user.pk, district_id=1)
    choosing.choose(by=by, wanted={("case.breach", Channel.EMAIL): False, ("case.breach", Channel.SMS): True})
    tell(user, at=monday_morning)
    assert [row.channel for row in Delivery.objects.all()] == [Channel.SMS]


def test_quiet_hours_hold_back_all_but_what_is_urgent(
    monday_morning: datetime, fakes: dict[Channel, FakeCarrier]
) -> None:
    user = mailed()
    by = Actor(name="u", user_id=user.pk, district_id=1)
    choosing.keep(by=by, language="en", quiet_from=time(8), quiet_to=time(10), addresses={})
    choosing.choose(by=by, wanted={("case.sent", Channel.EMAIL): True})
    tell(user, at=monday_morning, kind="case.sent", key="quiet")
    tell(user, at=monday_morning, key="loud")
    send(monday_morning)
    assert [row.dedupe_key for row in Delivery.objects.filter(state=State.SENT)] == ["loud"]
    send(monday_morning + timedelta(hours=1))
    assert Delivery.objects.filter(state=State.SENT).count() == 2


def test_half_of_quiet_hours_is_refused(fakes: dict[Channel, FakeCarrier]) -> None:
    by = Actor(name="u", user_id=mailed().pk, district_id=1)
    with pytest.raises(choosing.QuietHoursBroken):
        choosing.keep(by=by, language="en", quiet_from=time(8), quiet_to=None, addresses={})


def test_a_district_may_close_a_channel_and_word_its_messages(
    monday_morning: datetime, fakes: dict[Channel, FakeCarrier]
) -> None:
    by = keeper()
    own = Text("Now!", "Case {number} waits.")
    given: dict[str, Any] = {"by": by, "at": monday_morning, "kind": "case.breach", "channel": Channel.EMAIL}
    governing.write_text(**given, language="zh-hans", text=own)
    tell(mailed(), at=monday_morning)
    send(monday_morning)
    assert fakes[Channel.EMAIL].taken[0].text == "Case 7 waits."
    governing.restore_text(**given, language="zh-hans")
    tell(mailed(), at=monday_morning, key="again")
    send(monday_morning)
    assert fakes[Channel.EMAIL].taken[1].text == "Case 7"
    rule: dict[str, Any] = {"reach": Reach.ALL, "per_minute": 60}
    governing.set_rule(by=by, at=monday_morning, channel=Channel.EMAIL, is_open=False, **rule)
    tell(mailed(), at=monday_morning, key="closed")
    assert not Delivery.objects.filter(dedupe_key="closed").exists()


def test_a_fault_of_one_message_is_shown_and_the_next_one_goes_out(
    monday_morning: datetime, fakes: dict[Channel, FakeCarrier], monkeypatch: pytest.MonkeyPatch
) -> None:
    carry = FakeCarrier.carry

    def stumble(self: FakeCarrier, message: Any) -> Any:
        if message.to == "odd@example.cn":
            raise KeyError("errcode")
        return carry(self, message)

    monkeypatch.setattr(FakeCarrier, "carry", stumble)
    tell(UserFactory.create(email="odd@example.cn"), mailed(), at=monday_morning)
    assert send(monday_morning) == 2
    assert sorted(Delivery.objects.values_list("state", flat=True)) == [State.FAILED, State.SENT]
    assert "KeyError" in Delivery.objects.get(state=State.FAILED).error


def test_a_messenger_that_is_away_for_a_night_loses_nothing() -> None:
    waits = [wait_after(attempt) for attempt in range(1, MOST_ATTEMPTS)]
    assert timedelta(hours=23) < sum(waits, timedelta()) < timedelta(hours=25)


def test_only_so_many_go_out_in_a_minute(monday_morning: datetime, fakes: dict[Channel, FakeCarrier]) -> None:
    rule: dict[str, Any] = {"is_open": True, "reach": Reach.ALL, "per_minute": 2}
    governing.set_rule(by=keeper(), at=monday_morning, channel=Channel.EMAIL, **rule)
    tell(*(mailed() for _ in range(5)), at=monday_morning)
    assert send(monday_morning) == 2
    assert send(monday_morning + timedelta(seconds=30)) == 0
    assert send(monday_morning + timedelta(seconds=61)) == 2


def test_what_must_pause_is_asked_once_for_all_channels_of_a_district(
    monday_morning: datetime, fakes: dict[Channel, FakeCarrier], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tell(*(mailed() for _ in range(3)), at=monday_morning)
    assert send(monday_morning) == 3
    channels = (Channel.EMAIL, Channel.SMS, Channel.PUSH)
    for delivery, channel in zip(Delivery.objects.order_by("pk"), channels, strict=True):
        Delivery.objects.filter(pk=delivery.pk).update(channel=channel.value)
    with django_assert_num_queries(2):
        assert pace.used_up(monday_morning) == []


def test_a_passing_failure_is_tried_again_later_and_later(
    monday_morning: datetime, fakes: dict[Channel, FakeCarrier]
) -> None:
    fakes[Channel.EMAIL].failures += [NotCarried("busy"), NotCarried("busy")]
    tell(mailed(), at=monday_morning)
    send(monday_morning)
    assert send(monday_morning + timedelta(seconds=29)) == 0
    assert send(monday_morning + timedelta(seconds=31)) == 1
    assert send(monday_morning + timedelta(seconds=80)) == 0
    assert send(monday_morning + timedelta(seconds=95)) == 1
    assert Delivery.objects.get().state == State.SENT


def test_a_final_failure_is_seen_and_tried_again_by_a_person(
    monday_morning: datetime, fakes: dict[Channel, FakeCarrier]
) -> None:
    fakes[Channel.EMAIL].failures.append(Rejected("no such thing"))
    tell(mailed(), at=monday_morning)
    send(monday_morning)
    by = keeper()
    (row,) = outbox.deliveries(by, only_troubled=True).rows
    assert (row.error, row.state) == ("no such thing", State.FAILED)
    tidying.retry(by=by, at=monday_morning, delivery_id=row.id)
    assert send(monday_morning) == 1
    with pytest.raises(tidying.NotToBeRetried):
        tidying.retry(by=by, at=monday_morning, delivery_id=row.id)
    with pytest.raises(tidying.NoSuchDelivery):
        tidying.retry(by=keeper(district_id=2), at=monday_morning, delivery_id=row.id)


def test_many_failures_are_final(monday_morning: datetime, fakes: dict[Channel, FakeCarrier]) -> None:
    fakes[Channel.EMAIL].failures += [NotCarried("busy")] * 100
    tell(mailed(), at=monday_morning)
    for hours in range(MOST_ATTEMPTS):
        send(monday_morning + timedelta(hours=hours))
    assert Delivery.objects.get().state == State.FAILED


def test_a_dead_channel_is_asked_once_a_round(monday_morning: datetime, fakes: dict[Channel, FakeCarrier]) -> None:
    fakes[Channel.EMAIL].failures += [Unreachable("dead")] * 3
    tell(*(mailed() for _ in range(3)), at=monday_morning)
    assert send(monday_morning) == 1


@pytest.mark.parametrize(("channel", "state"), [(Channel.EMAIL, State.UNSURE), (Channel.SMS, State.SENT)])
def test_what_a_dead_worker_was_sending(
    monday_morning: datetime, fakes: dict[Channel, FakeCarrier], channel: Channel, state: State
) -> None:
    tell(mailed(), at=monday_morning)
    Delivery.objects.update(state=State.SENDING, channel=channel, attempts=1, sealed_address=b"")
    Delivery.objects.update(user=UserFactory.create(email="a@b.cn", phone="13800000000"))
    send(monday_morning + timedelta(minutes=4))
    assert Delivery.objects.get().state == state


def test_somebody_without_an_account_is_told_once(monday_morning: datetime, fakes: dict[Channel, FakeCarrier]) -> None:
    given: dict[str, Any] = {
        "channel": Channel.SMS,
        "kind": "case.sent",
        "params": {"number": "7"},
        "dedupe_key": "notice:1",
        "at": monday_morning,
        "district_id": 1,
        "subject_type": "notice",
        "subject_id": 1,
    }
    assert send_to_address(address="13800000000", **given)
    assert send_to_address(address="13800000000", **given)
    with pytest.raises(AddressUnfit):
        send_to_address(address="wrong", **given)
    assert send(monday_morning) == 1
    assert [one.to for one in fakes[Channel.SMS].taken] == ["13800000000"]
    (row,) = outbox.deliveries(keeper()).rows
    assert row.who == "138****0000"
    with use({}):
        assert not send_to_address(address="13800000000", **given)


def test_an_address_that_is_gone_ends_the_delivery(monday_morning: datetime, fakes: dict[Channel, FakeCarrier]) -> None:
    fakes[Channel.EMAIL].failures.append(AddressGone("no mailbox"))
    tell(mailed(), at=monday_morning)
    send(monday_morning)
    assert Delivery.objects.get().state == State.FAILED


def test_what_is_old_is_forgotten_and_what_waits_is_not(
    monday_morning: datetime, fakes: dict[Channel, FakeCarrier]
) -> None:
    tell(mailed(), mailed(), at=monday_morning)
    sent = Delivery.objects.order_by("pk").first()
    assert sent is not None
    Delivery.objects.filter(pk=sent.pk).update(state=State.SENT, sent_at=monday_morning)
    assert tidying.forget_deliveries(before=monday_morning + timedelta(days=1)) == 1
    assert Delivery.objects.get().state == State.WAITING


def test_telling_costs_the_same_for_one_and_for_twenty(
    monday_morning: datetime, fakes: dict[Channel, FakeCarrier], django_assert_max_num_queries: Any
) -> None:
    users = [mailed() for _ in range(20)]
    with django_assert_max_num_queries(10):
        tell(*users, at=monday_morning)
    assert Delivery.objects.count() == 20


def test_telling_people_whom_nothing_reaches_outside_costs_one_statement_more(
    monday_morning: datetime, django_assert_num_queries: Any
) -> None:
    user = UserFactory.create()
    with use({Channel.PUSH: FakeCarrier(Channel.PUSH)}), django_assert_num_queries(2):
        tell(user, at=monday_morning)


class Slow(FakeCarrier):
    """Takes a minute and a half for every browser."""

    clock: datetime

    def carry(self, message: Message) -> Receipt:
        self.clock += timedelta(seconds=90)
        return super().carry(message)


def browsers(user: Any, number: int, at: datetime) -> None:
    Subscription.objects.bulk_create(
        Subscription(
            user=user,
            endpoint_digest=f"{user.pk}-{place}",
            sealed=seal(f"browser {place}", place=SUBSCRIPTION_PLACE),
            since=at + timedelta(minutes=place),
        )
        for place in range(number)
    )


def pushed(at: datetime, number: int) -> Any:
    user = mailed()
    browsers(user, number, at)
    tell(user, at=at)
    Delivery.objects.exclude(channel=Channel.PUSH).delete()
    return user


def test_only_the_newest_browsers_are_tried(monday_morning: datetime, fakes: dict[Channel, FakeCarrier]) -> None:
    fakes[Channel.PUSH].is_repeatable = False
    pushed(monday_morning, 25)
    send(monday_morning)
    assert [one.to for one in fakes[Channel.PUSH].taken] == [f"browser {place}" for place in range(24, 14, -1)]


def test_nothing_is_begun_that_could_outlast_the_lease(monday_morning: datetime) -> None:
    slow = Slow(Channel.PUSH, is_repeatable=False)
    slow.clock = monday_morning
    with use({Channel.PUSH: slow}):
        pushed(monday_morning, 9)
        sending.send_due(lambda: slow.clock)
        assert len(slow.taken) == 2, "after two minutes of three no third is begun"
        assert slow.clock <= monday_morning + sending.LEASE
        assert Delivery.objects.get().state == State.SENT
        sending.send_due(lambda: slow.clock + timedelta(hours=1))
    assert len(slow.taken) == 2, "nobody is told twice"
