"""Say what runs, what waits and what is wrong."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict

import click
from django.db import OperationalError, ProgrammingError, connection
from django.utils import timezone

from gridwarden.config.settings.paths import HOME
from gridwarden.platform.cluster.cluster import Cluster
from gridwarden.platform.cluster.layout import Layout
from gridwarden.platform.jobs.health import Finding, report


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def status(*, as_json: bool) -> None:
    """Say what runs, what waits and what is wrong; exit with 1 when something is."""
    database = _database()
    findings = [database, *(_inside() if database.is_well else [])]
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{'ok' if finding.is_well else '!!'}  {finding.what:<11} {finding.text}")
    sys.exit(0 if all(finding.is_well for finding in findings) else 1)


def _inside() -> list[Finding]:
    try:
        return report(timezone.now())
    except ProgrammingError as error:
        reason = str(error).strip().splitlines()[0]
        return [Finding("tables", is_well=False, text=f"not as this release wants them ({reason}); run: gridwarden up")]


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version'), postgis_lib_version(), current_user")
            server, postgis, role = cursor.fetchone()
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        return Finding("database", is_well=False, text=f"does not answer ({reason}); run: gridwarden up")
    return Finding("database", is_well=True, text=f"PostgreSQL {server}, PostGIS {postgis}, as {role}, {_place()}")


def _place() -> str:
    if "DATABASE_URL" in os.environ:
        return "named by DATABASE_URL"
    cluster = Cluster(Layout.under(HOME))
    return f"process {cluster.postmaster()} in {cluster.layout.folder.resolve()}"
