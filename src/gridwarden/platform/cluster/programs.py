"""Find the programs of PostgreSQL."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from gridwarden.platform.cluster.refusals import ProgramsMissing

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Debian and Ubuntu keep every major version apart here.
DEBIAN = Path("/usr/lib/postgresql")
OLDEST_MAJOR = 15
HINT = "Run script/bootstrap, or: apt-get install postgresql-15 postgresql-15-postgis-3 (the version of your system)."


def folder_for(data: Path) -> Path:
    """Return the folder of the programs that fit the cluster in ``data``, or the newest for a new one."""
    written_by = data / "PG_VERSION"
    if not written_by.exists():
        return newest()
    major = int(written_by.read_text())
    for folder in _candidates():
        if _major(folder) == major:
            return folder
    message = (
        f"The cluster in {data} was made by PostgreSQL {major}, whose programs are no longer installed. "
        f"Install postgresql-{major}-postgis-3 again, take a backup, and restore it into a new cluster."
    )
    raise ProgramsMissing(message)


def newest() -> Path:
    """Return the newest installed version that has PostGIS."""
    usable = [folder for folder in _candidates() if _major(folder) >= OLDEST_MAJOR and _has_postgis(folder)]
    if not usable:
        raise ProgramsMissing(f"No PostgreSQL {OLDEST_MAJOR} or newer with PostGIS 3 was found. {HINT}")
    return max(usable, key=_major)


def client(name: str, server_major: int) -> Path:
    """Return the client program ``name`` (pg_dump, pg_restore) that speaks with a server of this version."""
    fit = [folder for folder in _client_folders(name) if _program_major(folder / name) >= server_major]
    if not fit:
        raise ProgramsMissing(f"No {name} for PostgreSQL {server_major} or newer was found. {HINT}")
    return min(fit, key=lambda folder: _program_major(folder / name)) / name


def _client_folders(name: str) -> Iterator[Path]:
    yield from (folder for folder in _candidates() if (folder / name).exists())
    found = shutil.which(name)
    if found:
        yield Path(found).parent


def _candidates() -> Iterator[Path]:
    named = os.environ.get("GRIDWARDEN_POSTGRES_BIN")
    if named:
        yield Path(named)
        return
    yield from DEBIAN.glob("*/bin")
    found = shutil.which("postgres")
    if found:
        yield Path(found).resolve().parent


def _major(folder: Path) -> int:
    """Return the major version of the server in ``folder``, 0 when there is none."""
    return _program_major(folder / "postgres")


def _program_major(program: Path) -> int:
    if not program.exists():
        return 0
    version = program.parent.parent
    if version.parent == DEBIAN and version.name.isdigit():
        return int(version.name)
    printed = subprocess.run([program, "--version"], check=False, capture_output=True, text=True).stdout
    match = re.search(r"\d+", printed)
    return int(match.group()) if match else 0


def _has_postgis(folder: Path) -> bool:
    prefix = folder.parent
    shares = (
        Path("/usr/share/postgresql") / prefix.name,
        prefix / "share",
        prefix / "share" / "postgresql",
    )
    return any((share / "extension" / "postgis.control").exists() for share in shares)
