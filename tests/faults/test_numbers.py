"""Fifty people number papers at once, some of them fail: no gap, no repeat."""

from __future__ import annotations

import random
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from gridwarden.inspections.actions import issuing
from gridwarden.inspections.actions.issuing import GivenParty
from gridwarden.inspections.domain.errors import SignatureMissing
from gridwarden.inspections.models import Notice
from gridwarden.platform.numbering.actions import take
from tests.factories.cases import MONDAY
from tests.factories.inspections import build

if TYPE_CHECKING:
    from tests.factories.inspections import Papers

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
ISSUERS = 50
#: Whoever finds no witness is refused, after the case was opened.
WITNESSES = ("", "李邻居", "李邻居", "李邻居")


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


def test_papers_of_fifty_issuers_are_numbered_without_a_gap() -> None:
    papers: Papers = build()
    ready = [
        (papers.finding(), papers.contents(party=GivenParty(name=f"店{number}"), witness=WITNESSES[number % 4]))
        for number in range(ISSUERS)
    ]
    by, failed = papers.by(), []

    def work(number: int) -> None:
        finding, contents = ready[number]
        try:
            issuing.issue(by=by, at=MONDAY, finding=finding, contents=contents)
        except SignatureMissing:
            failed.append(number)
        finally:
            connection.close()

    together(work)
    assert len(failed) == sum(1 for number in range(ISSUERS) if number % 4 == 0)
    serials = sorted(Notice.objects.values_list("serial", flat=True))
    assert serials == list(range(1, ISSUERS - len(failed) + 1))


def crash_sometimes(chance: random.Random) -> None:
    if chance.random() < 0.3:
        raise Crashed


def together(work: object) -> None:
    """Let everybody work at once, each on a connection of their own."""
    with ThreadPoolExecutor(max_workers=ISSUERS) as pool:
        list(pool.map(work, range(ISSUERS)))  # type: ignore[arg-type]
