"""Signed envelopes: what is signed, with what, and for how long a signature counts.

Ed25519 over method, address, moment, nonce and the digest of the body, each on a line of its own. A signature counts
for five minutes around its moment, a nonce once; so whoever records a message cannot send it again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from gridwarden.platform.refusals import Forbidden, Invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

#: How far the two clocks may lie apart.
WINDOW = timedelta(minutes=5)
TIME, NONCE, SIGNATURE = "X-Exchange-Time", "X-Exchange-Nonce", "X-Exchange-Signature"
_RAW = serialization.Encoding.Raw


class BadSignature(Forbidden):
    """The message is not signed by the key of the peer, or not about now."""

    code = "bad_signature"


class BadKey(Invalid):
    """A public key is 32 bytes in base64."""

    code = "bad_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What travels beside the body."""

    time: str
    nonce: str
    signature: str

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the request."""
        return {TIME: self.time, NONCE: self.nonce, SIGNATURE: self.signature, "Content-Type": "application/json"}


def new_key() -> tuple[str, str]:
    """Return a fresh private key and its public one, both in base64."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(_RAW, serialization.PrivateFormat.Raw, serialization.NoEncryption())
    return base64.b64encode(private).decode(), public_of(base64.b64encode(private).decode())


def public_of(private: str) -> str:
    """Return the public key that belongs to a private one."""
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(private)).public_key()
    return base64.b64encode(key.public_bytes(_RAW, serialization.PublicFormat.Raw)).decode()


def check_key(public: str) -> str:
    """Return a public key as it is stored, or refuse what is none."""
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public.strip(), validate=True))
    except (ValueError, binascii.Error) as error:
        raise BadKey("A public key is 32 bytes in base64.", their_key="is no key") from error
    return public.strip()


def body_of(message: Mapping[str, Any]) -> bytes:
    """Return a message as it travels: the same message gives the same bytes."""
    return json.dumps(message, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def seal(private: str, *, path: str, body: bytes, at: datetime) -> Envelope:
    """Sign a body that is posted to ``path``."""
    time, nonce = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), secrets.token_urlsafe(18)
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(private))
    signature = base64.b64encode(key.sign(_signed(path, time, nonce, body))).decode()
    return Envelope(time=time, nonce=nonce, signature=signature)


def verify(public: str, envelope: Envelope, *, path: str, body: bytes, now: datetime) -> datetime:
    """Return the moment of the signature, or refuse it. Whether the nonce is new is not known here."""
    try:
        moment = datetime.strptime(envelope.time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        signature = base64.b64decode(envelope.signature, validate=True)
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
        key.verify(signature, _signed(path, envelope.time, envelope.nonce, body))
    except (ValueError, binascii.Error, InvalidSignature) as error:
        raise BadSignature("The signature does not fit.") from error
    if abs(now - moment) > WINDOW or not 16 <= len(envelope.nonce) <= 64:  # noqa: PLR2004 - as `seal` makes them
        raise BadSignature("The signature is too old, or the clocks differ.")
    return moment


def _signed(path: str, time: str, nonce: str, body: bytes) -> bytes:
    return "\n".join(("POST", path, time, nonce, hashlib.sha256(body).hexdigest())).encode()
