"""Where the files of one private cluster lie."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: PostgreSQL names its socket by a port number even where no port is opened.
PORT = 5432
#: ``sun_path`` of a unix socket, without the closing zero byte.
LONGEST_SOCKET_PATH = 107


@dataclass(frozen=True, slots=True)
class Layout:
    """The folder of one cluster and the names inside it.

    ``folder`` may be a symbolic link to a place that the server's account can reach, and ``run`` inside
    it one to a place with a short path. The links are the memory of that choice: every process that
    follows them finds the same server, whoever set it up.
    """

    folder: Path

    @classmethod
    def under(cls, home: Path) -> Layout:
        """Return the layout of the cluster that belongs to ``home``."""
        return cls(home / "postgres")

    @property
    def name(self) -> str:
        """A short name that differs between two checkouts on one machine."""
        return hashlib.sha256(str(self.folder.absolute()).encode()).hexdigest()[:10]

    @property
    def data(self) -> Path:
        """The data folder proper; it is renamed into place once complete."""
        return self.folder.resolve() / "data"

    @property
    def run_link(self) -> Path:
        """The socket's folder, or the link to it."""
        return self.folder.resolve() / "run"

    @property
    def socket_folder(self) -> Path:
        """The folder of the socket, links followed, because the kernel counts the bytes of this path."""
        return self.run_link.resolve()

    @property
    def socket(self) -> Path:
        """The socket itself."""
        return self.socket_folder / f".s.PGSQL.{PORT}"

    @property
    def log(self) -> Path:
        """The folder of the server's logs, one for each day of the week."""
        return self.folder.resolve() / "log"

    @property
    def lock(self) -> Path:
        """Held while somebody sets up, starts or stops the cluster; beside the folder, which may not exist yet."""
        return self.folder.with_name(self.folder.name + ".lock")


def fits_socket(folder: Path) -> bool:
    """Return whether a socket in ``folder`` has a path that the kernel takes."""
    return len(str(folder / f".s.PGSQL.{PORT}").encode()) <= LONGEST_SOCKET_PATH
