"""Every frame as it came, for the day when somebody asks what a terminal really sent."""

from __future__ import annotations

import gzip
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

logger = logging.getLogger(__name__)

_NAME = "frames-%Y%m%d%H"
#: So much is written an hour: a terminal that sends photos without end must not fill the disk.
MOST_BYTES = 512 * 1024 * 1024


class Archive:
    """Writes frames to one file an hour, a line each: moment, who sent it, the frame in hex; old files go.

    It is a help for looking into faults and not the store: a crash may cost the last second of it.
    """

    def __init__(self, folder: Path, keep: timedelta) -> None:
        self._folder = folder
        self._keep = keep
        self._lines: list[str] = []
        self._hour = ""
        self._file: gzip.GzipFile | None = None
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, peer: str, payload: bytes) -> None:
        """Note what stood between two delimiters."""
        self._lines.append(f"{peer} 7e{payload.hex()}7e\n")

    def flush(self, now: datetime) -> None:
        """Write down what was noted since the last time; called every second."""
        lines, self._lines = self._lines, []
        hour = now.astimezone(UTC).strftime(_NAME)
        if hour != self._hour:
            self._turn(hour, now)
        if lines and self._file is not None and self._has_room():
            stamp = now.astimezone(UTC).isoformat(timespec="seconds")
            self._file.write("".join(f"{stamp} {line}" for line in lines).encode())
            self._file.flush()

    def close(self) -> None:
        """Write down the rest and close the file."""
        self.flush(datetime.now(UTC))
        if self._file is not None:
            self._file.close()
            self._file = None

    def _has_room(self) -> bool:
        if (self._folder / f"{self._hour}.log.gz").stat().st_size <= MOST_BYTES:
            return True
        logger.warning("the archive of this hour is full; its other frames are not kept")
        return False

    def _turn(self, hour: str, now: datetime) -> None:
        if self._file is not None:
            self._file.close()
        # Quick rather than small: this runs beside thousands of messages a second.
        self._file = gzip.open(self._folder / f"{hour}.log.gz", "ab", compresslevel=1)  # noqa: SIM115 - open for an hour
        self._hour = hour
        oldest = (now - self._keep).astimezone(UTC).strftime(_NAME)
        for path in self._folder.glob("frames-*.log.gz"):
            if path.name < oldest:
                with suppress(FileNotFoundError):
                    path.unlink()
