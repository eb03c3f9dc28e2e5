"""Rows of a staff table: what the columns are called, what a row must say, what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gridwarden.platform.access import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Column → the heads under which it is found, in Chinese tables and in English ones.
HEADS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "name"),
    "username": ("登录名", "账号", "username"),
    "staff_number": ("工号", "编号", "staff_number"),
    "unit": ("单位编码", "单位", "unit"),
    "roles": ("角色", "roles"),
    "grids": ("网格", "网格编码", "grids"),
    "phone": ("电话", "手机", "phone"),
    "card_number": ("执法证号", "card_number"),
    "joined_on": ("入职日期", "joined_on"),
}
REQUIRED = ("name", "username", "staff_number", "unit", "roles")
#: Roles by the words of a Chinese table; the values of ``Role`` are understood as well.
ROLE_WORDS: dict[str, Role] = {
    "信息员": Role.INFORMATION_OFFICER,
    "执法队员": Role.ENFORCEMENT_OFFICER,
    "社区干部": Role.COMMUNITY_OFFICER,
    "环卫工人": Role.SANITATION_WORKER,
    "市政管理员": Role.MUNICIPAL_OFFICER,
    "门前责任人": Role.FRONTAGE_HOLDER,
    "中队长": Role.SQUAD_LEADER,
    "大队领导": Role.BRIGADE_LEADER,
    "处室人员": Role.DIVISION_OFFICER,
    "受理员": Role.DESK_OPERATOR,
    "值班长": Role.SHIFT_SUPERVISOR,
    "派遣员": Role.DISPATCHER,
    "核查员": Role.CHECKER,
    "作业单位负责人": Role.CONTRACTOR_OFFICER,
    **{role.value: role for role in Role},
}
#: Between several roles or grids in one cell.
_BETWEEN = re.compile(r"[,;，；、\s]+")
_LONGEST = {"name": 60, "username": 150, "staff_number": 20, "phone": 20, "card_number": 30}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which field of which row; row 0 is the head."""

    row: int
    field: str
    rule: str

    def __str__(self) -> str:
        return f"row {self.row}, {self.field}: {self.rule}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """A person as the table says it."""

    row: int
    name: str
    username: str
    staff_number: str
    unit: str
    roles: tuple[Role, ...]
    grids: tuple[str, ...]
    phone: str
    card_number: str
    joined_on: date | None


def columns(heads: list[str]) -> dict[str, int]:
    """Return where each known column stands."""
    found = {}
    for column, names in HEADS.items():
        places = [place for place, head in enumerate(heads) if head.strip() in names]
        if places:
            found[column] = places[0]
    return found


def head_faults(found: Mapping[str, int]) -> list[Fault]:
    """Return the required columns that are missing."""
    return [Fault(0, column, "the column is missing") for column in REQUIRED if column not in found]


def parse(row: int, cells: Mapping[str, str]) -> tuple[RosterRow | None, list[Fault]]:
    """Return the person of a row, or everything that is wrong with it."""
    faults = [Fault(row, field, rule) for field, rule in _faults(cells)]
    if faults:
        return None, faults
    return (
        RosterRow(
            row=row,
            name=cells["name"],
            username=cells["username"],
            staff_number=cells["staff_number"],
            unit=cells["unit"],
            roles=tuple(ROLE_WORDS[word] for word in _words(cells["roles"])),
            grids=tuple(_words(cells.get("grids", ""))),
            phone=cells.get("phone", ""),
            card_number=cells.get("card_number", ""),
            joined_on=_day(cells.get("joined_on", "")),
        ),
        [],
    )


def _faults(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for field in REQUIRED:
        if not cells.get(field):
            yield field, "must not be empty"
    for field, longest in _LONGEST.items():
        if len(cells.get(field, "")) > longest:
            yield field, f"at most {longest} characters"
    for word in _words(cells.get("roles", "")):
        if word not in ROLE_WORDS:
            yield "roles", f"there is no role {word}"
    if cells.get("joined_on") and _day(cells["joined_on"]) is None:
        yield "joined_on", "a day such as 2026-03-01"


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN.split(text) if word]


def _day(text: str) -> date | None:
    match = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00(?::00)?)?", text)
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None
