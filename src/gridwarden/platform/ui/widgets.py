"""Inputs that Django does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from collections.abc import Mapping


class LongSelect(forms.Select):
    """A list to choose one from that gets a search field in the browser where it is long."""

    def build_attrs(
        self, base_attrs: Mapping[str, Any], extra_attrs: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return the attributes, with the one that the script looks for."""
        return {"data-narrow": True, **super().build_attrs(dict(base_attrs), dict(extra_attrs or {}))}
