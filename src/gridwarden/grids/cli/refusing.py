"""How commands on files refuse: one sentence with the file, what is wrong and where; exit status 2, nothing written."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from gridwarden.grids.cli import telling
from gridwarden.grids.domain.faults import ImportRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gridwarden.grids.sources.files import SourceFile


class Refused(click.ClickException):
    """The files or the wish cannot be used; nothing was written."""

    exit_code = 2


@contextmanager
def named(file: SourceFile) -> Iterator[None]:
    """Say which file is at fault, what is wrong with it and where."""
    try:
        if not file.content.strip():
            raise Refused(f"{file.name}: the file is empty.")
        yield
    except ImportRefused as refusal:
        raise Refused(f"{file.name}: {telling.faults(refusal.faults)}") from None


def check_writable(folder: Path) -> None:
    """Refuse a folder that cannot be written, before minutes are spent; leave no trace."""
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    try:
        with tempfile.TemporaryDirectory(prefix=".gridwarden-", dir=nearest):
            pass
    except OSError as error:
        raise unwritable(folder, error) from None


def unwritable(folder: Path, error: OSError) -> Refused:
    """Return the refusal of a folder in which nothing can be written."""
    return Refused(f"--out {folder}: cannot be written: {error.strerror or error}.")
