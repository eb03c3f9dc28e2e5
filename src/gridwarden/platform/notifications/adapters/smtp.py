"""E-mail through the bureau's own server."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from typing import TYPE_CHECKING, ClassVar, Self
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from gridwarden.platform.notifications.adapters.http import TIMEOUT_S
from gridwarden.platform.notifications.ports import AddressGone, Channel, NotCarried, Receipt, Rejected, Unreachable

if TYPE_CHECKING:
    from gridwarden.platform.notifications.ports import Message

#: Answers that say there is no such mailbox.
_NO_MAILBOX = {550, 551, 553}
_FOR_GOOD = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """``smtp://user:password@host:port?tls=start`` or ``smtps://…``.

    A server takes the same message twice when asked twice, whatever its Message-ID: not repeatable.
    """

    host: str
    port: int
    user: str
    password: str
    is_tls: bool
    starts_tls: bool
    sender: str

    channel: ClassVar = Channel.EMAIL
    is_repeatable: ClassVar = False

    @classmethod
    def at(cls, url: str, sender: str) -> Self:
        """Return the server that ``url`` names."""
        parts = urlsplit(url)
        is_tls = parts.scheme == "smtps"
        return cls(
            host=parts.hostname or "localhost",
            port=parts.port or (465 if is_tls else 25),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            is_tls=is_tls,
            starts_tls=parse_qs(parts.query).get("tls") == ["start"],
            sender=sender,
        )

    def carry(self, message: Message) -> Receipt:
        """Hand one mail over to the server."""
        mail = self._written(message)
        try:
            with self._connected() as server:
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            raise _refused(*next(iter(error.recipients.values()))) from error
        except smtplib.SMTPResponseException as error:
            raise _refused(error.smtp_code, error.smtp_error) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(f"no answer: {type(error).__name__}") from error
        return Receipt(mail["Message-ID"])

    def check_address(self, address: str) -> bool:
        """Return whether ``address`` is a mail address."""
        try:
            validate_email(address)
        except ValidationError:
            return False
        return True

    def _connected(self) -> smtplib.SMTP:
        secure = ssl.create_default_context()
        if self.is_tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_S, context=secure)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_S)
        if self.starts_tls:
            server.starttls(context=secure)
        if self.user:
            server.login(self.user, self.password)
        return server

    def _written(self, message: Message) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self.sender
        mail["To"] = message.to
        mail["Subject"] = " ".join(message.subject.split())
        mail["Date"] = formatdate()
        mail["Message-ID"] = f"<{message.key}@{self.sender.rpartition('@')[2].rstrip('>') or self.host}>"
        mail["Auto-Submitted"] = "auto-generated"
        if message.is_urgent:
            mail["Importance"] = "high"
        mail.set_content(message.text)
        return mail


def _refused(code: int, said: bytes | str) -> NotCarried:
    words = f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"[:200]
    if code in _NO_MAILBOX:
        return AddressGone(words)
    return Rejected(words) if code >= _FOR_GOOD else NotCarried(words)
