"""The account that runs the server: PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gridwarden.platform.cluster.refusals import FolderRefused, ServerFailed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: The account that Debian's and Ubuntu's packages create.
SYSTEM_ACCOUNT = "postgres"


@dataclass(frozen=True, slots=True)
class Account:
    """Who owns the files and the processes of the cluster."""

    name: str
    uid: int
    gid: int

    @property
    def is_me(self) -> bool:
        """Whether this process already runs as the account."""
        return self.uid == os.geteuid()

    def own(self, path: Path) -> None:
        """Give ``path`` to the account."""
        if not self.is_me:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def can_enter(self, folder: Path) -> bool:
        """Return whether the account may pass through ``folder``, asked of the system and not of mode bits."""
        return subprocess.run(["/usr/bin/test", "-x", folder], check=False, **self._identity()).returncode == 0

    def run(self, command: Sequence[str | Path], *, timeout_s: float = 120) -> str:
        """Run a program as the account and return what it printed; raise with its last words when it fails."""
        try:
            done: subprocess.CompletedProcess[str] = subprocess.run(
                command,
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=timeout_s,
                text=True,
                errors="replace",
                **self._identity(),
            )
        except PermissionError as error:
            raise ServerFailed(f"Cannot run {command[0]} as {self.name}: {error}.") from error
        if done.returncode:
            raise ServerFailed(f"{command[0]} failed:\n{done.stdout[-2000:].strip()}")
        return done.stdout

    def _identity(self) -> dict[str, Any]:
        # A folder that the account cannot enter must not be the current one; PG* would lead it astray.
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        common = {"cwd": "/", "env": environment | {"LC_ALL": "C.UTF-8"}}
        if self.is_me:
            return common
        return common | {"user": self.uid, "group": self.gid, "extra_groups": []}


def account_for(folder: Path) -> Account:
    """Return who runs the cluster in ``folder``: its owner where it exists; for root ``postgres``; else oneself."""
    if folder.exists():
        owner = _account(folder.stat().st_uid)
        if os.geteuid() not in {0, owner.uid}:
            message = (
                f"The cluster in {folder} belongs to {owner.name}. Use that account or root, "
                "or set GRIDWARDEN_HOME to a folder of your own."
            )
            raise FolderRefused(message)
        if owner.uid:
            return owner
    return _account_of_root() if os.geteuid() == 0 else _account(os.geteuid())


def _account(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise FolderRefused(f"User id {uid} has no account on this machine; PostgreSQL needs one.") from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _account_of_root() -> Account:
    try:
        entry = pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError:
        message = (
            f"PostgreSQL does not run as root and there is no account '{SYSTEM_ACCOUNT}'. "
            f"Create it: useradd --system --home-dir /var/lib/postgresql {SYSTEM_ACCOUNT}"
        )
        raise FolderRefused(message) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
