"""Let people into the demo: one password for this installation, one account of every role.

No account of a fresh installation has a password that anybody could know beforehand (ASVS 6.3.2), so it is
drawn when the demo is loaded, told once on the screen, and kept in a file that only its owner may read.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from gridwarden.platform.access import ADMINISTRATORS, ROLES
from gridwarden.platform.accounts.models import User
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from gridwarden.platform.access import Actor
    from gridwarden.simulation.people.staff import PlannedPerson

FILE_NAME = "demo-logins.txt"
#: The second factor of an administrator of the demo bears this name; only such factors tell their code.
DEVICE_NAME = "demo"
#: No letters or digits that are mistaken for each other.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP_LENGTH = 4, 4
_KEY_BYTES = 20


class NoDemoFactor(NotFound):
    """The account has no second factor of the demo."""

    code = "no_demo_factor"


@dataclass(frozen=True, slots=True)
class Login:
    """One account to try, and who it is."""

    username: str
    name: str
    role: str
    sentence: str
    #: Address by which an authenticator takes up the second factor; empty for who needs none.
    otpauth: str = ""


@dataclass(frozen=True, slots=True)
class Logins:
    """All accounts to try and their common password."""

    password: str
    rows: tuple[Login, ...]

    def text(self) -> str:
        """Return the table that is shown and kept."""
        width = max(len(row.username) for row in self.rows)
        lines = [f"password: {self.password}", ""]
        for row in self.rows:
            lines.append(f"{row.username:<{width}}  {row.name}  {row.role}")
            if row.otpauth:
                lines.append(f"{'':<{width}}  second factor: gridwarden demo code {row.username}")
                lines.append(f"{'':<{width}}  {row.otpauth}")
        return "\n".join(lines) + "\n"


@transaction.atomic
def issue(people: Iterable[PlannedPerson], *, by: Actor, at: datetime) -> Logins:
    """Draw a new password, give it to the accounts of ``people``, and write the file."""
    password = new_password()
    rows = tuple(_let_in(person, password, by=by, at=at) for person in people)
    logins = Logins(password, rows)
    _keep(logins.text())
    return logins


def kept() -> str | None:
    """Return what the file says, if there is one."""
    path = file_path()
    return path.read_text("utf-8") if path.is_file() else None


def current_code(username: str, *, now: datetime) -> str:
    """Return the six digits that the account's second factor shows at ``now``."""
    device = TOTPDevice.objects.filter(user__username=username, name=DEVICE_NAME).first()
    if device is None:
        raise NoDemoFactor(f"{username} has no second factor of the demo.")
    clock = TOTP(device.bin_key, device.step, device.t0, device.digits)
    clock.time = now.timestamp()
    return f"{clock.token():0{device.digits}d}"


def new_password() -> str:
    """Return a password that is hard to guess and easy to type."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))


def file_path() -> Path:
    """Return where the logins are kept."""
    home: Path = settings.HOME
    return home / FILE_NAME


def _let_in(person: PlannedPerson, password: str, *, by: Actor, at: datetime) -> Login:
    user = User.objects.get(username=person.username)
    user.set_password(password)
    user.save(update_fields=["password"])
    record("demo.login_issued", by=by, at=at, subject_type="user", subject_id=user.pk)
    card = ROLES[person.roles[0]]
    return Login(person.username, person.name, card.role.value, card.sentence, _second_factor(user, person))


def _second_factor(user: User, person: PlannedPerson) -> str:
    if not ADMINISTRATORS.intersection(person.roles):
        return ""
    key = secrets.token_hex(_KEY_BYTES)
    device, _ = TOTPDevice.objects.get_or_create(user=user, name=DEVICE_NAME, defaults={"key": key, "confirmed": True})
    return str(device.config_url)


def _keep(text: str) -> None:
    """Write the file, readable for its owner only from its first byte on."""
    path = file_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)
