"""``{% form_key %}``: the hidden field that makes a double submission harmless."""

from __future__ import annotations

from django import template
from django.utils.html import format_html

from gridwarden.platform.api.forms import FIELD, new_key

register = template.Library()


@register.simple_tag
def form_key() -> str:
    """Return a hidden field with a fresh key; the view is decorated with ``submitted_once``."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_key())
