"""Appoint the administrators of a new district: there is no account with a known password to begin with."""

from __future__ import annotations

import click
from django.db import transaction
from django.utils import timezone

from gridwarden.grids.models import District
from gridwarden.platform.access import ADMINISTRATORS, Role, system_for
from gridwarden.platform.accounts.actions import passwords
from gridwarden.platform.refusals import Refusal
from gridwarden.workforce.actions import people, roles
from gridwarden.workforce.actions.people import NewPerson

_OFFICES = {role.removesuffix("_administrator"): role for role in sorted(ADMINISTRATORS)}


@click.command()
@click.argument("office", type=click.Choice(list(_OFFICES)))
@click.argument("username")
@click.option("--name", required=True, help="The person's name.")
@click.option("--district", required=True, help="The district's six-digit code.")
@click.option("--number", default="", help="Staff number; the user name when left out.")
def appoint(office: str, username: str, name: str, district: str, number: str) -> None:
    """Make USERNAME the system, security or audit administrator of a district, and print a first password.

    It must be changed at the first login, and a second factor set up. One person holds one office.
    """
    found = District.objects.filter(code6=district).first()
    if found is None:
        raise click.ClickException(f"There is no district {district}; import one first: gridwarden grids")
    try:
        password = _appointed(Role(_OFFICES[office]), username, name, found.pk, number or username)
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(f"{username}: {password}")


@transaction.atomic
def _appointed(role: Role, username: str, name: str, district_id: int, number: str) -> str:
    now, by = timezone.now(), system_for(district_id)
    new = NewPerson(
        district_id=district_id,
        username=username,
        display_name=name,
        staff_number=number,
        joined_on=timezone.localdate(now),
    )
    staff = people.enrol(by=by, at=now, new=new)
    roles.grant(by=by, at=now, staff_id=staff.pk, roles=[role])
    return passwords.issue(by=by, at=now, user_id=staff.user_id)
