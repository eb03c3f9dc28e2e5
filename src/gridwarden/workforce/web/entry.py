"""Where the workforce enters the frame: the menu, and the words of its refusals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gridwarden.platform.access import Permission
from gridwarden.platform.ui.navigation import Entry, Section, register
from gridwarden.platform.ui.refusals import explain

register(
    Entry(
        label=_("People"),
        url_name="workforce:organisation",
        icon="users-group",
        section=Section.DISTRICT,
        permission=Permission.PEOPLE_SEE,
        order=40,
    )
)

register(
    Entry(
        label=_("My shifts"),
        url_name="workforce:my-shifts",
        icon="calendar-user",
        section=Section.WORK,
        permission=Permission.PEOPLE_SEE,
        order=45,
    )
)

explain(
    {
        "misplaced_unit": _("A unit of this kind cannot stand there."),
        "not_a_keeper": _("Only squads, grid teams and contractors keep grids."),
        "unit_code_taken": _("Another unit of the district has this code."),
        "unit_in_use": _("The unit still has people, grids or units below it."),
        "grid_already_kept": _("Another unit of this kind keeps the grid in these days."),
        "staff_number_taken": _("Somebody of the district already has this staff number."),
        "roles_collide": _("An administrator's office stands alone: no second role beside it."),
        "role_out_of_place": _("These roles do not fit the unit: a contractor's people hold no office of the bureau."),
        "own_roles": _("Nobody grants roles to himself."),
        "already_posted": _("The person is already posted to this grid in this role in these days."),
        "role_not_held": _("The person does not hold this role; the security administrator grants it."),
        "grid_not_there": _("The grid is not there yet on that day."),
        "not_in_service": _("The person does not serve in these days."),
        "end_before_start": _("The last day lies before the first."),
        "already_away": _("The person is already on leave in these days."),
        "not_your_roster": _("The rosters of this unit are made by others."),
        "roster_not_ready": _("The roster is not in a state in which this can be done."),
        "double_duty": _("Somebody already has a shift in these hours on another roster."),
        "substitute_away": _("The substitute is on leave in these days too."),
    }
)

#: What actions write beside a field at fault, listed here so that it is translated.
FIELD_WORDS = (
    _("missing"),
    _("taken"),
    _("overlaps"),
    _("away"),
    _("misplaced"),
    _("not held"),
    _("not in service"),
    _("before the first day of the grid"),
    _("another district"),
    _("the same person"),
    _("not after the first day"),
    _("before today"),
    _("more than 90 days"),
    _("from 1 to 62"),
    _("from 0 to 50"),
    _("A shift ends when it starts."),
    _("after the last day"),
    _("keeps no grid"),
    _("not a role of the grid"),
    _("administrators hold no second role"),
)
