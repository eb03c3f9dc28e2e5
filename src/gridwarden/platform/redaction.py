"""Take words out of rows: what was written stays, what it says of a person goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.db.models import Model, QuerySet

    Clean = Callable[[str], str]

_BATCH = 500


def unlock_words() -> None:
    """Let rows that are final lose words until the transaction ends; the database lets nothing else of them change."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL gridwarden.redacting = 'on'")


def reword(rows: QuerySet[Any], names: Iterable[str], key: str, cleaners: Mapping[int, Clean]) -> int:
    """Clean the columns ``names`` of ``rows``, each with the cleaner of the case that ``key`` leads to.

    Return how many rows lost something. Two statements, and one more for every 500 that did.
    """
    columns = list(names)
    found: dict[int, Model] = {}
    for row, case_id in _with_case(rows, key):
        clean = cleaners.get(case_id)
        if clean is None:
            continue
        for name in columns:
            before = getattr(row, name)
            after = cleaned(before, clean)
            if after != before:
                setattr(row, name, after)
                found[row.pk] = row
    if found:
        rows.model._default_manager.bulk_update(found.values(), columns, batch_size=_BATCH)  # noqa: SLF001 - Django's own name
    return len(found)


def cleaned(value: Any, clean: Clean) -> Any:
    """Return ``value`` with every text in it cleaned, however deep it lies."""
    match value:
        case str():
            return clean(value)
        case dict():
            return {name: cleaned(one, clean) for name, one in value.items()}
        case list():
            return [cleaned(one, clean) for one in value]
        case _:
            return value


def _with_case(rows: QuerySet[Any], key: str) -> list[tuple[Model, int]]:
    """Return the rows with their cases; ``key`` is a path of columns, such as ``request__case``."""
    cases = dict(rows.values_list("pk", key))
    return [(row, cases[row.pk]) for row in rows if row.pk in cases]
