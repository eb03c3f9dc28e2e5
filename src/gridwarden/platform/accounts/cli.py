"""``gridwarden accounts``: credentials from the server's own command line.

An administrator's credentials are renewed here only: on the pages one office could take over another.
"""

from __future__ import annotations

import click
from django.utils import timezone

from gridwarden.platform.access import SYSTEM
from gridwarden.platform.accounts.actions import passwords, second_factors
from gridwarden.platform.accounts.models import User
from gridwarden.platform.refusals import Refusal


@click.group()
def accounts() -> None:
    """Renew credentials, those of administrators as well."""


@accounts.command(name="issue-password")
@click.argument("username")
def issue_password(username: str) -> None:
    """Give USERNAME a new password that must be changed at the next login."""
    try:
        password = passwords.issue(by=SYSTEM, at=timezone.now(), user_id=_id_of(username))
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(f"{username}: {password}")


@accounts.command(name="reset-second-factor")
@click.argument("username")
@click.confirmation_option(prompt="Is the phone really lost?")
def reset_second_factor(username: str) -> None:
    """Take the second factor of USERNAME away; an administrator must set up a new one at the next login."""
    second_factors.reset(by=SYSTEM, at=timezone.now(), user_id=_id_of(username))
    click.echo(f"{username}: second factor taken away.")


def _id_of(username: str) -> int:
    user = User.objects.filter(username=username).only("pk").first()
    if user is None:
        raise click.ClickException(f"There is no account {username}.")
    return user.pk
