"""Commands of the patrols."""

from __future__ import annotations

import json
import logging
import sys
from typing import TextIO

import click

from gridwarden.patrols.jt808.profiles import PROFILES, STANDARD
from gridwarden.patrols.jt808.telling import told


@click.group()
def jt808() -> None:
    """Look into what vehicle terminals send."""


@jt808.command()
@click.argument("lines", type=click.File("r", encoding="utf-8", errors="replace"), default="-")
@click.option("--profile", type=click.Choice(sorted(PROFILES)), default=STANDARD.name, help="How leniently to read.")
def decode(lines: TextIO, profile: str) -> None:
    """Read one frame in hex a line, write one JSON object a line.

    A frame that cannot be read gets an object with "error"; the exit code stays 0, since logs hold such frames.
    """
    for line in lines:
        if words := "".join(line.split()):
            sys.stdout.write(json.dumps(told(words, PROFILES[profile]), ensure_ascii=False) + "\n")


@click.group(invoke_without_command=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--tcp-port", default=8808, show_default=True, help="Port for connections; 0 for none.")
@click.option("--udp-port", default=8808, show_default=True, help="Port for datagrams; 0 for none.")
@click.pass_context
def gateway(context: click.Context, *, host: str, tcp_port: int, udp_port: int) -> None:
    """Serve vehicle terminals that speak JT/T 808, until stopped."""
    if context.invoked_subcommand is not None:
        return
    from gridwarden.patrols.gateway.running import run  # noqa: PLC0415 - ``jt808 decode`` needs no Django
    from gridwarden.patrols.gateway.strangers import Quiet  # noqa: PLC0415

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    for handler in logging.getLogger().handlers:
        handler.addFilter(Quiet())
    run(host=host, tcp_port=tcp_port, udp_port=udp_port)


@gateway.command()
@click.option("--vehicles", default=20, show_default=True, help="How many drive.")
@click.option("--district", "code", default=None, help="Code of the district along whose roads they drive.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address of the gateway.")
@click.option("--port", default=8808, show_default=True, help="Port of the gateway.")
@click.option("--interval", default=10.0, show_default=True, help="Seconds between two positions.")
@click.option("--speed", default=25.0, show_default=True, help="Speed in km/h.")
@click.option("--seed", default=1, show_default=True, help="The same seed drives the same ways.")
def simulate(
    *, vehicles: int, code: str | None, host: str, port: int, interval: float, speed: float, seed: int
) -> None:
    """Drive simulated vehicles along the roads of a district, until stopped; they are enrolled as SIM-00001 and on."""
    from gridwarden.patrols.driving.running import drive  # noqa: PLC0415 - ``jt808 decode`` needs no Django

    try:
        drive(vehicles, code, host=host, port=port, interval_s=interval, speed_kmh=speed, seed=seed)
    except KeyboardInterrupt:
        click.echo("Stopped.")
