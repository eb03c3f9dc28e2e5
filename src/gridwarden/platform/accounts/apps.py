"""Django configuration of accounts."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts and sessions."""

    name = "gridwarden.platform.accounts"
    label = "accounts"
