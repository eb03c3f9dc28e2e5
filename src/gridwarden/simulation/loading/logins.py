"""Let people into the demo: one password for this installation, one account of every role.

No account of a fresh installation has a password that anybody could know beforehand (ASVS 6.3.2), so it is
drawn when the demo is loaded, told once on the screen, and kept in a file that only its owner may read.
The same file holds the secrets of the administrators' second factors, so that no telephone is needed.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.db import transaction

from gridwarden.platform.access import ADMINISTRATORS, Actor
from gridwarden.platform.accounts import totp
from gridwarden.platform.accounts.actions import passwords, second_factors
from gridwarden.platform.accounts.models import User
from gridwarden.platform.refusals import NotFound
from gridwarden.workforce.labels import ROLES, SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from gridwarden.simulation.people.staff import PlannedPerson

FILE_NAME = "demo-logins.txt"
ISSUER = "Gridwarden"
#: No letters or digits that are mistaken for each other; one group of each class, in any order.
_ALPHABETS = ("ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghjkmnpqrstuvwxyz", "23456789", "abcdefghjkmnpqrstuvwxyz")
_GROUP_LENGTH = 4
#: A code may be used once; the one that confirms the factor is an old one, so that the present one is still free.
_EARLIER = timedelta(minutes=2)


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
        lines = [f"password for all: {self.password}", ""]
        for row in self.rows:
            lines.append(f"{row.username:<{width}}  {row.name}  {row.role}  {row.sentence}")
            if row.otpauth:
                lines.append(f"{'':<{width}}  .venv/bin/gridwarden demo code {row.username}   {row.otpauth}")
        return "\n".join(lines) + "\n"


@transaction.atomic
def issue(people: Iterable[PlannedPerson], *, at: datetime) -> Logins:
    """Draw a new password, give it to the accounts of ``people``, and write the file."""
    password = new_password()
    logins = Logins(password, tuple(_let_in(person, password, at) for person in people))
    _keep(logins.text())
    return logins


def kept() -> str | None:
    """Return what the file says, if there is one."""
    path = file_path()
    return path.read_text("utf-8") if path.is_file() else None


def current_code(username: str, *, now: datetime) -> str:
    """Return the six digits that the account's second factor shows at ``now``."""
    for word in (kept() or "").split():
        address = urlsplit(word)
        if address.scheme == "otpauth" and address.path.endswith(f":{username}"):
            return totp.code_at(parse_qs(address.query)["secret"][0], totp.step_of(now))
    raise NoDemoFactor(f"{username} has no second factor of the demo.")


def new_password() -> str:
    """Return a password that is hard to guess, easy to type, and good enough under every profile."""
    groups = ["".join(secrets.choice(alphabet) for _ in range(_GROUP_LENGTH)) for alphabet in _ALPHABETS]
    secrets.SystemRandom().shuffle(groups)
    return "-".join(groups)


def file_path() -> Path:
    """Return where the logins are kept."""
    home: Path = settings.HOME
    return home / FILE_NAME


def _let_in(person: PlannedPerson, password: str, at: datetime) -> Login:
    user = User.objects.get(username=person.username)
    passwords.give(at=at, user_id=user.pk, password=password, must_change=False)
    role = person.roles[0]
    otpauth = _second_factor(user, password, at) if ADMINISTRATORS.intersection(person.roles) else ""
    return Login(person.username, person.name, str(ROLES[role]), str(SENTENCES[role]), otpauth)


def _second_factor(user: User, password: str, at: datetime) -> str:
    """Set up a fresh second factor in place of any other and return its address."""
    secret = second_factors.propose(user_id=user.pk)
    earlier = at - _EARLIER
    second_factors.confirm(
        by=Actor(name=user.display_name, user_id=user.pk),
        at=earlier,
        user_id=user.pk,
        code=totp.code_at(secret, totp.step_of(earlier)),
        keep_session=None,
        password=password,
    )
    return totp.address(secret, username=user.username, issuer=ISSUER)


def _keep(text: str) -> None:
    """Write the file, readable for its owner only from its first byte on."""
    path = file_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)
