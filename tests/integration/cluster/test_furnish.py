"""Roles inside the cluster: the one that serves cannot rewrite the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import errors

from gridwarden.platform.cluster import furnish

if TYPE_CHECKING:
    from gridwarden.platform.cluster.cluster import Cluster

TABLES = """
CREATE TABLE audit_auditentry (id bigserial PRIMARY KEY, action text);
CREATE TABLE django_migrations (id int);
CREATE TABLE cases_case (id bigserial PRIMARY KEY, state text);
INSERT INTO audit_auditentry (action) VALUES ('login');
"""


@pytest.fixture
def furnished(cluster: Cluster) -> Cluster:
    furnish.furnish(cluster)
    with psycopg.connect(cluster.url(furnish.OWNER, furnish.DATABASE)) as connection:
        connection.execute(TABLES)
    furnish.grant(cluster.url(furnish.OWNER, furnish.DATABASE), furnish.RUNTIME)
    return cluster


@pytest.fixture
def serving(furnished: Cluster) -> psycopg.Connection:
    return psycopg.connect(furnished.url(furnish.RUNTIME, furnish.DATABASE), autocommit=True)


def test_furnishing_twice_changes_nothing(furnished: Cluster) -> None:
    furnish.furnish(furnished)
    with psycopg.connect(furnished.url(furnish.OWNER, furnish.DATABASE)) as connection:
        installed = {name for (name,) in connection.execute("SELECT extname FROM pg_extension").fetchall()}
    assert {"postgis", "btree_gist", "pg_trgm"} <= installed


def test_the_serving_role_works_with_ordinary_tables(serving: psycopg.Connection) -> None:
    with serving:
        serving.execute("INSERT INTO cases_case (state) VALUES ('reported')")
        serving.execute("UPDATE cases_case SET state = 'verified'")
        serving.execute("DELETE FROM cases_case")


def test_the_serving_role_adds_to_the_audit_trail(serving: psycopg.Connection) -> None:
    with serving:
        serving.execute("INSERT INTO audit_auditentry (action) VALUES ('logout')")
        row = serving.execute("SELECT count(*) FROM audit_auditentry").fetchone()
    assert row == (2,)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditentry SET action = 'nothing'",
        "DELETE FROM audit_auditentry",
        "TRUNCATE audit_auditentry",
        "ALTER TABLE audit_auditentry DISABLE TRIGGER ALL",
        "DROP TABLE audit_auditentry",
        "TRUNCATE cases_case",
        "INSERT INTO django_migrations VALUES (1)",
        "CREATE TABLE trick (n int)",
        "SET ROLE gridwarden",
    ],
)
def test_the_serving_role_may_not(statement: str, serving: psycopg.Connection) -> None:
    with serving, pytest.raises(errors.InsufficientPrivilege):
        serving.execute(statement)


def test_a_table_that_became_append_only_loses_what_was_granted_before(furnished: Cluster) -> None:
    owner = furnished.url(furnish.OWNER, furnish.DATABASE)
    with psycopg.connect(owner) as connection:
        connection.execute("GRANT ALL ON audit_auditentry TO gridwarden_app")
    furnish.grant(owner, furnish.RUNTIME)
    with psycopg.connect(owner) as connection:
        row = connection.execute(
            "SELECT has_table_privilege('gridwarden_app', 'audit_auditentry', 'UPDATE')"
        ).fetchone()
    assert row == (False,)


def test_one_role_for_everything_is_left_as_it_is(furnished: Cluster) -> None:
    owner = furnished.url(furnish.OWNER, furnish.DATABASE)
    furnish.grant(owner, furnish.OWNER)
    with psycopg.connect(owner) as connection:
        row = connection.execute("SELECT has_table_privilege('gridwarden', 'cases_case', 'UPDATE')").fetchone()
    assert row == (True,)
