"""A write happens once, however often it is sent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from gridwarden.platform.access import Role
from gridwarden.platform.accounts.models import User
from gridwarden.platform.api import keys
from gridwarden.platform.api.models import StoredAnswer
from tests.integration.platform.api import routes
from tests.logins import login, post_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.integration.platform.conftest import Cast

pytestmark = pytest.mark.urls("tests.integration.platform.api.routes")
PEOPLE = "/api/v1/people"


def test_a_repeated_write_gets_the_same_answer_and_changes_nothing(client: Client, cast: Cast) -> None:
    login(client, cast(Role.SQUAD_LEADER))
    first = post_json(client, PEOPLE, {"name": "陈静"}, key="k1")
    again = post_json(client, PEOPLE, {"name": "陈静"}, key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert again["Content-Type"] == first["Content-Type"]
    assert User.objects.filter(display_name="陈静").count() == 1


def test_the_same_key_for_another_request_is_refused(client: Client, cast: Cast) -> None:
    login(client, cast(Role.SQUAD_LEADER))
    post_json(client, PEOPLE, {"name": "one"}, key="k1")
    answer = post_json(client, PEOPLE, {"name": "two"}, key="k1")
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")
    assert not User.objects.filter(display_name="two").exists()


def test_two_accounts_may_use_the_same_key(client: Client, cast: Cast) -> None:
    login(client, cast(Role.SQUAD_LEADER))
    post_json(client, PEOPLE, {"name": "one"}, key="k1")
    other = login(Client(), cast(Role.SQUAD_LEADER))
    assert post_json(other, PEOPLE, {"name": "two"}, key="k1").status_code == 201


def test_a_refused_write_stores_nothing_and_may_be_sent_again(client: Client, cast: Cast) -> None:
    login(client, cast(Role.SQUAD_LEADER))
    taken = User.objects.create(username="taken", display_name="taken")
    assert post_json(client, PEOPLE, {"name": "taken"}, key="k1").status_code == 409
    taken.delete()
    assert post_json(client, PEOPLE, {"name": "taken"}, key="k1").status_code == 201


def test_an_answer_that_refuses_undoes_what_was_written(client: Client, cast: Cast) -> None:
    login(client, cast(Role.SQUAD_LEADER))
    assert post_json(client, "/api/v1/halfway", key="k1").status_code == 409
    assert not User.objects.filter(username="halfway").exists()
    assert not StoredAnswer.objects.exists()


def test_a_failure_leaves_neither_change_nor_key(client: Client, cast: Cast) -> None:
    client.raise_request_exception = False
    login(client, cast(Role.SQUAD_LEADER))
    assert post_json(client, "/api/v1/crash", key="k1").status_code == 500
    assert not User.objects.filter(username="crash").exists()
    assert not StoredAnswer.objects.exists()


@pytest.mark.parametrize("key", ["", "x" * 129, "schlüssel", "a\tb"])
def test_a_key_that_is_no_key_is_refused(client: Client, cast: Cast, key: str) -> None:
    login(client, cast(Role.SQUAD_LEADER))
    answer = client.post(PEOPLE, {"name": "a"}, "application/json", headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_malformed")


def test_a_person_may_write_without_a_key(client: Client, cast: Cast) -> None:
    login(client, cast(Role.SQUAD_LEADER))
    assert client.post(PEOPLE, {"name": "a"}, content_type="application/json").status_code == 201


def test_a_photo_sent_again_is_the_same_request_whatever_its_boundary(client: Client, cast: Cast) -> None:
    login(client, cast(Role.SQUAD_LEADER))

    def send(data: bytes) -> Any:
        upload = SimpleUploadedFile("a.jpg", data, "image/jpeg")
        return client.post("/api/v1/photo", {"photo": upload}, headers={"Idempotency-Key": "k1"})

    first = send(b"abc")
    User.objects.create(username="x", display_name="x")
    assert first.json()["size"] == 3
    assert send(b"abc").json() == first.json()
    assert send(b"abd").status_code == 409


class TestAtTheSameTime:
    """Real threads, each with its own connection."""

    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.fixture
    def slow(self, monkeypatch: pytest.MonkeyPatch) -> Event:
        gate = Event()
        monkeypatch.setattr(routes, "gate", gate)
        return gate

    def test_twelve_senders_of_one_key_make_one_change(self, cast: Cast) -> None:
        user = cast(Role.SQUAD_LEADER)
        answers = in_threads(12, lambda: post_json(login(Client(), user), PEOPLE, {"name": "once"}, key="k1"))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.content for answer in answers}) == 1
        assert User.objects.filter(display_name="once").count() == 1

    def test_a_second_sender_waits_and_gets_the_answer(self, cast: Cast, slow: Event) -> None:
        user = cast(Role.SQUAD_LEADER)
        with ThreadPoolExecutor(2) as pool:
            both = [pool.submit(closing(lambda: send_once(user))) for _ in range(2)]
            slow.wait(0.3)
            slow.set()
            assert [future.result().status_code for future in both] == [201, 201]

    def test_patience_ends_with_a_conflict_that_says_when_to_come_back(
        self, cast: Cast, slow: Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(keys, "PATIENCE_S", 0.2)
        user = cast(Role.SQUAD_LEADER)
        with ThreadPoolExecutor(2) as pool:
            both = [pool.submit(closing(lambda: send_once(user))) for _ in range(2)]
            Event().wait(1.0)
            slow.set()
            answers = sorted((future.result() for future in both), key=lambda answer: answer.status_code)
        assert [answer.status_code for answer in answers] == [201, 409]
        assert (answers[1].json()["code"], answers[1]["Retry-After"]) == ("idempotency_key_in_use", "1")

    def test_a_connection_that_dies_leaves_the_key_free(self, cast: Cast, slow: Event) -> None:
        user = cast(Role.SQUAD_LEADER)
        with ThreadPoolExecutor(1) as pool:
            dying = pool.submit(closing(lambda: send_once(user, raise_exceptions=False)))
            Event().wait(0.5)
            terminate_the_others()
            slow.set()
            assert dying.result().status_code == 500
        assert send_once(user).status_code == 201
        assert User.objects.filter(display_name="once").count() == 1


def send_once(user: User, *, raise_exceptions: bool = True) -> Any:
    client = login(Client(raise_request_exception=raise_exceptions), user)
    return post_json(client, PEOPLE, {"name": "once"}, key="k1")


def closing(work: Callable[[], Any]) -> Callable[[], Any]:
    def run() -> Any:
        try:
            return work()
        finally:
            connection.close()

    return run


def in_threads(count: int, work: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(count) as pool:
        return [future.result() for future in [pool.submit(closing(work)) for _ in range(count)]]


def terminate_the_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


class TestForms:
    def test_a_double_click_makes_one_change(self, client: Client, cast: Cast) -> None:
        login(client, cast())
        answers = [client.post("/form/", {"name": "double", "form_key": "form-1"}) for _ in range(2)]
        assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/done/")] * 2
        assert User.objects.filter(username="double").count() == 1

    def test_a_form_with_errors_may_be_sent_again(self, client: Client, cast: Cast) -> None:
        login(client, cast())
        assert client.post("/form/", {"name": "", "form_key": "form-1"}).status_code == 422
        assert client.post("/form/", {"name": "now", "form_key": "form-1"}).status_code == 302

    def test_the_tag_writes_a_fresh_key_each_time(self) -> None:
        from django.template import Context, Template  # noqa: PLC0415 - needs the apps

        template = Template("{% load form_key %}{% form_key %}")
        one, two = template.render(Context()), template.render(Context())
        assert one != two
        assert one.startswith('<input type="hidden" name="form_key" value="form-')


def test_fingerprints_depend_neither_on_the_order_of_fields_nor_on_the_clock(rf: Any) -> None:
    one = rf.post("/x/", {"a": "1", "b": "2", "csrfmiddlewaretoken": "p", "sent_at": "2026-03-02T09:00:00Z"})
    two = rf.post("/x/", {"b": "2", "a": "1", "csrfmiddlewaretoken": "q", "sent_at": "2026-03-02T09:05:00Z"})
    other = rf.post("/y/", {"b": "2", "a": "1"})
    assert keys.fingerprint(one) == keys.fingerprint(two) != keys.fingerprint(other)
