"""What people read when the public pages refuse something."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gridwarden.platform.ui import refusals

refusals.explain(
    {
        "turned_away": _("This cannot be taken here. Please call the complaint desk."),
        "public_reports_closed": _(
            "This district takes no reports here at the moment. Please call the complaint desk."
        ),
        "outside_the_district": _("The place lies outside this district."),
        "too_many_photos": _("These are too many photos."),
        "no_such_place": _("There is no such district."),
        "no_report": _("No report bears this code."),
        "not_asked": _("There is nothing to answer now: the case is open, or has your answer already."),
        "reopening_ended": _("It cannot be taken up again from here any more; a new report always can be sent."),
        "words_missing": _("Say what is still wrong."),
        "terms_out_of_bounds": _("A number lies outside its bounds."),
        "not_blockable": _("This cannot be blocked: it is no telephone, no address or net of addresses, or too short."),
        "no_such_block": _("There is no such entry any more."),
        "no_origin": _("It is not known where this report came from."),
        "no_case_to_publish": _("There is no such case."),
        "not_closed_yet": _("A result is published once the case is closed."),
        "nothing_to_say": _("A notice has a title and a text."),
        "ends_before": _("The day lies in the past."),
        "no_such_announcement": _("There is no such notice."),
    }
)
