"""Locating answers from memory exactly what the database would answer, on any day, and never what was."""

from __future__ import annotations

import os
import time
import warnings
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import psycopg
import pytest
from django.db import connection, transaction

from gridwarden.grids.domain.locating import Flag
from gridwarden.grids.models import Grid
from gridwarden.grids.queries import locate, versions
from gridwarden.grids.queries.listener import APPLICATION_NAME
from tests.factories.grids import GridFactory, Territory, ZoneFactory, middle_of, square, territory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_django import DjangoAssertNumQueries
    from pytest_django.fixtures import SettingsWrapper

TODAY = date(2026, 3, 2)


def code_at(place: Territory, column: int, row: int, at: datetime | date = TODAY) -> str:
    return locate.locate(place.district.pk, *middle_of(column, row), at).code


def test_a_point_is_found_in_its_grid(place: Territory) -> None:
    found = locate.locate(place.district.pk, *middle_of(1, 1), TODAY)
    assert found == locate.Located(place.grids["B01"].pk, "B01", Flag.INSIDE, 0.0)


def test_many_points_are_found_in_their_grids(place: Territory) -> None:
    lons, lats = zip(*[middle_of(0, 0), middle_of(1, 0), middle_of(5, 5)], strict=True)
    found = locate.locate_many(place.district.pk, lons, lats, TODAY)
    assert found.grid_ids.tolist() == [place.grids["A01"].pk, place.grids["A02"].pk, -1]
    assert [locate.FLAGS[flag] for flag in found.flags] == [Flag.INSIDE, Flag.INSIDE, Flag.OUTSIDE]


def test_an_unknown_district_is_refused(place: Territory) -> None:
    with pytest.raises(versions.UnknownDistrict):
        locate.locate(place.district.pk + 1, 120.0, 31.0, TODAY)


def test_the_grids_of_another_district_do_not_answer(place: Territory) -> None:
    GridFactory(code="A00", column=0, row=0)
    assert code_at(place, 0, 0) == "A01"


def test_history_keeps_its_answers(place: Territory) -> None:
    old = place.grids["A01"]
    Grid.objects.filter(pk=old.pk).update(valid_to=date(2025, 1, 1))
    new = GridFactory(district=place.district, code="A09", valid_from=date(2025, 1, 1))
    answers = [
        locate.locate(place.district.pk, *middle_of(0, 0), day).grid_id for day in days("2024-12-31", "2025-01-01")
    ]
    assert answers == [old.pk, new.pk]
    assert locate.locate(place.district.pk, *middle_of(0, 0), date(2019, 12, 31)).flag is Flag.OUTSIDE


def test_the_day_begins_at_midnight_in_the_district(place: Territory) -> None:
    Grid.objects.filter(code="A01").update(valid_to=date(2025, 1, 1))
    shanghai = ZoneInfo("Asia/Shanghai")
    last = datetime(2024, 12, 31, 23, 59, 59, tzinfo=shanghai)
    assert code_at(place, 0, 0, last) == "A01"
    assert code_at(place, 0, 0, last.astimezone(ZoneInfo("UTC"))) == "A01"
    assert code_at(place, 0, 0, datetime(2025, 1, 1, tzinfo=shanghai)) == ""


def test_an_excluded_zone_is_flagged_while_it_lasts(place: Territory) -> None:
    Grid.objects.filter(code="C01").delete()
    ZoneFactory(district=place.district, kind="excluded", geom=square(0, 1), valid_from=date(2025, 1, 1))
    flags = [locate.locate(place.district.pk, *middle_of(0, 1), day).flag for day in days("2024-12-31", "2025-01-01")]
    assert flags == [Flag.OUTSIDE, Flag.EXCLUDED]


def test_a_water_zone_changes_no_answer(place: Territory) -> None:
    ZoneFactory(district=place.district, kind="water", geom=square(0, 0))
    assert code_at(place, 0, 0) == "A01"


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


# -- freshness ---------------------------------------------------------------------------------------------


def test_a_transaction_sees_its_own_change_and_forgets_it_when_undone(place: Territory) -> None:
    assert code_at(place, 0, 0) == "A01"
    with transaction.atomic():
        Grid.objects.filter(code="A01").update(code="Z99")
        assert code_at(place, 0, 0) == "Z99"
        transaction.set_rollback(True)
    assert code_at(place, 0, 0) == "A01"


def test_inside_a_transaction_a_warm_look_up_costs_one_statement(
    place: Territory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    code_at(place, 0, 0)
    with django_assert_num_queries(1):
        code_at(place, 1, 0)


@pytest.fixture
def listening(transactional_db: None, settings: SettingsWrapper) -> Iterator[None]:
    """A listener as a server has it."""
    settings.LISTEN_FOR_TERRITORY = True
    yield
    versions.stop_listening()


def eventually(happens: Callable[[], bool], *, within_s: float = 10.0) -> bool:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if happens():
            return True
        time.sleep(0.02)
    return False


def elsewhere(statement: str, *values: str) -> None:
    """Run a statement as another process would."""
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        other.execute(statement, values or None)


def has_listener() -> bool:
    listener = versions._listener
    return listener is not None and listener.session > 0


@pytest.mark.usefixtures("listening")
def test_once_it_listens_a_look_up_costs_no_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    place = territory()
    code_at(place, 0, 0)
    assert eventually(has_listener)
    code_at(place, 0, 0)
    with django_assert_num_queries(0):
        assert code_at(place, 0, 0) == "A01"


@pytest.mark.usefixtures("listening")
def test_a_change_by_another_connection_is_heard() -> None:
    place = territory()
    code_at(place, 0, 0)
    assert eventually(has_listener)
    code_at(place, 0, 0)
    elsewhere("UPDATE grids_grid SET code = 'Z99' WHERE code = 'A01'")
    assert eventually(lambda: code_at(place, 0, 0) == "Z99", within_s=2)


@pytest.mark.usefixtures("listening")
def test_a_change_while_the_listener_was_cut_off_is_not_missed() -> None:
    place = territory()
    code_at(place, 0, 0)
    assert eventually(has_listener)
    code_at(place, 0, 0)
    elsewhere(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE application_name = %s AND datname = current_database()",
        APPLICATION_NAME,
    )
    elsewhere("UPDATE grids_grid SET code = 'Z99' WHERE code = 'A01'")
    assert eventually(lambda: code_at(place, 0, 0) == "Z99", within_s=2)
    assert eventually(has_listener)
    code_at(place, 0, 0)
    elsewhere("UPDATE grids_grid SET code = 'Z98' WHERE code = 'Z99'")
    assert eventually(lambda: code_at(place, 0, 0) == "Z98", within_s=2)


@pytest.mark.django_db(transaction=True)
def test_where_nothing_is_to_listen_every_look_up_asks_the_database() -> None:
    place = territory()
    assert code_at(place, 0, 0) == "A01"
    elsewhere("UPDATE grids_grid SET code = 'Z99' WHERE code = 'A01'")
    assert code_at(place, 0, 0) == "Z99"
    assert versions._listener is None


@pytest.mark.usefixtures("listening")
def test_without_a_listener_every_look_up_asks_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gridwarden.grids.queries.listener.Listener._listen", lambda _: None)
    place = territory()
    assert code_at(place, 0, 0) == "A01"
    elsewhere("UPDATE grids_grid SET code = 'Z99' WHERE code = 'A01'")
    assert code_at(place, 0, 0) == "Z99"


@pytest.mark.usefixtures("listening")
def test_a_forked_process_starts_a_listener_of_its_own() -> None:
    place = territory()
    code_at(place, 0, 0)
    assert versions._listener is not None
    connection.close()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # newer Pythons warn of forking beside a thread
        child = os.fork()
    if child == 0:  # no assertion may escape into the copy of the test runner
        os._exit(0 if versions._listener is None else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert versions._listener is not None


def test_what_was_read_before_listening_began_is_not_trusted(place: Territory) -> None:
    listener = versions.Listener({})
    listener.learn(1, 5, session=0)
    assert listener.known(1) is None
    listener._begin()
    listener.learn(1, 5, session=0)
    assert listener.known(1) is None
    listener._hear("1:7")
    listener.learn(1, 6, session=listener.session)
    assert listener.known(1) == 7
    listener._forget()
    assert listener.known(1) is None
