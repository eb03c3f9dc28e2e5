"""Django's own commands."""

from __future__ import annotations

import os

import click

from gridwarden.config.settings.database import ROLE_VARIABLE

#: Commands that change tables and therefore act as their owner.
OWNERS = frozenset({"migrate", "flush", "sqlflush", "dbshell"})


@click.command(name="django", context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def run_django(arguments: tuple[str, ...]) -> None:
    """Run a Django command, for example: gridwarden django showmigrations."""
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - reads settings at import

    if arguments and arguments[0] in OWNERS:
        os.environ[ROLE_VARIABLE] = "owner"
    if arguments[:1] == ("dbshell",):
        _meet_the_database()
    execute_from_command_line(["gridwarden django", *arguments])


def _meet_the_database() -> None:
    """Fail as every command does without a database; psql by itself would know no way to one."""
    import django  # noqa: PLC0415 - reads settings

    django.setup()
    from django.db import connection  # noqa: PLC0415 - after the settings

    connection.ensure_connection()
    connection.close()
