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

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    run(host=host, tcp_port=tcp_port, udp_port=udp_port)
