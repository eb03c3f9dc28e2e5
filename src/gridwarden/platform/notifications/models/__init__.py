"""Models of notifications."""

from gridwarden.platform.notifications.models.delivery import TROUBLED, Delivery, State
from gridwarden.platform.notifications.models.notice import Notice
from gridwarden.platform.notifications.models.preference import Address, Choice, Preference, Subscription
from gridwarden.platform.notifications.models.rule import ChannelRule, Reach
from gridwarden.platform.notifications.models.template import Template

__all__ = [
    "TROUBLED",
    "Address",
    "ChannelRule",
    "Choice",
    "Delivery",
    "Notice",
    "Preference",
    "Reach",
    "State",
    "Subscription",
    "Template",
]
