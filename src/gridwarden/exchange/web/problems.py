"""Why a message is not taken, or a case could not follow: kept as machines say it, read as people do."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from gridwarden.platform.ui.refusals import all_words

#: The refusal's code: in the answer of a platform such as ours, or before our own words.
_CODE = re.compile(r'"code":\s*"([a-z_]+)"|^([a-z_]+): ')


def in_words(problem: str) -> str:
    """Return ``problem`` in the language of the page; what nobody has words for is left as it is."""
    if problem.startswith("no answer"):
        return _("The platform does not answer.")
    if problem == "left out by the peer":
        return _("The platform left it out.")
    found = _CODE.search(problem)
    return all_words().get(found[1] or found[2], problem) if found else problem
