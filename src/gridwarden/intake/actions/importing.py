"""Take over somebody else's export of cases: all of it or nothing, and once only."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.cases.actions import adoption, registration
from gridwarden.cases.actions.adoption import EndedCase
from gridwarden.cases.actions.registration import NewCase
from gridwarden.cases.domain.sources import Source
from gridwarden.intake.domain.rows import LeftOut, Record, RefusedRow, Verdict, judge
from gridwarden.intake.models import AdoptedCase
from gridwarden.menu.queries import menus
from gridwarden.platform.access import Permission
from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from gridwarden.intake.domain.mapping import Mapping
    from gridwarden.menu.queries.rows import ConditionRow
    from gridwarden.platform.access import Actor


class BadFile(Invalid):
    """The file cannot be read with this mapping at all."""

    code = "bad_file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a file. ``adopted`` and ``opened`` are 0 when refused rows held everything back."""

    rows: int
    adopted: int
    opened: int
    unchanged: int
    left_out: tuple[LeftOut, ...]
    refused: tuple[RefusedRow, ...]

    @property
    def was_taken(self) -> bool:
        """Whether the file's good rows are in: everything new was stored, or there was nothing new."""
        return bool(self.adopted or self.opened) or not self.refused


def import_cases(
    *, by: Actor, at: datetime, district_id: int, path: Path, mapping: Mapping, skip_refused: bool = False
) -> Outcome:
    """Read ``path`` and store what is new, in one transaction.

    Closed cases become records of their own days; cases still open there are opened here at ``at``. Rows that were
    taken before and have not changed are left alone; a changed one is refused, never overwritten. Without
    ``skip_refused`` a single refused row holds the whole file back.

    Raises:
        BadFile: the file lacks a column of the mapping, or is not text in its encoding.
    """
    by.require(Permission.INTAKE_IMPORT)
    verdicts = _read(path, mapping)
    records = [verdict for verdict in verdicts if isinstance(verdict, Record)]
    refused = [reason for verdict in verdicts if isinstance(verdict, tuple) for reason in verdict]
    left_out = tuple(verdict for verdict in verdicts if isinstance(verdict, LeftOut))
    with transaction.atomic():
        fresh, changed = _unknown(district_id, mapping.system, records)
        refused += changed
        conditions, homeless = _conditions(district_id, at, fresh)
        refused += homeless
        taken = [record for record in fresh if record.external_id in conditions]
        if refused and not skip_refused:
            taken = []
        adopted, opened = _store(by, at, district_id, mapping, taken, conditions)
    return Outcome(
        rows=len(verdicts),
        adopted=adopted,
        opened=opened,
        unchanged=len(records) - len(fresh) - len(changed),
        left_out=left_out,
        refused=tuple(sorted(refused, key=lambda reason: (reason.row, reason.field))),
    )


def _read(path: Path, mapping: Mapping) -> list[Verdict]:
    try:
        with path.open(encoding=mapping.encoding, newline="") as file:
            reader = csv.DictReader(file, delimiter=mapping.delimiter, strict=True)
            if missing := sorted(mapping.needed_columns() - set(reader.fieldnames or ())):
                raise BadFile(f"{path.name} has no column {missing[0]!r}.", file=f"missing columns: {missing}")
            return list(judge(_rows(reader), mapping))
    except UnicodeDecodeError as error:
        hint = f"say how it is written in the mapping, for example [file] encoding = {_other(mapping)!r}"
        raise BadFile(f"{path.name} is not text in {mapping.encoding}; {hint}.", file=str(error)) from error
    except csv.Error as error:
        raise BadFile(f"{path.name} is not a table of comma-separated values: {error}.", file=str(error)) from error


def _other(mapping: Mapping) -> str:
    """Return the likelier encoding: Excel in China writes GBK, which GB 18030 reads, others UTF-8."""
    return "utf-8-sig" if mapping.encoding.lower().startswith("gb") else "gb18030"


def _rows(reader: csv.DictReader[str]) -> Iterator[dict[str, str | None]]:
    """Yield rows as texts; cells beyond the head are not ours to read."""
    for row in reader:
        yield {name: value for name, value in row.items() if isinstance(name, str)}


def _unknown(district_id: int, system: str, records: Iterable[Record]) -> tuple[list[Record], list[RefusedRow]]:
    """Return the records not taken before, and refusals for those that have changed since."""
    known = dict(AdoptedCase.objects.filter(district=district_id, system=system).values_list("external_id", "digest"))
    fresh = [record for record in records if record.external_id not in known]
    changed = [
        RefusedRow(
            record.row, record.external_id, "external_id", "was taken before and has changed since", record.digest[:12]
        )
        for record in records
        if known.get(record.external_id, record.digest) != record.digest
    ]
    return fresh, changed


def _conditions(
    district_id: int, at: datetime, records: Iterable[Record]
) -> tuple[dict[str, ConditionRow], list[RefusedRow]]:
    """Return each record's condition in the menu in force, and refusals for what the menu lacks."""
    menu = menus.current(district_id, at)
    lines = {(item.number, condition.number): condition for item in menu.items for condition in item.conditions}
    found: dict[str, ConditionRow] = {}
    refused = []
    for record in records:
        condition = lines.get((record.item, record.condition))
        if condition is None:
            words = f"{record.item}.{record.condition}"
            refused.append(RefusedRow(record.row, record.external_id, "category", "the menu has no such line", words))
        else:
            found[record.external_id] = condition
    return found, refused


def _store(
    by: Actor,
    at: datetime,
    district_id: int,
    mapping: Mapping,
    records: list[Record],
    conditions: dict[str, ConditionRow],
) -> tuple[int, int]:
    ended = [record for record in records if record.closed_at is not None]
    running = [record for record in records if record.closed_at is None]
    ids = adoption.adopt(
        by=by,
        at=at,
        district_id=district_id,
        ended=[_ended(record, conditions[record.external_id], mapping) for record in ended],
    )
    ids += [_open(by, at, district_id, mapping, record, conditions[record.external_id]) for record in running]
    AdoptedCase.objects.bulk_create(
        [
            AdoptedCase(
                district_id=district_id,
                system=mapping.system,
                external_id=record.external_id,
                digest=record.digest,
                case_id=case_id,
                adopted_at=at,
            )
            for record, case_id in zip([*ended, *running], ids, strict=True)
        ],
        batch_size=1000,
    )
    return len(ended), len(running)


def _origin(record: Record, mapping: Mapping) -> str:
    return f"{mapping.system} {record.external_id}"


def _ended(record: Record, condition: ConditionRow, mapping: Mapping) -> EndedCase:
    return EndedCase(
        source=Source(record.source),
        condition=condition,
        lon=record.lon,
        lat=record.lat,
        place_crs=mapping.crs.value,
        address=record.address,
        description=record.text,
        opened_at=record.opened_at,
        closed_at=record.closed_at or record.opened_at,
        origin=_origin(record, mapping),
    )


def _open(by: Actor, at: datetime, district_id: int, mapping: Mapping, record: Record, condition: ConditionRow) -> int:
    opened = registration.open(
        by=by,
        at=at,
        new=NewCase(
            district_id=district_id,
            source=Source.TRANSFER,
            lon=record.lon,
            lat=record.lat,
            condition_id=condition.id,
            address=record.address[:200],
            description=f"{record.text} ({_origin(record, mapping)}, {record.opened_at:%Y-%m-%d %H:%M})",
        ),
    )
    return opened.case_id
