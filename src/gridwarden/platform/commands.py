"""A click group that loads a command only when it is called, so that ``--help`` is quick."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from gridwarden.platform.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is (``module:attribute``), its line of help, and whether it needs Django's models."""

    target: str
    help: str
    needs_django: bool = True


class LazyGroup(click.Group):
    """Mounts commands from a table and turns refusals into messages."""

    def __init__(self, *args: Any, entries: Mapping[str, Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of the table."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Load the command called ``cmd_name``."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        if entry.needs_django:
            import django  # noqa: PLC0415 - a second that only these commands pay

            django.setup()
        module, _, attribute = entry.target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table, without loading one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in self.entries.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the product refuses ends with its reason and status 1, not with a traceback."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            details = "".join(f"\n  {name}: {reason}" for name, reason in refusal.fields.items())
            raise click.ClickException(refusal.message + details) from refusal
        except Exception as error:
            if _is_no_database(error):
                raise click.ClickException(_way_to_a_database(error)) from error
            raise


def _is_no_database(error: Exception) -> bool:
    """Whether ``error`` says that there is no connection, told by class names to keep psycopg unloaded.

    The words differ between builds of the client library. What the server itself refuses carries a code of
    SQLSTATE; without one, or with one of the classes "connection" and "shutting down", nobody was there to refuse.
    """
    names = {kind.__name__ for kind in type(error).__mro__}
    if "PoolTimeout" in names:
        return True
    code = getattr(error.__cause__ or error, "sqlstate", None)
    return "OperationalError" in names and (code is None or code.startswith(("08", "57P")))


def _way_to_a_database(error: Exception) -> str:
    reason = " ".join(str(error).split())
    private = "DATABASE_URL" not in os.environ
    way = "Start it with: gridwarden up" if private else "It is the one that DATABASE_URL names."
    return f"The database does not answer ({reason}). {way}"
