"""Know the current version of each district's territory without asking the database every time.

While this process listens for changes, a version read once stays known until a notice replaces it; while it does
not, every look-up reads the version. Inside a transaction the version is always read, so that an action sees its
own changes and nobody sees what may yet be undone.
"""

from __future__ import annotations

import os
import threading

from django.conf import settings
from django.db import connection

from gridwarden.grids.models import TerritoryVersion
from gridwarden.grids.queries.listener import Listener
from gridwarden.platform import connecting
from gridwarden.platform.refusals import NotFound


class UnknownDistrict(NotFound):
    """There is no such district."""

    code = "unknown_district"


_listener: Listener | None = None
_starting = threading.Lock()


def current(district_id: int) -> int:
    """Return the version of the district's territory as this connection sees it now."""
    if connection.in_atomic_block:
        return read(district_id)
    listener = _listening()
    if listener is None:
        return read(district_id)
    known = listener.known(district_id)
    if known is None:
        session = listener.session
        known = read(district_id)
        listener.learn(district_id, known, session=session)
    return known


def read(district_id: int) -> int:
    """Return the version from the database; one statement."""
    version = TerritoryVersion.objects.filter(pk=district_id).values_list("version", flat=True).first()
    if version is None:
        raise UnknownDistrict(f"There is no district {district_id}.")
    return version


def stop_listening() -> None:
    """End this process's listener; the next look-up starts another."""
    global _listener  # noqa: PLW0603 - one per process
    with _starting:
        if _listener is not None:
            _listener.stop()
            _listener = None


def _listening() -> Listener | None:
    """Return this process's listener, started when first needed; None where the settings want none."""
    global _listener  # noqa: PLW0603 - one per process
    if _listener is not None:
        return _listener
    if not settings.LISTEN_FOR_TERRITORY:
        return None
    with _starting:
        if _listener is None:
            _listener = Listener(connecting.parameters())
            _listener.start()
    return _listener


def _forget_after_fork() -> None:
    """A forked child inherits the object but not its thread: let it start its own."""
    global _listener, _starting
    _listener, _starting = None, threading.Lock()


os.register_at_fork(after_in_child=_forget_after_fork)
