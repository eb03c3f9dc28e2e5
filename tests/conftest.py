"""What every test may lean on."""

from __future__ import annotations

import gc
import os
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, connections
from django.test.utils import teardown_databases
from django.utils import translation

from gridwarden.config.settings.paths import HOME
from gridwarden.platform.cluster.throwaway import shared_cluster
from tests import databases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker

SHANGHAI = ZoneInfo("Asia/Shanghai")


def pytest_collection_finish() -> None:
    """Leave alone what stays for the whole run: to look through it again and again takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.fixture
def monday_morning() -> datetime:
    """An ordinary working moment: Monday 2 March 2026, 09:00 in Shanghai."""
    return datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def product_language() -> None:
    """Begin every test in the product's language: a page read in another one leaves it switched on in the thread."""
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Have a server before the first test database is made: the one named, else a throw-away cluster."""
    if "DATABASE_URL" in os.environ:
        yield
        return
    with shared_cluster(HOME / "test") as cluster:
        connections["default"].settings_dict["HOST"] = str(cluster.layout.socket_folder)
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_keepdb: bool,  # noqa: FBT001 - a fixture
    django_db_createdb: bool,  # noqa: FBT001 - a fixture
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Make the test database, also when all that was chosen looks at a stage that was set without a mark.

    Otherwise such tests would meet the database that ``DATABASE_URL`` names. Tests with real transactions may empty
    the audit trail after them; its own tests switch the trigger on again.
    """
    keep = django_db_keepdb and not django_db_createdb
    with django_db_blocker.unblock():
        made = databases.make(keep=keep)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER audit_refuse_truncate")
    yield
    with django_db_blocker.unblock():
        # A stream that was cut a moment ago may still have its session, and would keep the database from being dropped.
        with connection.cursor() as cursor:
            others = "datname = current_database() AND pid <> pg_backend_pid()"
            cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608 - our words
        if not django_db_keepdb:
            teardown_databases(made, verbosity=0)
