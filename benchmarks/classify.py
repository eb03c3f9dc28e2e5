"""How often the menu item that a text means is suggested, with no confirmed text and with 400.

    python -m benchmarks.classify [--texts 1500] [--labelled 0,400] [--seed 20260302]

Prints one JSON object. The model starts from the menu's wording. The texts to be judged are complaints in everyday
words (``complaints.json``, 14 wordings for each item) put into generated sentences: openings, places, fillings,
endings, a character lost or doubled now and then. They are judged twice:

* ``usual``: confirmed and judged texts are drawn from the same wordings, as at a desk that hears the same thing often;
* ``new_wording``: no wording that is judged was ever confirmed, the hardest there is.

Wordings and everyday words have one author, which flatters ``labelled 0``. ``official_table`` is the check: opening
conditions of a city's published table, written by others, for the codes that our menu has (class name and condition;
left out with a note where the data folder is missing). ``baseline_overlap`` takes the item whose wording shares the
most pairs of characters. Times are CPU of this process.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import gridwarden
from gridwarden.algorithms.classify import Document, Model, Problem
from gridwarden.algorithms.classify.solve import train
from gridwarden.intake.domain.wording import Line, pseudo_documents

if TYPE_CHECKING:
    from collections.abc import Callable

_HERE = Path(__file__).parent
_MENU = Path(gridwarden.__file__).parent / "menu/data/menu.json"
_DATA = Path(os.environ.get("GRIDWARDEN_DATA", _HERE.parent.parent / "shared/data"))
_OPENINGS = ("", "", "来电反映", "市民反映：", "你好，", "我要投诉，", "请问", "群众来信说")
_PLACES = ("春晓路12号", "清和街菜场旁", "石桥村", "实验小学西门", "永乐路与松涛路口", "3号楼后面", "我家楼下", "")
_FILLINGS = ("", "", "已经三天了", "反映好几次了", "每天都这样", "老人小孩走路不方便", "影响大家出行")
_ENDINGS = ("", "", "请尽快处理", "希望有人来管管", "麻烦派人看看", "谢谢", "到底归谁管")
Pair = tuple[str, str]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=1_500)
    parser.add_argument("--labelled", default="0,400")
    parser.add_argument("--seed", type=int, default=20260302)
    given = parser.parse_args()
    labelled = [int(word) for word in given.labelled.split(",")]
    print(json.dumps(measure(given.texts, labelled, given.seed), indent=2))


def measure(texts: int, labelled: list[int], seed: int) -> dict[str, Any]:
    """Return all figures."""
    lines = menu_lines()
    start = pseudo_documents(lines)
    table = official_table(lines)
    result: dict[str, Any] = {"benchmark": "classify", "python": platform.python_version(), "seed": seed}
    result |= {"items": len(lines), "pseudo_documents": len(start), "texts": texts}
    result["official_texts"] = len(table) or "the data folder is missing: left out"
    train(Problem(tuple(start)))  # loads scikit-learn, which is not what we measure
    for count in labelled:
        result[f"labelled_{count}"] = {
            name: figures(start, *drawn(name, count, texts, seed), table) for name in ("usual", "new_wording")
        }
    result["baseline_overlap"] = scored(overlap(start), drawn("usual", 0, texts, seed)[1])
    return result


def figures(start: list[Document], confirmed: list[Pair], judged: list[Pair], table: list[Pair]) -> dict[str, Any]:
    """Train with ``confirmed``, judge ``judged``."""
    documents = (*start, *(Document(text, label, is_confirmed=True) for text, label in confirmed))
    began = time.process_time()
    model = train(Problem(documents))
    spent = time.process_time() - began
    found = scored(lambda text: labels_of(model, text), judged)
    found |= {"training_cpu_s": round(spent, 2), "model_kb": round(len(model.to_bytes()) / 1024)}
    found["calibration_error_said"] = model.quality.calibration_error
    if table:
        found["official_table"] = scored(lambda text: labels_of(model, text), table)
    return found


def labels_of(model: Model, text: str) -> list[str]:
    """Return the three likeliest labels."""
    return [suggestion.label for suggestion in model.suggest(text)]


def menu_lines() -> list[Line]:
    """Return the lines of the menu that the product brings."""
    items = json.loads(_MENU.read_text(encoding="utf-8"))
    return [
        Line(str(item["number"]), item["name"], tuple((one["text"], one["gb_code"]) for one in item["conditions"]))
        for item in items
    ]


def drawn(way: str, confirmed: int, judged: int, seed: int) -> tuple[list[Pair], list[Pair]]:
    """Return texts to learn from and texts to be judged."""
    chance = Random(seed)  # noqa: S311 - repeatable texts
    wordings = json.loads((_HERE / "complaints.json").read_text(encoding="utf-8"))
    for texts in wordings.values():
        chance.shuffle(texts)
    split = way == "new_wording"
    taught = {label: texts[: len(texts) // 2] if split else texts for label, texts in wordings.items()}
    asked = {label: texts[len(texts) // 2 :] if split else texts for label, texts in wordings.items()}
    return [sentence(taught, chance) for _ in range(confirmed)], [sentence(asked, chance) for _ in range(judged)]


def sentence(wordings: dict[str, list[str]], chance: Random) -> Pair:
    """Return a complaint as somebody says it, and the item that it means."""
    label = chance.choice(sorted(wordings))
    words = chance.choice(wordings[label])
    at = chance.randrange(len(words))
    if chance.random() < 0.15:
        words = words[:at] + words[at + 1 :] if chance.random() < 0.5 else words[:at] + words[at] + words[at:]
    said = chance.choice(_OPENINGS) + chance.choice(_PLACES) + words
    return "，".join(filter(None, (said, chance.choice(_FILLINGS), chance.choice(_ENDINGS)))), label


def official_table(lines: list[Line]) -> list[Pair]:
    """Return class name and condition of the published table with the item of our menu that has their code."""
    path = _DATA / "case_standards.csv"
    if not path.exists():
        return []
    items = {code: line.label for line in lines for _, code in line.conditions}
    with path.open(encoding="utf-8") as rows:
        found = [
            (f"{'E' if r['type'] == '事件' else 'C'}{r['big_code']}{r['small_code']}", r) for r in csv.DictReader(rows)
        ]
    return [(f"{row['small_name']}，{row['open_condition']}", items[code]) for code, row in found if code in items]


def scored(rank: Callable[[str], list[str]], judged: list[Pair]) -> dict[str, Any]:
    """Return accuracy, macro-F1, share among the first three, milliseconds a text."""
    began = time.process_time()
    ranked = [rank(text) for text, _ in judged]
    spent = time.process_time() - began
    firsts = [labels[0] if labels else "" for labels in ranked]
    truth = [label for _, label in judged]
    return {
        "accuracy": share([said == meant for said, meant in zip(firsts, truth, strict=True)]),
        "macro_f1": macro_f1(firsts, truth),
        "top3": share([meant in labels[:3] for labels, meant in zip(ranked, truth, strict=True)]),
        "cpu_ms": round(spent / len(judged) * 1e3, 3),
    }


def macro_f1(said: list[str], meant: list[str]) -> float:
    """Return the mean over the items of the harmonic mean of precision and recall."""
    pairs = list(zip(said, meant, strict=True))
    scores = []
    for label in set(meant):
        right = sum(one == other == label for one, other in pairs)
        scores.append(2 * right / (said.count(label) + meant.count(label)))
    return round(sum(scores) / len(scores), 3)


def share(hits: list[bool]) -> float:
    """Return the share of hits."""
    return round(sum(hits) / len(hits), 3)


def overlap(documents: list[Document]) -> Callable[[str], list[str]]:
    """Rank items by how many pairs of characters they share with the text."""
    pairs: dict[str, set[str]] = {}
    for document in documents:
        pairs.setdefault(document.label, set()).update(pairs_of(document.text))

    def rank(text: str) -> list[str]:
        asked = pairs_of(text)
        return sorted(pairs, key=lambda label: (-len(pairs[label] & asked), label))[:3]

    return rank


def pairs_of(text: str) -> set[str]:
    """Return every two neighbouring characters."""
    return {text[index : index + 2] for index in range(len(text) - 1)}


if __name__ == "__main__":
    main()
