"""Whatever these rooms refuse, people read why in words of their own."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from gridwarden.platform.refusals import Refusal
from gridwarden.platform.ui.refusals import all_words

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOMS = (
    "gridwarden.cases",
    "gridwarden.contracts",
    "gridwarden.inspections",
    "gridwarden.platform.documents",
    "gridwarden.platform.notifications",
)


@pytest.mark.parametrize("room", ROOMS)
def test_every_refusal_is_explained(room: str) -> None:
    for found in pkgutil.walk_packages(import_module(room).__path__, f"{room}."):
        if ".migrations" not in found.name:
            import_module(found.name)
    codes = {kind.code: kind.__name__ for kind in _below(Refusal) if kind.__module__.startswith(f"{room}.")}
    assert codes
    assert {name for code, name in codes.items() if code not in all_words()} == set()


def _below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)
