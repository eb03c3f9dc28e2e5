"""The demo on the command line."""

from __future__ import annotations

import gc
import signal
import threading
from typing import TYPE_CHECKING, Any

import click
from django.db import connection
from django.utils import timezone
from django.utils.timezone import localdate

from gridwarden.platform.refusals import NotFound
from gridwarden.simulation import progress
from gridwarden.simulation.life.past import catch_up
from gridwarden.simulation.life.patrolling import Patrols
from gridwarden.simulation.life.patrolling import patrol as patrol_on
from gridwarden.simulation.life.present import live as live_now
from gridwarden.simulation.life.walked import Past
from gridwarden.simulation.life.world import find_world
from gridwarden.simulation.loading import load as loading
from gridwarden.simulation.loading import logins as demo_logins
from gridwarden.simulation.loading.devices import hand_out
from gridwarden.simulation.models import Life, Phase

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.simulation.life.world import World


class NoDemo(NotFound):
    """The demo has not been loaded."""

    code = "no_demo"


@click.group()
def demo() -> None:
    """Load an invented district, let it live, and log in to it."""


@demo.command()
@click.option("--days", default=loading.PAST_DAYS, show_default=True, help="How many days of past it will have.")
def load(days: int) -> None:
    """Bring the invented district into the database; a second time changes nothing."""
    loaded = loading.load(now=timezone.now(), days=days)
    click.echo("The demo district is loaded." if loaded.is_new else "The demo district is already there.")
    click.echo(loaded.logins)


@demo.command()
@click.option("--renew", is_flag=True, help="Give every sample account a new password and second factor.")
def logins(*, renew: bool) -> None:
    """Print the sample logins, one of every role."""
    text = None if renew else demo_logins.kept()
    click.echo(text or loading.renew_logins(_life(), now=timezone.now()))


@demo.command()
@click.argument("username")
def code(username: str) -> None:
    """Print the present code of an administrator's second factor."""
    click.echo(demo_logins.current_code(username, now=timezone.now()))


@demo.command()
@click.option("--speed", default=60.0, show_default=True, help="Hours of the district in an hour of the clock.")
@click.option("--past-only", is_flag=True, help="Stop when the past is complete.")
def live(*, speed: float, past_only: bool) -> None:
    """Fill in the past, then go on living until stopped; started again, it goes on where it was."""
    if speed <= 0:
        raise click.BadParameter("must be above 0", param_hint="--speed")
    life = _life()
    world = find_world(life)
    is_stopping = _stop_on_signals()
    if life.phase != Phase.LIVING:
        _fill_in(life, world, is_stopping)
    if not past_only and not is_stopping():
        click.echo(f"{life.district.name} lives, {speed:g} times as fast as the clock.")
        live_now(world, speed=speed, is_stopping=is_stopping)


@demo.command()
def patrol() -> None:
    """Have phones and vehicles tell where they are, along the roads of their grids, until stopped.

    Meanwhile the ways of the last days are filled in where they are missing, and their coverage is computed.
    """
    life = _life()
    hand_out(life.district, at=timezone.now())
    is_stopping = _stop_on_signals()
    click.echo(f"Patrols of {life.district.name} are under way.")
    past = Past(life.district_id, life.seed).hours(timezone.now())
    patrol_on(Patrols(life.district_id, life.seed), past=past, is_stopping=is_stopping)


def _fill_in(life: Life, world: World, is_stopping: Callable[[], bool]) -> None:
    # Nearly everything that is made is thrown away again at once: looking for the rest costs a tenth of the time.
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    with connection.cursor() as cursor:
        # What a crash takes away is lived again; nobody has been told that it is safe.
        cursor.execute("SET synchronous_commit TO off")
    try:
        living = catch_up(life, world, until=timezone.now(), is_stopping=is_stopping, tell=_tell)
    finally:
        progress.clear()
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")
    click.echo(f"{living.counts['opened']} cases opened, {living.counts['close']} closed.")


def _tell(life: Life) -> None:
    percent = round(life.progress * 100)
    progress.tell(progress.Progress(localdate(life.lived_until).isoformat(), percent))
    click.echo(f"{localdate(life.lived_until):%Y-%m-%d}  {percent:3d} %")


def _life() -> Life:
    life = Life.objects.select_related("district").order_by("pk").first()
    if life is None:
        raise NoDemo("There is no demo district. Load it with: gridwarden demo load")
    return life


def _stop_on_signals() -> Callable[[], bool]:
    """Return whether somebody has asked us to stop."""
    stopping = threading.Event()

    def stop(*_: Any) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopping.is_set
