"""Fifty people number papers at once, some of them fail: no gap, no repeat."""

from __future__ import annotations

import random
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from gridwarden.cases.models import Case
from gridwarden.inspections.actions import issuing, slips
from gridwarden.inspections.actions.issuing import GivenParty
from gridwarden.inspections.actions.slips import NewSlip
from gridwarden.inspections.models import ContactSlip, Notice
from gridwarden.platform.numbering.actions import take
from tests.factories.cases import MONDAY
from tests.factories.contracts import for_slips
from tests.factories.grids import middle_of
from tests.factories.inspections import build

if TYPE_CHECKING:
    from tests.factories.inspections import Papers

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
ISSUERS = 50


class Crashed(Exception):
    """Whatever may happen between the number and the commit."""


def test_numbers_have_no_gap_under_fifty_issuers_and_aborted_transactions() -> None:
    taken: dict[str, list[int]] = defaultdict(list)

    def work(seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
        try:
            for _round in range(6):
                series = chance.choice(("paper.notice", "paper.order"))
                try:
                    with transaction.atomic():
                        number = take(district_id=1, series=series, period="2026")
                        crash_sometimes(chance)
                    taken[series].append(number)
                except Crashed:
                    continue
        finally:
            connection.close()

    together(work)
    assert sum(map(len, taken.values())) < ISSUERS * 6, "some have failed"
    for numbers in taken.values():
        assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_papers_and_cases_of_fifty_issuers_are_numbered_without_a_gap() -> None:
    papers: Papers = build()
    by, condition_id = papers.by(), for_slips(papers.stage).pk
    lon, lat = middle_of(0, 0)
    findings = [papers.finding() for _ in range(0, ISSUERS, 2)]
    contents = [papers.contents(party=GivenParty(name=f"店{number}")) for number in range(0, ISSUERS, 2)]
    photos = [papers.stage.photo("officer") for _ in range(1, ISSUERS, 2)]

    def issue(number: int) -> None:
        place = number // 2
        if number % 2 == 0:
            issuing.issue(by=by, at=MONDAY, finding=findings[place], contents=contents[place])
        else:
            new = NewSlip(condition_id=condition_id, lon=lon, lat=lat, photos=(photos[place],))
            slips.issue(by=by, at=MONDAY, new=new)

    def work(number: int) -> None:
        # Everything is written, numbers and audit rows too, when the transaction breaks off.
        is_aborted = number % 5 == 0
        try:
            with suppress(Crashed), transaction.atomic():
                issue(number)
                if is_aborted:
                    raise Crashed
        finally:
            connection.close()

    together(work)
    kept = [number for number in range(ISSUERS) if number % 5]
    of_notices, of_slips = sum(1 for number in kept if number % 2 == 0), sum(number % 2 for number in kept)
    assert serials(Notice) == list(range(1, of_notices + 1))
    assert serials(ContactSlip) == list(range(1, of_slips + 1))
    numbers = sorted(Case.objects.values_list("number", flat=True))
    assert numbers == [f"{MONDAY:%Y%m%d}-{serial:05d}" for serial in range(1, len(kept) + 1)]


def serials(model: type[Notice | ContactSlip]) -> list[int]:
    return sorted(model._default_manager.values_list("serial", flat=True))


def crash_sometimes(chance: random.Random) -> None:
    if chance.random() < 0.3:
        raise Crashed


def together(work: object) -> None:
    """Let everybody work at once, each on a connection of their own."""
    with ThreadPoolExecutor(max_workers=ISSUERS) as pool:
        list(pool.map(work, range(ISSUERS)))  # type: ignore[arg-type]
