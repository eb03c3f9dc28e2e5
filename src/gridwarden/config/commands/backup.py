"""``gridwarden backup`` and ``gridwarden restore``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from gridwarden.config.commands.up import bring_up_to_date, ready_home
from gridwarden.config.settings.paths import HOME
from gridwarden.platform.backup import backup as making
from gridwarden.platform.backup import manifest
from gridwarden.platform.backup.refusals import RestoreDiffers
from gridwarden.platform.cluster.server import Server, running_server

Folder = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=Folder)
def backup(folder: Path) -> None:
    """Back up database and files into FOLDER, which must not exist yet; the installation goes on meanwhile."""
    ready_home()
    at = datetime.now(UTC)
    made = making.make(_site(running_server(HOME)), folder.resolve(), at=at)
    _set_up_django()
    _record("backup.made", at, folder=str(folder.resolve()), files=len(made.files))
    click.echo(f"{sum(made.rows.values())} rows of {len(made.rows)} tables and {len(made.files)} files in {folder}.")
    click.echo(f"Not in it: the secrets. Keep {HOME / 'secrets'} too, in another place.")


@click.command()
@click.argument("folder", type=Folder)
@click.option("--check", is_flag=True, help="Only compare the backup with its digests; restore nothing.")
def restore(folder: Path, *, check: bool) -> None:
    """Bring the backup in FOLDER back into an empty installation, and prove that it is the same."""
    if check:
        read = manifest.read(folder)
        click.echo(f"{len(read.files)} files of {read.made_at} are as they were written.")
        return
    ready_home()
    server = running_server(HOME)
    restored = making.restore(folder.resolve(), _site(server))
    bring_up_to_date(server)
    _verify_trail()
    _record("backup.restored", datetime.now(UTC), made_at=restored.made_at, files=len(restored.files))
    click.echo(f"{sum(restored.rows.values())} rows and {len(restored.files)} files of {restored.made_at} are back.")
    click.echo("Row counts, file digests and the audit trail were compared.")


def _site(server: Server) -> making.Site:
    from django.conf import settings  # noqa: PLC0415 - the secrets must be there first

    folders = {"media": Path(settings.MEDIA_ROOT), "audit": Path(settings.AUDIT_CHECKPOINTS).parent}
    return making.Site(server.keeper_url, folders, settings.FIELD_KEY)


def _set_up_django() -> None:
    import django  # noqa: PLC0415 - the server must run first

    django.setup()


def _record(action: str, at: datetime, **data: Any) -> None:
    """Put on the trail that it was done: an auditor asks when the last restore was tried."""
    from django.db import transaction  # noqa: PLC0415 - needs Django set up

    from gridwarden.platform.access import SYSTEM  # noqa: PLC0415
    from gridwarden.platform.audit.trail import record  # noqa: PLC0415

    with transaction.atomic():
        record(action, by=SYSTEM, at=at, subject_type="backup", subject_id=None, **data)


def _verify_trail() -> None:
    from gridwarden.platform.audit.actions.verification import verify  # noqa: PLC0415 - needs Django set up

    broken = [verdict for verdict in verify() if not verdict.is_sound]
    if broken:
        districts = ", ".join(str(verdict.district_id) for verdict in broken)
        raise RestoreDiffers(f"The audit trail of district {districts} does not verify; see gridwarden audit verify.")
