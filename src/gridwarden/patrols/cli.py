"""Commands of the patrols."""

from __future__ import annotations

import json
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
