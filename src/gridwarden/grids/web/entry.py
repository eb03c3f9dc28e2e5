"""Where the territory enters the frame: the menu, and the words of its refusals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gridwarden.platform.access import Permission
from gridwarden.platform.ui.navigation import Entry, Section, register
from gridwarden.platform.ui.refusals import explain

register(
    Entry(
        label=_("Grids and roads"),
        url_name="grids:list",
        icon="hexagons",
        section=Section.DISTRICT,
        permission=Permission.TERRITORY_SEE,
        order=30,
    )
)

explain(
    {
        "import_refused": _("The file has faults; nothing was imported."),
        "no_district": _("There is no district for you yet."),
        "no_grid": _("There is no such grid."),
        "no_road": _("There is no such road."),
        "no_point": _("There is no such point of interest."),
        "bad_point": _("The point of interest cannot be taken like this."),
        "point_known": _("This name stands at this place already, or was withdrawn there."),
        "no_tile": _("There is no such tile."),
        "unknown_district": _("There is no such district."),
        "district_exists": _("A district with this code is already there."),
        "bad_district_code": _("A district's code has six digits."),
        "later_plan": _("Grids that begin on a later day are already there; choose a day after them."),
        "later_zones": _("Zones that begin on a later day are already there; choose a day after them."),
        "grid_in_use": _("A grid that begins on the same day is already in use; choose a later day."),
        "grid_closed": _("The grid has ended or been followed by a newer version; change that one."),
        "before_the_grid": _("The change cannot begin before the grid itself."),
        "grade_without_reason": _("Say why the road is graded differently."),
        "no_design": _("There is no such design."),
        "design_not_ready": _("The design is not in a state in which this can be done."),
        "design_flawed": _("The plan breaks rules and cannot be published; the list beside the map says which."),
        "too_many_designs": _("Enough designs are being made already; wait for one to end."),
        "design_unchanged": _("The plan is the one in force already; change it before you publish it."),
        "bad_wishes": _("What is wanted of the design cannot be meant."),
        "no_community": _("A grid lies in no community, or a community has more than 999 grids."),
        "published_too_early": _("A plan is published for the days to come."),
        "design_edit_refused": _("The plan cannot be changed in this way."),
        "no_such_part_of_design": _("The design has no such block or grid."),
        "not_beside": _("The land does not touch that grid."),
        "one_block": _("A grid of a single block cannot be split."),
        "design_moved_on": _("Somebody else changed the design meanwhile; load the page again."),
        "nothing_to_undo": _("No change is left to take back."),
        "bad_design_params": _("A setting of the design is out of its range."),
        "not_a_place": _("These are not degrees of longitude and latitude."),
        "no_staged_file": _("This file is no longer waiting; upload it again."),
        "file_too_large": _("The file is too large."),
    }
)

#: What actions write beside a field at fault, listed here so that it is translated.
FIELD_WORDS = (
    _("missing"),
    _("taken"),
    _("six digits"),
    _("too early"),
    _("same day"),
    _("before the grid"),
    _("in the past"),
    _("outside the district"),
)
