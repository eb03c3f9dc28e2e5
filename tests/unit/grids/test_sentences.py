"""Every sentence of the designer is read in the language of the page."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from gridwarden import algorithms, grids
from gridwarden.grids.domain.solver_words import of_grids
from gridwarden.grids.sentences import SENTENCES, all_said, said

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Raised on input that the designer itself has made: nobody's to read.
_OUR_OWN = {"_check_arrays", "_check_pairs", "checked_crs"}
_REFUSALS = {"DesignRefused", "BadDesignParams", "BadParams", "CannotLieTogether", "WrongCount", "CapNotReached"}


def sources() -> list[Path]:
    """Return the files whose refusals reach a page."""
    designer = Path(str(grids.__file__)).parent / "domain" / "design"
    search = Path(str(algorithms.__file__)).parent / "partition"
    return sorted([*designer.glob("*.py"), *(search / f"{name}.py" for name in ("core", "counting", "planner"))])


def samples(tree: ast.AST) -> Iterator[str]:
    """Yield what is raised, with a number wherever something is filled in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _REFUSALS and node.args:
            text = node.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value
            elif isinstance(text, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in text.values)


def every_sample() -> list[str]:
    """Return all of them; the designer puts its own words in place of the solver's units and parts."""
    found = []
    for path in sources():
        for text in samples(ast.parse(path.read_text(encoding="utf-8"))):
            by_solver = path.parent.name == "partition"
            found.append(of_grids(text) if by_solver else text)
    return found


def in_chinese(text: str) -> str:
    with translation.override("zh-hans"):
        return said(text)


@pytest.mark.parametrize("text", every_sample())
def test_every_refusal_has_words_in_chinese(text: str) -> None:
    told = in_chinese(text.replace("7 must be 7,", "seed must be a number,"))
    assert any("\u4e00" <= sign <= "\u9fff" for sign in told), text


def test_numbers_and_places_are_carried_over() -> None:
    text = "A=4 is impossible: 9.47 km² with diameters up to 1500 m need 6 at least (the land lies around 120.5, 31.5)."
    told = in_chinese(text)
    assert all(part in told for part in ("A=4", "9.47", "1500", "6", "120.5, 31.5"))
    assert "need" not in told


def test_a_road_is_explained_reason_by_reason() -> None:
    text = (
        "strict: score 0.72 = betweenness above 80% of the road length (0.80 × 0.41)"
        " + class primary (1.00 × 0.41) + location core (1.00 × 0.18)"
    )
    told = in_chinese(text)
    assert told.count(" + ") == 2
    assert "主要道路" in told
    assert "严管" in told


def test_a_sentence_inside_a_sentence_is_said_too() -> None:
    text = "There is no plan with A=3: Two blocks must lie together and apart."
    assert in_chinese(text) == "按 A=3 无法形成方案：有两个地块既要求同格又要求分格。"


def test_what_the_designer_hands_on_of_the_solver_is_said_whole() -> None:
    text = (
        "There is no plan with A=1, B=1: Class A needs 10 grids at least, not 1."
        " There are 10 blocks of which no two fit into one grid of 1499 m."
    )
    assert in_chinese(text) == (
        "按 A=1, B=1 无法形成方案：A 类至少需要 10 个网格，1 个不够。有 10 个地块两两不能放入直径 1499 米的同一网格。"
    )


def test_what_is_not_known_stays_as_it_is() -> None:
    assert in_chinese("Something else happened.") == "Something else happened."


def test_reasons_of_a_bound_are_said_one_by_one() -> None:
    with translation.override("zh-hans"):
        told = all_said("3 separate pieces need a part each. All grids are locked.")
    assert told == "互不相连的 3 片各需一个网格。 全部网格均已锁定。"


def test_no_sentence_hides_another() -> None:
    english = [said(one.replace("{", "").replace("}", "")) for one in SENTENCES]
    assert len(set(SENTENCES)) == len(SENTENCES)
    assert all(english)
