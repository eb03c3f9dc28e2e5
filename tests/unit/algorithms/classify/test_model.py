"""Training, suggesting, storing."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwarden.algorithms.classify import BadModel, BadParams, BadProblem, Document, Model, Params, Problem
from gridwarden.algorithms.classify.solve import FEWEST_CONFIRMED, train

WORDING = (
    Document("井盖缺失、破损", "covers"),
    Document("雨水箅断裂堵塞", "covers"),
    Document("窨井盖 下水道盖子", "covers"),
    Document("路灯不亮", "lights"),
    Document("灯杆倾斜，电线裸露", "lights"),
    Document("路灯未按时开关", "lights"),
    Document("流动摊贩摆卖", "stalls"),
    Document("占道经营", "stalls"),
    Document("摆摊 小贩 卖菜", "stalls"),
)
MODEL = train(Problem(WORDING))


@pytest.mark.parametrize(
    ("text", "label"), [("门口窨井盖没了", "covers"), ("晚上路灯一盏都不亮", "lights"), ("小贩在桥上卖菜", "stalls")]
)
def test_it_works_before_anybody_has_confirmed_anything(text: str, label: str) -> None:
    assert MODEL.suggest(text)[0].label == label


def test_it_tells_the_words_that_led_to_a_suggestion() -> None:
    words = MODEL.suggest("昨天发现窨井盖没了")[0].words
    assert any("井盖" in word.text for word in words)
    assert all(word.weight > 0 and word.text in "昨天发现窨井盖没了" for word in words)


@pytest.mark.parametrize("text", ["", "   ", "qqqq", "！！！"])
def test_it_says_nothing_of_what_it_does_not_know(text: str) -> None:
    assert MODEL.suggest(text) == []


@given(st.text(max_size=120))
@settings(max_examples=100, deadline=None)
def test_probabilities_sum_to_one_and_only_fall(text: str) -> None:
    chances = [suggestion.probability for suggestion in MODEL.suggest(text, most=3)]
    assert not chances or abs(sum(chances) - 1) < 1e-9
    assert chances == sorted(chances, reverse=True)


def test_it_learns_from_confirmed_texts() -> None:
    confirmed = [
        Document(f"鬼火车{word}炸街", "noise" if at % 2 else "lights", is_confirmed=True)
        for at, word in enumerate("甲乙丙丁戊己庚辛壬癸" * 6)
    ]
    noisy = [Document("鬼火车半夜炸街", "noise", is_confirmed=True)] * FEWEST_CONFIRMED
    assert "noise" not in MODEL.labels
    learned = train(Problem((*WORDING, *confirmed, *noisy)))
    assert learned.suggest("鬼火车炸街")[0].label == "noise"
    assert learned.quality.on_confirmed


def test_a_few_confirmed_texts_are_learned_but_not_judged() -> None:
    few = train(Problem((*WORDING, Document("黑灯瞎火", "lights", is_confirmed=True))))
    assert few.suggest("黑灯瞎火")[0].label == "lights"
    assert not few.quality.on_confirmed


def test_confirmed_texts_that_contradict_themselves_do_not_drown_the_wording() -> None:
    labels = ("covers", "lights", "stalls")
    noise = [Document("请尽快处理谢谢", labels[at % 3], is_confirmed=True) for at in range(60)]
    assert train(Problem((*WORDING, *noise))).suggest("窨井盖没了")[0].label == "covers"


def test_the_same_documents_make_the_same_model() -> None:
    assert train(Problem(WORDING), seed=7).to_bytes() == train(Problem(WORDING), seed=7).to_bytes()


def test_two_labels_are_enough() -> None:
    two = train(Problem(WORDING[:6]))
    assert two.suggest("路灯不亮")[0].label == "lights"
    assert two.suggest("井盖破了")[0].label == "covers"


@given(st.sampled_from([document.text for document in WORDING]) | st.text(alphabet="井盖灯摊路不亮", max_size=20))
@settings(max_examples=50, deadline=None)
def test_a_stored_model_suggests_the_same(text: str) -> None:
    again = Model.from_bytes(MODEL.to_bytes())
    ours, theirs = MODEL.suggest(text), again.suggest(text)
    assert [one.label for one in ours] == [one.label for one in theirs]
    assert np.allclose([one.probability for one in ours], [one.probability for one in theirs], atol=1e-4)
    assert again.quality == MODEL.quality


def _archive(**arrays: np.ndarray) -> bytes:
    kept = io.BytesIO()
    np.savez(kept, **arrays)
    return kept.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no archive",
        _archive(other=np.zeros(3)),
        _archive(head=np.array([{"a": 1}], dtype=object)),
        MODEL.to_bytes()[:-40],
    ],
    ids=["empty", "words", "other arrays", "objects", "cut off"],
)
def test_what_is_no_model_is_refused(data: bytes) -> None:
    with pytest.raises(BadModel):
        Model.from_bytes(data)


@pytest.mark.parametrize("documents", [(), WORDING[:3], (Document("  ", "a"), Document("井盖", "b"))])
def test_fewer_than_two_labels_are_refused(documents: tuple[Document, ...]) -> None:
    with pytest.raises(BadProblem):
        Problem(documents)


@pytest.mark.parametrize("bad", [{"label": ""}, {"weight": 0}])
def test_documents_without_label_or_weight_are_refused(bad: dict[str, object]) -> None:
    with pytest.raises(BadProblem):
        Document(**({"text": "x", "label": "y"} | bad))  # type: ignore[arg-type]


@pytest.mark.parametrize("bad", [{"longest": 0}, {"longest": 9}, {"cost": 0}, {"folds": 1}, {"most_features": 0}])
def test_bad_parameters_are_refused(bad: dict[str, int]) -> None:
    with pytest.raises(BadParams):
        Params(**bad)  # type: ignore[arg-type]
