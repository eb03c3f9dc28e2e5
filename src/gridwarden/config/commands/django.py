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
    execute_from_command_line(["gridwarden django", *arguments])
