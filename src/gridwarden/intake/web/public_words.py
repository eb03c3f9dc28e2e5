"""Words and groups that the public pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from gridwarden.cases.domain.moves import MoveName
from gridwarden.intake.domain.opinions import Verdict
from gridwarden.intake.domain.progress import Station
from gridwarden.menu.domain.words import ItemClass
from gridwarden.menu.labels import ITEM_CLASSES

if TYPE_CHECKING:
    from gridwarden.menu.queries.rows import ItemRow, MenuRow

STATIONS = {
    Station.RECEIVED: pgettext_lazy("report", "Received"),
    Station.LOOKED_AT: pgettext_lazy("report", "Looked at on the spot"),
    Station.SENT: pgettext_lazy("report", "Sent to those in charge"),
    Station.WORKED_ON: pgettext_lazy("report", "Being put right"),
    Station.CHECKED: pgettext_lazy("report", "Result checked"),
    Station.DONE: pgettext_lazy("report", "Done"),
    Station.NOT_TAKEN_UP: pgettext_lazy("report", "Not taken up"),
}
#: One sentence on where it stands.
SENTENCES = {
    Station.RECEIVED: gettext_lazy("Your report is with the complaint desk. Next, somebody looks at the place."),
    Station.LOOKED_AT: gettext_lazy("Somebody of the grid looks at the place, or has just done so."),
    Station.SENT: gettext_lazy("The matter is on its way to those who put it right."),
    Station.WORKED_ON: gettext_lazy("Those in charge have it in hand."),
    Station.CHECKED: gettext_lazy("The work is reported as done. Somebody else checks it before it is closed."),
    Station.DONE: gettext_lazy("It is done and checked. Tell us whether you are satisfied."),
    Station.NOT_TAKEN_UP: gettext_lazy("It could not be taken up here. The reason stands below."),
}
#: What the desk's moves are called when they are told to a reporter; all others are news.
TOLD = {
    MoveName.REGISTER: pgettext_lazy("told", "Taken up"),
    MoveName.REFUSE: pgettext_lazy("told", "Not taken up"),
    MoveName.CANCEL: pgettext_lazy("told", "Ended without work"),
    MoveName.CLOSE: pgettext_lazy("told", "Done"),
    MoveName.FORCE_CLOSE: pgettext_lazy("told", "Done"),
    MoveName.REOPEN: pgettext_lazy("told", "Taken up again"),
}
NEWS = pgettext_lazy("told", "News")
VERDICTS = {
    Verdict.SATISFIED: pgettext_lazy("answer", "Satisfied"),
    Verdict.NOT_SATISFIED: pgettext_lazy("answer", "Not satisfied"),
}


def status_words() -> dict[bool, str]:
    """Return the words for open and closed, for the public."""
    return {True: pgettext("public", "Being dealt with"), False: pgettext("public", "Done")}


def map_words() -> dict[str, str]:
    """Return the map's words where the public has others: no grids, and only two colours."""
    words = status_words()
    hidden = dict.fromkeys(("grids", "zones", "classA", "classB", "classC", "red", "none"), "")
    return {
        **hidden,
        "yellow": words[True],
        "green": words[False],
        "pin": _("Place of the problem; move it with the arrow keys"),
    }


def grouped_items(menu: MenuRow) -> list[tuple[str, str, list[ItemRow]]]:
    """Return the menu's items under their classes."""
    groups = [
        (kind.value, str(ITEM_CLASSES[kind]), [item for item in menu.items if item.item_class is kind])
        for kind in ItemClass
    ]
    return [group for group in groups if group[2]]
