"""Which ways out of the house this installation has: those that the settings name."""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings

from gridwarden.platform.notifications.ports import Channel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gridwarden.platform.notifications.adapters.push import WebPush
    from gridwarden.platform.notifications.ports import Carrier

_instead: list[Mapping[Channel, Carrier]] = []


def carriers() -> Mapping[Channel, Carrier]:
    """Return who carries for which channel; a channel that is not set up is missing."""
    return _instead[-1] if _instead else _by_settings()


@contextmanager
def use(others: Mapping[Channel, Carrier]) -> Iterator[None]:
    """Have ``others`` carry instead of those that the settings name."""
    _instead.append(others)
    try:
        yield
    finally:
        _instead.pop()


def push() -> WebPush | None:
    """Return the carrier of web push, whose public key browsers ask for."""
    from gridwarden.platform.notifications.adapters.push import WebPush  # noqa: PLC0415 - heavy, and seldom asked

    carrier = carriers().get(Channel.PUSH)
    return carrier if isinstance(carrier, WebPush) else None


@lru_cache
def _by_settings() -> Mapping[Channel, Carrier]:
    # Each adapter is imported only where it is used: the libraries behind them load slowly.
    found: dict[Channel, Carrier] = {}
    if settings.SMTP_URL:
        from gridwarden.platform.notifications.adapters.smtp import Smtp  # noqa: PLC0415

        found[Channel.EMAIL] = Smtp.at(settings.SMTP_URL, settings.MAIL_FROM)
    if settings.VAPID_KEY:
        from gridwarden.platform.notifications.adapters.push import WebPush  # noqa: PLC0415

        found[Channel.PUSH] = WebPush(settings.VAPID_KEY, settings.VAPID_CONTACT, tuple(settings.PUSH_HOSTS))
    if settings.SMS_GATEWAY_URL:
        from gridwarden.platform.notifications.adapters.sms import SmsGateway  # noqa: PLC0415

        found[Channel.SMS] = SmsGateway(settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_SECRET)
    if settings.WECHAT_CORP_ID:
        from gridwarden.platform.notifications.adapters.wechat import WorkWeChat  # noqa: PLC0415

        found[Channel.WECHAT] = WorkWeChat(
            settings.WECHAT_CORP_ID, settings.WECHAT_AGENT_ID, settings.WECHAT_SECRET, settings.WECHAT_URL
        )
    return found
