"""The one command-line program."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from gridwarden.config.cli import COMMANDS, main
from gridwarden.platform.commands import Entry, LazyGroup
from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from pathlib import Path


def test_help_is_quick_because_it_loads_nothing() -> None:
    program = (
        "import sys, time; sys.argv = ['gridwarden', '--help']; from gridwarden.config.cli import main\n"
        "try: main()\n"
        "except SystemExit: print('django' in sys.modules, 'psycopg' in sys.modules, time.process_time() < 0.5)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False False True"


def test_help_names_every_command() -> None:
    printed = CliRunner().invoke(main, ["--help"]).output
    assert all(name in printed for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_can_be_loaded(name: str) -> None:
    module, _, attribute = COMMANDS[name].target.partition(":")
    assert isinstance(getattr(import_module(module), attribute), click.Command)


def test_an_unknown_command_is_refused() -> None:
    result = CliRunner().invoke(main, ["fly"])
    assert result.exit_code == 2
    assert "fly" in result.output


@click.command()
def refusing() -> None:
    raise Invalid("The file is broken.", line_3="no such grid")


@click.group(cls=LazyGroup, entries={"refusing": Entry(f"{__name__}:refusing", "Refuses.", needs_django=False)})
def program() -> None:
    """A program."""


def test_a_refusal_is_told_without_a_traceback() -> None:
    result = CliRunner().invoke(program, ["refusing"])
    assert result.exit_code == 1
    assert result.output == "Error: The file is broken.\n  line_3: no such grid\n"


def gridwarden(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", "GRIDWARDEN_HOME": str(home)}
    command = [sys.executable, "-m", "gridwarden", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_without_a_database_the_way_to_one_is_told(tmp_path: Path) -> None:
    done = gridwarden(tmp_path, "status")
    assert done.returncode == 1
    assert "gridwarden up" in done.stdout


@pytest.mark.parametrize("arguments", [("showmigrations", "audit"), ("migrate",), ("dbshell",), ("clearsessions",)])
def test_every_django_command_without_a_database_tells_the_way_to_one_in_a_line(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = gridwarden(tmp_path, "django", *arguments)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: The database does not answer (")
    assert done.stderr.endswith(" Start it with: gridwarden up\n")
    assert done.stderr.count("\n") == 1


class OperationalError(Exception):
    """As the database's client raises it; with a code where the server itself has answered."""

    def __init__(self, message: str, sqlstate: str | None) -> None:
        super().__init__(message)
        self.sqlstate = sqlstate


@click.command()
@click.argument("message")
@click.argument("sqlstate", required=False)
def failing(message: str, sqlstate: str | None) -> None:
    raise OperationalError(message, sqlstate)


@click.group(cls=LazyGroup, entries={"failing": Entry(f"{__name__}:failing", "Fails.", needs_django=False)})
def unlucky() -> None:
    """A program."""


@pytest.mark.parametrize("words", ["connection is bad: no such file", "connection failed: refused", "意外\n中断"])
@pytest.mark.parametrize("code", [[], ["08006"], ["57P01"]])
def test_a_database_that_is_not_there_is_known_in_any_words(
    words: str, code: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    result = CliRunner().invoke(unlucky, ["failing", words, *code])
    expected = f"Error: The database does not answer ({' '.join(words.split())}). Start it with: gridwarden up\n"
    assert (result.exit_code, result.output) == (1, expected)


def test_a_named_server_that_is_not_there_is_not_ours_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/gridwarden")
    result = CliRunner().invoke(unlucky, ["failing", "connection refused"])
    assert result.exit_code == 1
    assert "DATABASE_URL" in result.output
    assert "gridwarden up" not in result.output


def test_what_the_database_itself_refuses_is_no_missing_database() -> None:
    result = CliRunner().invoke(unlucky, ["failing", "canceling statement: connection failed", "57014"])
    assert isinstance(result.exception, OperationalError)
    assert "gridwarden up" not in result.output


def test_down_without_a_database_is_no_error(tmp_path: Path) -> None:
    done = gridwarden(tmp_path, "down")
    assert (done.returncode, done.stdout) == (0, "It was not running.\n")
