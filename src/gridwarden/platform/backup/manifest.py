"""The list of what a backup holds, with a digest of every file."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from gridwarden.platform.backup.refusals import BackupDamaged, BackupRefused

if TYPE_CHECKING:
    from pathlib import Path

FILE = "manifest.json"
#: Holds the digest of the manifest itself.
SEAL = "manifest.sha256"
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds."""

    format: int
    made_at: str
    #: Release that made it, and the major version of its server.
    gridwarden: str
    postgres: int
    #: Tells whether the key that seals personal data is the same; the key itself is not in the backup.
    key_fingerprint: str
    #: Table → rows, at the moment of the dump.
    rows: dict[str, int]
    #: Path inside the backup → SHA-256.
    files: dict[str, str]

    def write(self, folder: Path) -> None:
        """Write the manifest and its seal."""
        text = json.dumps(asdict(self), indent=1, sort_keys=True)
        (folder / FILE).write_text(text)
        (folder / SEAL).write_text(_text_digest(text) + "\n")


def read(folder: Path) -> Manifest:
    """Return the manifest of a backup after comparing every file with it."""
    try:
        text = (folder / FILE).read_text()
        seal = (folder / SEAL).read_text().strip()
    except OSError as error:
        raise BackupRefused(f"{folder} holds no backup: {error.strerror} ({error.filename}).") from error
    except UnicodeDecodeError as error:
        raise BackupDamaged(f"{folder / FILE} is not what was written.") from error
    if _text_digest(text) != seal:
        raise BackupDamaged(f"{folder / FILE} is not what was written.")
    content = json.loads(text)
    if content["format"] != FORMAT:
        raise BackupRefused(f"The backup has format {content['format']}; this release reads {FORMAT}.")
    manifest = Manifest(**content)
    _compare(folder, manifest)
    return manifest


def _compare(folder: Path, manifest: Manifest) -> None:
    # A backup holds no links: a restore would follow them and bring in what lies elsewhere on the machine.
    found = {*files_in(folder), *_links_in(folder)} - {FILE, SEAL}
    missing, strange = sorted(set(manifest.files) - found), sorted(found - set(manifest.files))
    changed = [
        name
        for name in sorted(found & set(manifest.files))
        if (folder / name).is_symlink() or file_digest(folder / name) != manifest.files[name]
    ]
    faults = {name: what for what, names in _named(missing, strange, changed) for name in names[:10]}
    if faults:
        number = len(missing) + len(strange) + len(changed)
        raise BackupDamaged(f"{number} files of the backup in {folder} are not as they were written.", **faults)


def _named(missing: list[str], strange: list[str], changed: list[str]) -> tuple[tuple[str, list[str]], ...]:
    return ("missing", missing), ("not part of the backup", strange), ("changed", changed)


def files_in(folder: Path) -> list[str]:
    """Return the paths of all files below ``folder``, relative to it; links are not followed."""
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and not path.is_symlink()
    )


def _links_in(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink()]


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _text_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
