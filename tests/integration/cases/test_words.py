"""Every word of the workflow is said to people, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from gridwarden.algorithms.worktime import Light
from gridwarden.cases import labels
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.escalation import AlarmKind
from gridwarden.cases.domain.moves import MoveName, Need
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import CaseState, Flag, Level
from gridwarden.cases.domain.table import MOVES
from gridwarden.cases.models import EvidenceKind
from gridwarden.cases.queries.todo import Todo
from gridwarden.platform.notifications.wording import Told, check_known, worded
from tests.factories.cases import MONDAY

if TYPE_CHECKING:
    from enum import Enum

WORDS: tuple[tuple[type[Enum], dict[object, object]], ...] = (
    (CaseState, labels.STATES),
    (Level, labels.LEVELS),
    (Source, labels.SOURCES),
    (Stage, labels.STAGES),
    (MoveName, labels.MOVES),
    (Need, labels.NEEDS),
    (Light, labels.LIGHTS),
    (Flag, labels.FLAGS),
    (EvidenceKind, labels.EVIDENCE),
    (Todo, labels.TODOS),
)  # type: ignore[assignment]


@pytest.mark.parametrize(("words", "said"), WORDS, ids=lambda value: getattr(value, "__name__", ""))
def test_every_word_has_its_label(words: type[Enum], said: dict[object, object]) -> None:
    assert {word for word in words if word not in said} == set()


@pytest.mark.parametrize(("words", "said"), WORDS, ids=lambda value: getattr(value, "__name__", ""))
def test_every_label_is_said_in_chinese(words: type[Enum], said: dict[object, object]) -> None:
    with translation.override("zh-hans"):
        assert [str(said[word]) for word in words if str(said[word]).isascii()] == []


def test_every_move_that_calls_somebody_has_its_notice() -> None:
    for row in MOVES:
        if row.calls or row.tells_below:
            check_known(f"case.{row.name.value}")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_notices_name_the_case_and_lead_to_it(language: str) -> None:
    params = {"number": "20260302-00001", "address": "人民路12号", "stage": "handle"}
    kinds = [f"case.{row.name.value}" for row in MOVES if row.calls] + [f"case.{kind.value}" for kind in AlarmKind]
    with translation.override(language):
        for kind in [*kinds, "case.opened"]:
            wording = worded(Told(kind=kind, at=MONDAY, subject_type="case", subject_id=7, params=params))
            assert "20260302-00001" in wording.text
            assert (wording.url, wording.detail) == ("/cases/7/", "人民路12号")
