"""The key that browsers subscribe with: ``{% load push %}``."""

from __future__ import annotations

from django import template

from gridwarden.platform.notifications.ways import push

register = template.Library()


@register.simple_tag
def push_key() -> str:
    """Return the public key of web push, empty where messages cannot be pushed."""
    carrier = push()
    return carrier.public_key if carrier else ""
