"""What passwords must be like, beside what Django checks itself."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator as DjangosList
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from gridwarden.platform.accounts.models import User

_PRODUCT = ("gridwarden", "wanggezhang", "chengguan")
_SHORTEST_LATIN = 4
_SHORTEST_CHINESE = 2


class MinimumLengthValidator:
    """Length is what counts; Django's own says so in English only."""

    def __init__(self, min_length: int = 8) -> None:
        self.min_length = min_length

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 - Django's signature
        """Refuse what is shorter."""
        if len(password) < self.min_length:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        """Say the rule."""
        return ngettext(
            "A password has at least %(count)d character.",
            "A password has at least %(count)d characters.",
            self.min_length,
        ) % {"count": self.min_length}


class CommonPasswordValidator(DjangosList):
    """The twenty thousand passwords that are tried first."""

    def get_error_message(self) -> str:
        """Say why it is refused."""
        return self.get_help_text()

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("A password is not one of those that everybody uses.")


class MaximumLengthValidator:
    """Nobody types this; hashing it would only cost."""

    def __init__(self, max_length: int = 256) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 - Django's signature
        """Refuse what is longer."""
        if len(password) > self.max_length:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        """Say the rule."""
        return ngettext(
            "A password has at most %(count)d character.",
            "A password has at most %(count)d characters.",
            self.max_length,
        ) % {"count": self.max_length}


class OwnNameValidator:
    """The account's name, the person's name and number, and the product's name are guessed first."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Refuse a password that contains one of them."""
        plain = unicodedata.normalize("NFKC", password).casefold()
        if any(word in plain for word in (*_PRODUCT, *_words_of(user))):
            raise ValidationError(self.get_help_text(), code="password_holds_name")

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("A password does not contain your name, your user name, your number or the name of this program.")


def _words_of(user: User | None) -> list[str]:
    if user is None:
        return []
    words = [unicodedata.normalize("NFKC", word).casefold() for word in (user.username, user.display_name, user.phone)]
    return [word for word in words if len(word) >= (_SHORTEST_LATIN if word.isascii() else _SHORTEST_CHINESE)]


class CharacterClassesValidator:
    """Profile ``dengbao``: three of capital letters, small letters, digits and other characters."""

    def __init__(self, classes: int = 3) -> None:
        self.classes = classes

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 - Django's signature
        """Refuse a password made of too few classes."""
        tests = (str.isupper, str.islower, str.isdigit, lambda letter: not (letter.isascii() and letter.isalnum()))
        if sum(any(map(test, password)) for test in tests) < self.classes:
            raise ValidationError(self.get_help_text(), code="password_too_simple")

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("A password mixes at least three of capital letters, small letters, digits and other characters.")


class RecentPasswordsValidator:
    """Profile ``dengbao``: nobody returns to one of the last passwords."""

    def __init__(self, remembered: int = 5) -> None:
        self.remembered = remembered

    def validate(self, password: str, user: User | None = None) -> None:
        """Refuse the present password and those before it."""
        if user is None or user.pk is None:
            return
        past = user.past_passwords.order_by("-replaced_at", "-pk").values_list("hash", flat=True)[: self.remembered]
        if any(check_password(password, known) for known in (user.password, *past)):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def get_help_text(self) -> str:
        """Say the rule."""
        return ngettext(
            "A password differs from the last %(count)d.",
            "A password differs from the last %(count)d.",
            self.remembered,
        ) % {"count": self.remembered}
