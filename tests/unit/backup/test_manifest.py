"""The list of what a backup holds finds every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gridwarden.platform.backup import manifest
from gridwarden.platform.backup.refusals import BackupDamaged, BackupRefused

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    (tmp_path / "media" / "ab").mkdir(parents=True)
    (tmp_path / "media" / "ab" / "photo.jpg").write_bytes(b"before")
    (tmp_path / "database").mkdir()
    (tmp_path / "database" / "toc.dat").write_bytes(b"\0" * 100)
    manifest.Manifest(
        format=manifest.FORMAT,
        made_at="2026-03-02T01:00:00+00:00",
        gridwarden="1.0",
        postgres=15,
        key_fingerprint="0" * 16,
        rows={"cases_case": 3},
        files={name: manifest.file_digest(tmp_path / name) for name in manifest.files_in(tmp_path)},
    ).write(tmp_path)
    return tmp_path


def test_an_untouched_backup_is_read_as_it_was_written(backup: Path) -> None:
    read = manifest.read(backup)
    assert read.rows == {"cases_case": 3}
    assert set(read.files) == {"database/toc.dat", "media/ab/photo.jpg"}


def change(backup: Path) -> None:
    (backup / "media" / "ab" / "photo.jpg").write_bytes(b"beforf")


def remove(backup: Path) -> None:
    (backup / "database" / "toc.dat").unlink()


def add(backup: Path) -> None:
    (backup / "media" / "extra.jpg").write_bytes(b"x")


def rewrite_the_list(backup: Path) -> None:
    path = backup / manifest.FILE
    path.write_text(path.read_text().replace('"cases_case": 3', '"cases_case": 2'))


@pytest.mark.parametrize("damage", [change, remove, add, rewrite_the_list])
def test_a_backup_is_refused_after(damage: Callable[[Path], None], backup: Path) -> None:
    damage(backup)
    with pytest.raises(BackupDamaged):
        manifest.read(backup)


def test_the_refusal_names_the_files(backup: Path) -> None:
    change(backup)
    remove(backup)
    with pytest.raises(BackupDamaged) as caught:
        manifest.read(backup)
    assert caught.value.fields == {"media/ab/photo.jpg": "changed", "database/toc.dat": "missing"}


def test_a_folder_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="holds no backup"):
        manifest.read(tmp_path)


def test_a_link_is_never_part_of_a_backup(backup: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "secret.jpg").write_bytes(b"before")
    (backup / "media" / "planted").symlink_to(elsewhere)
    (backup / "media" / "ab" / "planted.jpg").symlink_to(elsewhere / "secret.jpg")
    (backup / "media" / "ab" / "photo.jpg").unlink()
    (backup / "media" / "ab" / "photo.jpg").symlink_to(elsewhere / "secret.jpg")
    with pytest.raises(BackupDamaged) as refusal:
        manifest.read(backup)
    assert refusal.value.fields == {
        "media/planted": "not part of the backup",
        "media/ab/planted.jpg": "not part of the backup",
        "media/ab/photo.jpg": "changed",
    }


@pytest.mark.parametrize("name", [manifest.FILE, manifest.SEAL])
def test_a_list_that_is_no_text_any_more_is_called_damaged(backup: Path, name: str) -> None:
    (backup / name).write_bytes(b"\xff\xfe" + (backup / name).read_bytes())
    with pytest.raises(BackupDamaged):
        manifest.read(backup)
