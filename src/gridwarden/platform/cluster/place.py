"""Choose and make the folders of a cluster."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gridwarden.platform.cluster.account import SYSTEM_ACCOUNT, Account, account_for
from gridwarden.platform.cluster.layout import fits_socket
from gridwarden.platform.cluster.refusals import FolderRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gridwarden.platform.cluster.layout import Layout

#: Where root puts a cluster whose checkout the server's account cannot reach, such as one below /root.
FALLBACK = Path("/var/lib/gridwarden")
#: Where root puts a socket whose path would otherwise be too long.
RUN = Path("/run/gridwarden")


def prepare(layout: Layout) -> Account:
    """Make the folders that are missing and return the account that runs the server. Call it under the lock."""
    if not layout.folder.exists():
        _make_home(layout)
    account = account_for(layout.folder)
    if not account.can_enter(layout.folder.resolve()):
        message = (
            f"The account {account.name} cannot reach {layout.folder.resolve()}, where the database lies. "
            "Give the folders above it the right to be entered (chmod o+x), or move the checkout back."
        )
        raise FolderRefused(message)
    _make_run(layout, account)
    _make(layout.log, account)
    return account


def make_passable(folder: Path) -> None:
    """Make ``folder`` where it is missing, so that every account may pass through it whatever the umask says."""
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o755)


def _make_home(layout: Layout) -> None:
    home = layout.folder.parent
    account = account_for(layout.folder)
    if layout.folder.is_symlink():  # what it led to is gone
        layout.folder.unlink()
    if account.is_me or account.can_enter(home):
        _make(layout.folder, account)
        return
    make_passable(FALLBACK)
    target = FALLBACK / layout.name
    _make(target, account)
    (target / "belongs-to").write_text(str(layout.folder))
    layout.folder.symlink_to(target)


def refuse_copies(layout: Layout) -> None:
    """Two checkouts must not share a cluster because one was copied, link and all, from the other."""
    record = layout.folder / "belongs-to"
    if not layout.folder.is_symlink() or not record.exists():
        return
    original = Path(record.read_text())
    if original == layout.folder:
        return
    if original.is_symlink() and original.resolve() == layout.folder.resolve():
        message = (
            f"This checkout is a copy of the one in {original.parent} and would use its database. "
            f"Remove the link {layout.folder} to begin with an empty one."
        )
        raise FolderRefused(message)
    record.write_text(str(layout.folder))  # the checkout was moved


def _make_run(layout: Layout, account: Account) -> None:
    link = layout.run_link
    if fits_socket(link):
        _make(link, account)
        return
    for folder in _short_folders(layout.name, account):
        if fits_socket(folder) and _make_private(folder, account):
            link.unlink(missing_ok=True)
            link.symlink_to(folder)
            return
    raise FolderRefused(f"{link} is too long for a socket and no shorter folder could be made; set GRIDWARDEN_HOME.")


def _short_folders(name: str, account: Account) -> Iterator[Path]:
    if os.geteuid() == 0:
        yield RUN / name
    elif account.name != SYSTEM_ACCOUNT:
        yield Path.home() / ".local" / "state" / "gridwarden" / name
    yield Path(tempfile.gettempdir()) / f"gridwarden-{account.uid}-{name}"


def _make(folder: Path, account: Account) -> None:
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True)
        account.own(folder)


def _make_private(folder: Path, account: Account) -> bool:
    """Make ``folder`` for the account alone; False when somebody else could have laid it there."""
    try:
        make_passable(folder.parent)
        _make(folder, account)
        found = folder.lstat()
    except OSError:
        return False
    is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == account.uid
    return is_ours and not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
