"""Seal personal data before it reaches the database.

AES-256-GCM per value (GB/T 22239-2019 8.1.4.8: confidentiality at rest), with the place of the value
as associated data, so that a sealed phone number moved into another column or row does not open.
Equal values are found through a keyed digest, never by opening rows. The key comes from the
environment (``GRIDWARDEN_FIELD_KEY``, 32 bytes in base64) and is not in the database or its backup.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_KEY_BYTES = 32
_NONCE_BYTES = 12


class UnsealError(ValueError):
    """A sealed value does not open: another key, another place, or changed bytes."""


def seal(text: str, *, place: str) -> bytes:
    """Return ``text`` sealed for ``place`` (for example ``report.phone``); the empty text stays empty."""
    if not text:
        return b""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(_key()).encrypt(nonce, text.encode(), place.encode())


def unseal(sealed: bytes, *, place: str) -> str:
    """Return the text behind ``sealed``; raise ``UnsealError`` when it does not open."""
    if not sealed:
        return ""
    sealed = bytes(sealed)
    try:
        return AESGCM(_key()).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise UnsealError(place) from error


def blind_index(text: str, *, place: str) -> bytes:
    """Return a keyed digest under which equal texts of one place are found; empty for the empty text."""
    if not text:
        return b""
    return hmac.digest(_key(), f"{place}\0{text}".encode(), hashlib.sha256)


def mask(text: str) -> str:
    """Return ``text`` as shown to those who may not read it: ``138****5678``, ``王**``."""
    if len(text) >= 11:  # noqa: PLR2004 - a mobile number
        return f"{text[:3]}****{text[-4:]}"
    return text[:1] + "**" if text else ""


def _key() -> bytes:
    try:
        key = base64.b64decode(settings.FIELD_KEY, validate=True)
    except (AttributeError, binascii.Error) as error:
        raise ImproperlyConfigured("GRIDWARDEN_FIELD_KEY must be 32 bytes in base64") from error
    if len(key) != _KEY_BYTES:
        raise ImproperlyConfigured("GRIDWARDEN_FIELD_KEY must be 32 bytes in base64")
    return key
