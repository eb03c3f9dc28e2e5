"""What is reported on a day: when, where, what and by whom. Pure, and the same for the same seed and day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from gridwarden.cases.domain.sources import Source
from gridwarden.platform.access import Role
from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.life import habits
from gridwarden.simulation.life.habits import choose, load_habits, load_texts
from gridwarden.simulation.people.names import NameBook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, tzinfo
    from random import Random

    from gridwarden.simulation.territory.model import GridArea, Place, Territory

_SATURDAY = 5
#: No two days share a caller's number.
_CALLS_A_DAY = 100
#: Sources by the habits of their hours.
_OUTSIDE = frozenset({Source.CITIZEN, Source.HOTLINE, Source.WEB, Source.MEDIA, Source.LEADER, Source.TRANSFER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Something that somebody reports."""

    at: datetime
    source: Source
    place: Place
    item: int
    #: Number of the condition in its item.
    condition: int
    #: Role of the one who found it; ``None`` when somebody outside reports.
    found_by: Role | None
    caller: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What arrivals are drawn from: the district, its menu and its clock."""

    territory: Territory
    #: Wording of every condition, by item and number within it.
    conditions: Mapping[tuple[int, int], str]
    zone: tzinfo
    seed: int
    #: The first day; complaints are counted from it.
    first_day: date


def arrivals_of(day: date, setting: Setting) -> list[Arrival]:
    """Return everything that is reported on ``day``, in order of time."""
    chance = chance_of(setting.seed, "arrivals", day.isoformat())
    callers = chance_of(setting.seed, "callers", day.isoformat())
    book = NameBook(callers, phones_from=day.toordinal() * _CALLS_A_DAY)
    found = [_arrival(source, day, setting, chance, book) for source in _sources(day, setting, chance)]
    in_order = sorted(found, key=lambda arrival: arrival.at)
    # No two at the very same moment: the moment tells how far a day has been lived.
    return [replace(one, at=one.at + timedelta(microseconds=number)) for number, one in enumerate(in_order)]


def complaints_on(day: date, first_day: date) -> int:
    """Return how many complaints come in on ``day``: 148 in the first thirty days, evenly."""
    return _evenly(habits.COMPLAINTS_A_MONTH, (day - first_day).days)


def text_of(arrival: Arrival, setting: Setting) -> str:
    """Return how the report is worded."""
    chance = chance_of(setting.seed, "text", arrival.at.isoformat())
    kind = "complained" if arrival.found_by is None else "found"
    place = arrival.place.address + (f"{arrival.place.name}门前" if arrival.place.name else "")
    what = setting.conditions[arrival.item, arrival.condition]
    return chance.choice(load_texts()[kind]).format(place=place, what=what)


def discovered(day: date, chance: Random) -> int:
    """Return how many of the day's problems the district's own people find."""
    a_day = habits.PROBLEMS_A_DAY_OFF if day.weekday() >= _SATURDAY else habits.PROBLEMS_A_DAY
    problems = round(a_day * chance.uniform(0.9, 1.1))
    return sum(chance.random() < habits.DISCOVERY_RATE for _ in range(problems))


def _evenly(a_month: int, day_number: int) -> int:
    return (day_number + 1) * a_month // habits.MONTH_DAYS - day_number * a_month // habits.MONTH_DAYS


def _sources(day: date, setting: Setting, chance: Random) -> Iterator[Source]:
    number = (day - setting.first_day).days
    yield from [Source.PATROL] * discovered(day, chance)
    for _ in range(complaints_on(day, setting.first_day)):
        yield Source(choose(load_habits().channels, chance))
    yield from [Source.VIDEO] * _evenly(habits.VIDEO_A_MONTH, number)
    yield from [Source.INSPECTION] * _evenly(habits.INSPECTIONS_A_MONTH, number)
    yield from [Source.TRANSFER] * _evenly(habits.TRANSFERS_A_MONTH, number)


def _arrival(source: Source, day: date, setting: Setting, chance: Random, book: NameBook) -> Arrival:
    outside = source in _OUTSIDE
    grid = _grid(setting.territory, chance)
    item = _item(grid, chance, outside=outside)
    condition = _condition(setting, item, chance)
    return Arrival(
        at=_moment(day, "complaint" if outside else "patrol", setting.zone, chance),
        source=source,
        place=_place(setting.territory, grid, item, chance),
        item=item,
        condition=condition,
        found_by=_finder(source, item, chance),
        caller=book.person() if outside else "",
        phone=book.phone() if outside else "",
    )


def _moment(day: date, kind: str, zone: tzinfo, chance: Random) -> datetime:
    hour = choose(load_habits().hours[kind], chance)
    return datetime.combine(day, time(), zone) + timedelta(hours=hour, seconds=round(chance.uniform(0, 3599)))


def _grid(territory: Territory, chance: Random) -> GridArea:
    weights = [load_habits().grid_weight[grid.grid_class] for grid in territory.grids]
    return chance.choices(territory.grids, weights=weights)[0]


def _item(grid: GridArea, chance: Random, *, outside: bool) -> int:
    items = load_habits().items
    return choose({one.number: float(one.complaint if outside else one.weight[grid.zone]) for one in items}, chance)


def _condition(setting: Setting, item: int, chance: Random) -> int:
    """Return one of the item's conditions, the first ones more often."""
    numbers = sorted(number for of_item, number in setting.conditions if of_item == item)
    return choose({number: 1.0 / number for number in numbers}, chance)


def _place(territory: Territory, grid: GridArea, item: int, chance: Random) -> Place:
    for kind in (*load_habits().item(item).settings, "back_street"):
        places = territory.places_in(grid.code, kind)
        if places:
            return chance.choice(places)
    raise LookupError(grid.code)


def _finder(source: Source, item: int, chance: Random) -> Role | None:
    if source is Source.VIDEO:
        return Role.DESK_OPERATOR
    if source is Source.INSPECTION:
        return Role.SQUAD_LEADER
    if source is not Source.PATROL:
        return None
    role = Role(choose(load_habits().reporters, chance))
    municipal = range(7, 12)
    return Role.INFORMATION_OFFICER if role is Role.MUNICIPAL_OFFICER and item not in municipal else role
