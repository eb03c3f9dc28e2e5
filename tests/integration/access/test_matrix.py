"""Who may open what: every role, every page, every operation. A new route says here whom it lets in."""

from __future__ import annotations

import os

import pytest

from tests.factories import cases as factory
from tests.integration.access import matrix

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


@pytest.mark.parametrize("caller", matrix.CALLERS)
def test_each_role_is_let_in_where_the_table_says_and_nowhere_else(caller: str) -> None:
    expected = matrix.declared()[caller]
    # Strangers ask everything there is, the others what is declared: it costs a quarter less.
    found = matrix.answers(factory.build(), caller, among=None if caller == matrix.VISITOR else expected)
    undeclared = sorted(set(found) - set(expected))
    assert undeclared == [], "a new route declares whom it lets in: ACCESS_WRITE=new, then read what has changed"
    assert sorted(set(expected) - set(found)) == [], "gone"
    assert {key: word for key, word in found.items() if word != expected[key]} == {}


def test_nobody_meets_a_fault_or_is_let_in_without_an_account() -> None:
    table = matrix.declared()
    words = {word for answered in table.values() for word in answered.values()}
    assert words == {matrix.IN, matrix.OUT, matrix.UNKNOWN, matrix.TO_LOGIN}


@pytest.mark.skipif("ACCESS_WRITE" not in os.environ, reason="writes the table anew, for whoever changes routes")
def test_write_the_table() -> None:
    stage, table = factory.build(), matrix.declared()
    found = {matrix.VISITOR: matrix.answers(stage, matrix.VISITOR)}
    there = set(found[matrix.VISITOR])
    kept = there & set(table[matrix.VISITOR]) if os.environ["ACCESS_WRITE"] == "new" else set()
    for role in matrix.CALLERS[1:]:
        found[role] = {key: word for key, word in table[role].items() if key in kept}
        found[role] |= matrix.answers(stage, role, among=there - kept)
    matrix.write(found)
