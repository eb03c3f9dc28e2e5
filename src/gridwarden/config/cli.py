"""The one command-line program: a table of commands, each loaded when it is called."""

from __future__ import annotations

import os

import click

from gridwarden.platform.commands import Entry, LazyGroup

# Here and not in ``main``: click loads the command that it is to run before the body of the group.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gridwarden.config.settings.production")

#: name → where the click command is, and what ``--help`` says of it without loading it.
COMMANDS: dict[str, Entry] = {
    "up": Entry("gridwarden.config.commands.up:up", "Start the database and bring it up to date.", needs_django=False),
    "down": Entry("gridwarden.config.commands.down:down", "Stop the private database.", needs_django=False),
    "status": Entry("gridwarden.config.commands.status:status", "Say what runs, what waits and what is wrong."),
    "serve": Entry("gridwarden.config.commands.serve:serve", "Serve pages, API and event stream.", needs_django=False),
    "worker": Entry("gridwarden.platform.jobs.cli:worker", "Deliver events, fire timers and run jobs."),
    "backup": Entry("gridwarden.config.commands.backup:backup", "Back up database and files.", needs_django=False),
    "restore": Entry("gridwarden.config.commands.backup:restore", "Bring a backup back.", needs_django=False),
    "appoint": Entry("gridwarden.config.commands.appoint:appoint", "Appoint an administrator of a district."),
    "accounts": Entry("gridwarden.platform.accounts.cli:accounts", "Renew credentials."),
    "audit": Entry("gridwarden.platform.audit.cli:audit", "Verify the audit trail, sign where it ends."),
    "photos": Entry("gridwarden.platform.attachments.cli:photos", "Verify stored photos, collect leftovers."),
    "evidence": Entry("gridwarden.cases.cli:evidence", "Check evidence packs.", needs_django=False),
    "worktime": Entry(
        "gridwarden.platform.calendars.cli:worktime", "Compute deadlines, import days.", needs_django=False
    ),
    "grids": Entry(
        "gridwarden.grids.cli:grids", "Import, design and check the territory, locate places.", needs_django=False
    ),
    "people": Entry("gridwarden.workforce.cli.people:people", "Enrol tables of people."),
    "workforce": Entry("gridwarden.workforce.cli.roster:workforce", "Make a roster from a file.", needs_django=False),
    "gateway": Entry("gridwarden.patrols.cli:gateway", "Serve vehicle terminals (JT/T 808), or simulate some."),
    "jt808": Entry("gridwarden.patrols.cli:jt808", "Look into what vehicle terminals send.", needs_django=False),
    "import": Entry("gridwarden.intake.cli:import_group", "Take over data of other systems."),
    "demo": Entry("gridwarden.simulation.cli:demo", "Load an invented district, let it live, log in to it."),
    "django": Entry("gridwarden.config.commands.django:run_django", "Run a Django command.", needs_django=False),
}


@click.group(cls=LazyGroup, entries=COMMANDS)
@click.version_option(package_name="gridwarden")
def main() -> None:
    """Run a district's grid-based city management."""
