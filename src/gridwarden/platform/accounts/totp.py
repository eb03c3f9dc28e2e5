"""Time-based one-time codes (RFC 6238), as authenticator apps make them. Pure."""

from __future__ import annotations

import base64
import hmac
import secrets
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from django_otp.oath import hotp

if TYPE_CHECKING:
    from datetime import datetime

STEP_S = 30
DIGITS = 6
#: A phone's clock may be this many steps off.
TOLERANCE = 1
_SECRET_BYTES = 20


def new_secret() -> str:
    """Return a fresh secret in the base32 that apps read."""
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def step_of(at: datetime) -> int:
    """Return the number of the time step."""
    return int(at.timestamp()) // STEP_S


def code_at(secret: str, step: int) -> str:
    """Return the code of one time step."""
    return f"{hotp(base64.b32decode(secret), step, DIGITS):0{DIGITS}d}"


def matching_step(secret: str, code: str, *, at: datetime, after: int) -> int | None:
    """Return the time step that ``code`` belongs to, later than ``after``; ``None`` when there is none.

    A code works once because its step becomes the next ``after``.
    """
    here = step_of(at)
    found = None
    for step in range(here - TOLERANCE, here + TOLERANCE + 1):
        # Every candidate is compared, so that the time tells nothing.
        if hmac.compare_digest(code_at(secret, step), code) and step > after:
            found = step
    return found


def address(secret: str, *, username: str, issuer: str) -> str:
    """Return the address that the QR code holds."""
    label = quote(f"{issuer}:{username}", safe=":")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"
