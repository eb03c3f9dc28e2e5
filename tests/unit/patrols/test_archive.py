"""The archive of frames."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from gridwarden.patrols.gateway import archive

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_an_hour_takes_so_much_and_the_next_one_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 200)
    frames = archive.Archive(tmp_path, timedelta(days=1))
    for second in range(100):
        frames.add("10.0.0.1:1", bytes(range(second, second + 60)))
        frames.flush(NOON + timedelta(seconds=second))
    frames.add("10.0.0.1:1", b"later")
    frames.flush(NOON + timedelta(hours=1))
    sizes = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert 200 < sizes["frames-2026030212.log.gz"] < 600
    assert sizes["frames-2026030213.log.gz"] > 0
