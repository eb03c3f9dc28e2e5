"""The one command-line program."""

from __future__ import annotations

import os

import click
import django


@click.group()
@click.version_option(package_name="gridwarden")
def main() -> None:
    """Run a district's grid-based city management."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gridwarden.config.settings.production")


@main.command(name="django", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def run_django(arguments: tuple[str, ...]) -> None:
    """Run a Django management command."""
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings first

    django.setup()
    execute_from_command_line(["gridwarden django", *arguments])
