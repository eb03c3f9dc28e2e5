"""Serve pages, API and event stream, with the worker beside them."""

from __future__ import annotations

import http.client
import logging
import os
import shlex
import signal
import socket
import sys
import threading
import time
from http import HTTPStatus

import click

from gridwarden.config.supervisor import Service, Supervisor
from gridwarden.platform.refusals import Refusal

#: How long a server may take until its first answer before we say that something is wrong.
FIRST_ANSWER_S = 60


class PortTakenError(Refusal):
    """Another program listens at the wanted address."""

    code = "port_taken"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=min(4, os.cpu_count() or 1), show_default=True, help="Server processes.")
@click.option("--also", multiple=True, metavar="COMMAND", help="Another gridwarden command to keep running beside.")
def serve(*, host: str, port: int, workers: int, also: tuple[str, ...]) -> None:
    """Serve pages, API and event stream, with the worker beside them, until stopped."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    _refuse_taken(host, port)
    supervisor = Supervisor(
        [_web(host, port, workers), _own("worker"), *(_own(command, may_end=True) for command in also)]
    )
    signal.signal(signal.SIGTERM, supervisor.stop)
    signal.signal(signal.SIGINT, supervisor.stop)
    supervisor.run(lambda: threading.Thread(target=_announce, args=(host, port), daemon=True).start())
    click.echo("Stopped.")


def _web(host: str, port: int, workers: int) -> Service:
    options = {
        "interface": "asginl",
        "host": host,
        "port": port,
        "workers": workers,
        "log-level": "warning",
        # Streams never end by themselves; after this they are cut and the browsers come back.
        "workers-kill-timeout": 5,
    }
    arguments = [f"--{name}={value}" for name, value in options.items()]
    switches = ["--no-ws", "--respawn-failed-workers"]
    command = [sys.executable, "-m", "granian", *arguments, *switches, "gridwarden.config.asgi:application"]
    return Service("web server", command)


def _own(command: str, *, may_end: bool = False) -> Service:
    return Service(command, [sys.executable, "-m", "gridwarden", *shlex.split(command)], may_end=may_end)


def _refuse_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTakenError(f"Cannot listen at {host}:{port}: {error.strerror}. Choose another --port.") from error


def _announce(host: str, port: int) -> None:
    """Print the address once it answers."""
    shown = "localhost" if host in {"0.0.0.0", "127.0.0.1", "::"} else host  # noqa: S104 - compared, not bound
    deadline = time.monotonic() + FIRST_ANSWER_S
    while time.monotonic() < deadline:
        if _answers(shown, port):
            click.echo(f"Gridwarden 网格长 is at http://{shown}:{port}/   (Ctrl-C stops it)")
            return
        time.sleep(0.2)
    click.echo(f"The server has not answered within {FIRST_ANSWER_S} s; see the messages above.", err=True)


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        answer = connection.getresponse()
        answer.read()
    except OSError:
        return False
    finally:
        connection.close()
    return answer.status == HTTPStatus.OK
