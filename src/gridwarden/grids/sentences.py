"""What the designer says in English, said in the language of the page.

Commands and logs are English; the designer knows no catalogue. Its sentences are recognised by their templates.
"""

from __future__ import annotations

import re
from functools import cache

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from gridwarden.grids.domain.solver_words import of_grids

#: Every sentence, with names where something is filled in; what is filled in may be a sentence itself.
SENTENCES = (
    # the land and the files
    _("There is no road."),
    _("The boundary is not a clean outline: {reason} at {where}."),
    _("The boundary encloses no area."),
    _("An excluded area is not a clean outline: {reason}."),
    _("The excluded area leaves nothing of the district."),
    _("The excluded area splits the district into {count} parts: {parts}."),
    _(
        "None of the {count} roads lies within the boundary: the first is at {first}, the boundary around {middle};"
        " one of the files may be in another coordinate system."
    ),
    _("overrides: no road within the boundary is called {road}."),
    # numbers of grids
    _("{wanted} is impossible: {locked} grids of the class are locked."),
    _("{wanted} is impossible: {problem} (the land lies around {where})."),
    _("no land is of that class"),
    _("within their limits they cover {room} of {area} km2 at most"),
    _("{area} km2 with diameters up to {limit} m need {least} at least"),
    _("the land lies in {pieces} pieces apart"),
    _("the land has only {blocks} blocks"),
    # the search
    _("There is no plan with {wanted}: {problem}"),
    _("There is no plan: {problem}"),
    _("No plan with these numbers was found: {worst}. {numbers}."),
    _("{wide} of {count} grids pass a limit, the widest with {metres} m"),
    _("class {word}: {wanted} grids wanted, {least} is the least that is not disproved"),
    _("Kind {number} has {most} blocks that can be told apart, too few for {wanted} grids."),
    _("Class {word} has {most} blocks that can be told apart, too few for {wanted} grids."),
    _("Class {word} needs {least} grids at least, not {wanted}. {because}"),
    _("Unit {number} is {metres} m wide; a part of its kind may be {limit} m."),
    _("What must lie together with unit {number} is {metres} m wide; a part of its kind may be {limit} m."),
    _("Units {one} and {other} must lie in one part and differ in kind."),
    _("Units {one} and {other} must lie in one part and have no way between them inside their kind."),
    _("Units that must lie together are fixed to two different grids."),
    _("Two blocks must lie together and apart."),
    _("No plan keeps apart what must lie apart."),
    # why no plan needs fewer grids
    _("{count} separate pieces need a part each."),
    _("Fixed parts need {count} at least."),
    _("No shape {limit} m wide is larger than a disc of {area} km2; the area needs {count} parts at least."),
    _("No part carries more than the limit of load; the load needs {count} parts at least."),
    _("There are {count} units of which no two fit into one part of {limit} m."),
    _("{count} more pieces need several parts."),
    _("One part may hold all units."),
    _("All grids are locked."),
    # settings
    _("{where}: there is no setting {name}; known are {known}."),
    _("{where} must be an object with named values, not {value}."),
    _("{where} must be a list, not {value}."),
    _("{where} must be a number, not {value}."),
    _("{where} must be a whole number, not {value}."),
    _("{where} must be a text, not {value}."),
    _("{name} must be 0 or above {least}, not {value}."),
    _("{where}: {value} is not known; wanted is {known}."),
    _("{where}: {names} must be given."),
    _("{where}: {name} must lie in {least}..{most}, not {value}."),
    _("weights: {problem}"),
    _("The weight {name} must lie in {least}..{most}."),
    _("keep must lie in 0..1000, not {value}."),
    _("seed must lie in 0..2147483647, not {value}."),
    _("time_limit_s must lie above 0 and not above 86400, not {value}."),
    _("community must be 12 digits, not {value}."),
    _("overrides: {road} needs a reason."),
    _("grading: one of flow, highway and location must weigh more than 0."),
    _("grading: controlled_from must not lie above strict_from."),
    _("unit: cell must not be larger than wide."),
    _("zoning: town_from must not lie above core_from."),
    # wishes
    _("There is no grid {code} to lock."),
    _("At most {most} pairs."),
    _("Pair {number}: {lon}, {lat} lies outside the district."),
    _("Pair {number}: choose two places."),
    _("{place} lies on land that no grid covers."),
    _("{one} and {other} belong into one grid, but the locked grid {code} holds only one of them."),
    _("{one} and {other} belong into one grid, but are land of two classes."),
    _("{one} and {other} belong into one grid, but no land of their class leads from one to the other."),
    _("{one} and {other} belong into two grids, but both lie in the locked grid {code}."),
    _("{one} and {other} belong into two grids, but both lie in one block, and blocks stay whole."),
    _("The communities leave {share} of the district open, as at {where}."),
    _("The design to start from is gone."),
    _("A grid lies in no community, or a community has more than 999 grids."),
    _("The design broke off by a fault of the program."),
    # roads
    _("strict: score {score} = {parts}"),
    _("controlled: score {score} = {parts}"),
    _("regulated: score {score} = {parts}"),
    _("strict since {day}: {why} (by rule {score} = {parts})"),
    _("controlled since {day}: {why} (by rule {score} = {parts})"),
    _("regulated since {day}: {why} (by rule {score} = {parts})"),
    _("betweenness above {share} of the road length ({value} x {weight})"),
    _("flow {count} veh/h ({value} x {weight})"),
    _("class {highway} ({value} x {weight})"),
    _("location core ({value} x {weight})"),
    _("location town ({value} x {weight})"),
    _("location village ({value} x {weight})"),
    _("frontage {count} per km ({value} x {weight})"),
)
#: Catalogues are kept in plain letters.
_PLAIN = str.maketrans({"×": "x", "²": "2"})
_PLACEHOLDER = re.compile(r"\\\{(\w+)\\\}")
#: What a filled-in list of sentences is parted by.
_BETWEEN = {"parts": " + ", "numbers": "; "}
#: These may be sentences themselves.
_NESTED = {"problem", "worst", "parts", "numbers"}
_NEXT_SENTENCE = re.compile(r"(?<=[.;]) (?=[A-Z0-9])")
#: OpenStreetMap's classes of roads; those that are not here are told as they are.
_HIGHWAYS = {
    "motorway": _("motorway"),
    "trunk": _("trunk road"),
    "primary": _("primary road"),
    "secondary": _("secondary road"),
    "tertiary": _("tertiary road"),
    "unclassified": _("minor road"),
    "residential": _("residential road"),
    "living_street": _("living street"),
    "pedestrian": _("pedestrian street"),
    "service": _("service road"),
}


def said(message: str) -> str:
    """Return a sentence of the designer in the language of the page; one that is not known stays as it is."""
    plain = message.translate(_PLAIN)
    for template, pattern in _patterns():
        found = pattern.fullmatch(plain)
        if found:
            values = {name: _inner(name, value) for name, value in found.groupdict().items()}
            return gettext(template).format(**values)
    return message


def all_said(text: str) -> str:
    """Return several sentences in the language of the page."""
    return _inner("because", text)


def _inner(name: str, value: str) -> str:
    if name == "highway":
        word = _HIGHWAYS.get(value.removesuffix("_link"))
        return gettext(word) if word else value
    if name == "because":
        return " ".join(map(said, _NEXT_SENTENCE.split(value)))
    if name not in _NESTED:
        return value
    between = _BETWEEN.get(name)
    return between.join(map(said, value.split(between))) if between else said(value)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return every sentence with its patterns: those that begin with words first, those with most words before."""
    ordered = sorted(SENTENCES, key=lambda one: (one.startswith("{"), -len(re.sub(r"\{\w+\}", "", one))))
    return tuple((one, _pattern(wording)) for one in ordered for wording in dict.fromkeys((one, of_grids(one))))


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(_PLACEHOLDER.sub(lambda name: f"(?P<{name[1]}>.+?)", re.escape(sentence)), re.DOTALL)
