"""Inputs that Django does not have."""

from __future__ import annotations

from django import forms


class LongSelect(forms.Select):
    """A list to choose one from that gets a search field in the browser where it is long."""

    def __init__(self, attrs: dict[str, object] | None = None, choices: object = ()) -> None:
        super().__init__({"data-narrow": True, **(attrs or {})}, choices)
