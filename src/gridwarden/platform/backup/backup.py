"""Make a backup, read one, bring one back."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg

from gridwarden import __version__
from gridwarden.platform.backup import database, manifest
from gridwarden.platform.backup.refusals import BackupDamaged, BackupRefused, TargetNotEmpty

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Site:
    """What there is to back up: a database, and folders by the name that they have in the backup."""

    database_url: str
    folders: Mapping[str, Path]
    #: Seals personal data; it is never written into a backup.
    field_key: str


def make(site: Site, target: Path, *, at: datetime) -> manifest.Manifest:
    """Back up ``site`` into the new folder ``target``; nothing is there before all is."""
    _refuse_filled(target)
    unfinished = _begun(target)
    # The database first: a file that it speaks of was there before the row was.
    with database.snapshot(site.database_url) as connection:
        rows, postgres = database.count_rows(connection), database.major_version(connection)
        database.dump(connection, site.database_url, unfinished)
    for name, folder in site.folders.items():
        copy(folder, unfinished / name)
    made = manifest.Manifest(
        format=manifest.FORMAT,
        made_at=at.isoformat(),
        gridwarden=__version__,
        postgres=postgres,
        key_fingerprint=fingerprint(site.field_key),
        rows=rows,
        files={name: manifest.file_digest(unfinished / name) for name in manifest.files_in(unfinished)},
    )
    made.write(unfinished)
    if target.exists():
        target.rmdir()
    unfinished.rename(target)
    return made


def _begun(target: Path) -> Path:
    """Return the new folder in which the backup grows."""
    unfinished = target.with_name(target.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        unfinished.mkdir(parents=True, mode=0o700)
    except OSError as error:
        raise BackupRefused(f"{target} cannot be written: {error.strerror}.") from error
    return unfinished


def restore(source: Path, site: Site) -> manifest.Manifest:
    """Bring the backup in ``source`` back into the empty ``site``; refuse before anything is touched."""
    wanted = manifest.read(source)
    if wanted.key_fingerprint != fingerprint(site.field_key):
        message = (
            "The backup was made with another GRIDWARDEN_FIELD_KEY; without it reporters' names stay sealed. "
            "Bring the file 'secrets' of the old installation into the new home, or set the variable."
        )
        raise BackupRefused(message)
    for folder in site.folders.values():
        _refuse_filled(folder)
    with psycopg.connect(site.database_url, autocommit=True) as connection:
        database.refuse_unless_empty(connection)
        if database.major_version(connection) < wanted.postgres:
            raise BackupRefused(f"The backup needs PostgreSQL {wanted.postgres} or newer.")
        database.load(connection, site.database_url, source)
        database.compare_rows(connection, wanted.rows)
    for name, folder in site.folders.items():
        copy(source / name, folder)
        _compare_files(name, folder, wanted)
    return wanted


def fingerprint(key: str) -> str:
    """Return what tells two keys apart and tells nothing else."""
    return hashlib.sha256(b"gridwarden field key\0" + key.encode()).hexdigest()[:16]


def copy(source: Path, target: Path) -> None:
    """Copy the files below ``source``; a folder that does not exist has none."""
    target.mkdir(parents=True, exist_ok=True)
    if source.exists():
        shutil.copytree(source, target, dirs_exist_ok=True)


def _compare_files(name: str, folder: Path, wanted: manifest.Manifest) -> None:
    """Read back what was written: a disk that lies is found now and not in a year."""
    prefix = f"{name}/"
    for path, digest in wanted.files.items():
        if path.startswith(prefix) and manifest.file_digest(folder / path.removeprefix(prefix)) != digest:
            raise BackupDamaged(f"{path} was not restored as it was backed up.")


def _refuse_filled(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise TargetNotEmpty(f"{folder} is not empty.")
