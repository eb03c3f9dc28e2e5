"""``gridwarden django messages``: bring the Chinese catalogues up to date and compile them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from gridwarden.platform.ui.catalogues import catalogues

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Extract, say what lacks, compile."""

    help = "Extract the texts of every app (or of those named), list what lacks a translation, compile."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take app names and two switches."""
        parser.add_argument("apps", nargs="*", help="the last part of an app's name, for example cases")
        parser.add_argument("--compile", action="store_true", help="only compile")
        parser.add_argument("--check", action="store_true", help="change nothing; fail when something lacks")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run."""
        lacking = 0
        for catalogue in catalogues():
            if options["apps"] and catalogue.app.rsplit(".", 1)[-1] not in options["apps"]:
                continue
            if not (options["compile"] or options["check"]):
                catalogue.update()
            if not options["compile"]:
                faults = catalogue.lacking()
                lacking += len(faults)
                for fault in faults:
                    self.stdout.write(f"{catalogue.app}: {fault}")
            if not options["check"]:
                catalogue.compile()
        if lacking and options["check"]:
            raise CommandError(f"{lacking} texts lack a Chinese translation.")
