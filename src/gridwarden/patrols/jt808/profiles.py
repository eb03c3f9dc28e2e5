"""What models of terminals do differently from the standard, and what we let pass for each."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Profile:
    """How leniently one model is read.

    ``force_old``: the version flag of the head is a mistake, the head is that of 2013. ``loose_length``: the announced
    length may be false. ``loose_batch``: a batch may hold items of a false length; what cannot be read is left out.
    ``locators``: a maker's own positions (0x5501, 0x5502) are read. ``wide_extras``: ids of additional items whose
    length takes two bytes.
    """

    name: str = "standard"
    force_old: bool = False
    loose_length: bool = False
    loose_batch: bool = False
    locators: bool = False
    wide_extras: frozenset[int] = field(default_factory=frozenset)


STANDARD = Profile()
#: Devices of 2013 that set the version flag.
FLAGGED_2013 = Profile("flagged_2013", force_old=True)
#: For devices whose lengths cannot be trusted, and for those that tell positions in their maker's own way.
LENIENT = Profile("lenient", loose_length=True, loose_batch=True, locators=True)

PROFILES: dict[str, Profile] = {one.name: one for one in (STANDARD, FLAGGED_2013, LENIENT)}
