"""Write the OpenAPI document to where it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from gridwarden.platform.api.openapi import document

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """``gridwarden django export_openapi docs/openapi.json``."""

    help = "Write the OpenAPI document."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file's place."""
        parser.add_argument("path", nargs="?", default="docs/openapi.json")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the file."""
        Path(options["path"]).write_text(document(), encoding="utf-8")
