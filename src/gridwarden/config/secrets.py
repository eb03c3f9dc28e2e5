"""Secrets of this installation: made once, kept in a file that only its owner may read; the environment wins."""

from __future__ import annotations

import base64
import os
import secrets
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import ec

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILE = "secrets"


def _field_key() -> str:
    """Return 32 random bytes in base64, as ``platform.sealing`` wants them."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _vapid_key() -> str:
    """Return a private key of web push: the number of a P-256 key in url-safe base64."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()


MAKERS: dict[str, Callable[[], str]] = {
    "GRIDWARDEN_SECRET_KEY": lambda: secrets.token_urlsafe(50),
    "GRIDWARDEN_FIELD_KEY": _field_key,
    "GRIDWARDEN_VAPID_KEY": _vapid_key,
}


def ensure(home: Path) -> None:
    """Make the secrets that neither the environment nor the file has, and put all into the environment."""
    load(home)
    missing = {name: make() for name, make in MAKERS.items() if not os.environ.get(name)}
    if not missing:
        return
    file = home / FILE
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a") as target:
        target.writelines(f"{name}={value}\n" for name, value in missing.items())
        target.flush()
        os.fsync(target.fileno())
    os.environ.update(missing)


def load(home: Path) -> None:
    """Put the secrets of the file into the environment, except those it already names."""
    file = home / FILE
    if not file.exists():
        return
    for line in file.read_text().splitlines():
        name, separator, value = line.partition("=")
        if separator and not os.environ.get(name):
            os.environ[name] = value
