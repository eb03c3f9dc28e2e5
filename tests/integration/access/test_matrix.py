"""Who may open what: every role, every page, every operation. A new route says here whom it lets in."""

from __future__ import annotations

import os

import pytest

from tests.factories import cases as factory
from tests.integration.access import matrix
from tests.integration.access.write import write

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


@pytest.mark.parametrize("caller", matrix.CALLERS)
def test_each_role_is_let_in_where_the_table_says_and_nowhere_else(caller: str) -> None:
    expected = matrix.declared()[caller]
    # Strangers ask everything there is, the others what is declared: it costs a quarter less.
    found = matrix.answers(factory.build(), caller, among=None if caller == matrix.VISITOR else expected)
    undeclared = sorted(set(found) - set(expected))
    assert undeclared == [], "run: python -m tests.integration.access.write, then read whom the new routes let in"
    assert sorted(set(expected) - set(found)) == [], "gone"
    assert {key: word for key, word in found.items() if word != expected[key]} == {}


def test_nobody_meets_a_fault_or_is_let_in_without_an_account() -> None:
    table = matrix.declared()
    words = {word for answered in table.values() for word in answered.values()}
    assert words == {matrix.IN, matrix.OUT, matrix.UNKNOWN, matrix.TO_LOGIN}


if "ACCESS_WRITE" in os.environ:  # the former way to call the program beside this

    def test_write_the_table() -> None:
        write(anew=os.environ["ACCESS_WRITE"] == "all")
