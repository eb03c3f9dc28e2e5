"""What the scripts of the studio say, in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gridwarden.platform.ui.refusals import all_words


def words() -> dict[str, str]:
    """Return the texts by name, refusals under their codes."""
    return {
        **all_words(),
        "block": _("Block {number} in {code}"),
        "blocks": _("{count} blocks"),
        "blockFacts": _("{minutes} minutes a day, {area} ha, may join class {allowed}"),
        "moveTo": _("to {code}"),
        "fine": _("nothing speaks against it"),
        "trying": _("being checked"),
        "moved": _("Moved to {code}."),
        "splitDone": _("{code} was split."),
        "mergeDone": _("{code} was joined to {into}."),
        "undone": _("The last change was taken back."),
        "noFlaws": _("Nothing is wrong: the plan can be published."),
        "onlyWarnings": _("The plan can be published, but the work is uneven."),
        "graveFlaws": _("The plan cannot be published like this."),
        "isPublished": _("Published: the plan of the district from {day} on."),
        "noNeighbour": _("No other grid touches these blocks."),
        "gridFacts": _("Class {word}: {metres} of {limit} m, {minutes} minutes a day, {share} of the mean"),
        "failed": _("That did not work. Load the page again."),
        "today": _("Today's plan"),
        "pair": _("{number}. {one} - {other}"),
        "removePair": _("Remove"),
        "hintLock": _("Click a grid to keep it as it is."),
        "hintFirst": _("Click the first of the two places."),
        "hintSecond": _("Click the second place."),
    }
