"""The memory for what is dear to make."""

from __future__ import annotations

from gridwarden.platform.calendars.queries.kept import Kept


def test_a_value_is_made_once() -> None:
    kept: Kept[int] = Kept(2)
    made: list[str] = []

    for _ in range(3):
        assert kept.get("a", lambda: made.append("a") or 7) == 7

    assert made == ["a"]


def test_the_value_not_asked_for_longest_goes_first() -> None:
    kept: Kept[str] = Kept(2)
    for key in ("a", "b", "a", "c"):
        kept.get(key, lambda: "first")

    assert [kept.get(key, lambda: "again") for key in ("a", "c", "b")] == ["first", "first", "again"]
