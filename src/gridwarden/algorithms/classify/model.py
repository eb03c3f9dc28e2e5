"""A trained model: numbers and n-grams, stored without code and read without trust."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gridwarden.algorithms.classify.features import grams, spelled, weights
from gridwarden.algorithms.classify.result import Quality, Suggestion, Word
from gridwarden.algorithms.refusals import Invalid

FORMAT = 1
_MOST_WORDS = 4
#: A stretch speaks for a label from this share of the strongest one on.
_LOUD = 0.35


class BadModel(Invalid):
    """A file that is no model of ours."""

    code = "bad_model"


@dataclass(frozen=True)
class Model:
    """Everything a suggestion needs; unchangeable, and shared between threads.

    Parameters
    ----------
    labels
        What can be suggested.
    columns
        N-grams and their columns.
    rarity
        Of each n-gram.
    coefficients, bias
        One row and one number for each label.
    sharpness
        By which margins become probabilities (softmax).
    longest
        Of the n-grams.
    quality
        As measured when it was trained.
    """

    labels: tuple[str, ...]
    columns: dict[str, int] = field(repr=False)
    rarity: np.ndarray = field(repr=False)
    coefficients: np.ndarray = field(repr=False)
    bias: np.ndarray = field(repr=False)
    sharpness: float
    longest: int
    quality: Quality

    def suggest(self, text: str, most: int = 3) -> list[Suggestion]:
        """Return the likeliest labels of ``text``; none where the model knows no character of it."""
        plain = spelled(text)
        places, values = weights(plain, self.longest, self.columns, self.rarity)
        if not len(places):
            return []
        chances = probabilities(self.coefficients[:, places] @ values + self.bias, self.sharpness)
        best = np.argsort(-chances, kind="stable")[:most].tolist()
        share = dict(zip(places.tolist(), values.tolist(), strict=True))
        return [Suggestion(self.labels[row], float(chances[row]), self._words(plain, row, share)) for row in best]

    def _words(self, text: str, row: int, share: dict[int, float]) -> tuple[Word, ...]:
        """Return the stretches of ``text`` that spoke for a label, each character bearing its n-grams' parts."""
        said = np.zeros(len(text))
        for begin, gram in grams(text, self.longest):
            column = self.columns.get(gram)
            if column is not None:
                said[begin : begin + len(gram)] += share[column] * self.coefficients[row, column] / len(gram)
        loud = said > max(0.0, float(said.max(initial=0.0)) * _LOUD)
        words: dict[str, float] = {}
        begin = 0
        for end in range(len(text) + 1):
            if end == len(text) or not loud[end]:
                if word := text[begin:end].strip():
                    words[word] = words.get(word, 0.0) + float(said[begin:end].sum())
                begin = end + 1
        ranked = sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_WORDS]
        return tuple(Word(word, round(weight, 3)) for word, weight in ranked)

    def to_bytes(self) -> bytes:
        """Return the model as one file: arrays, and the words as JSON; nothing in it can be executed."""
        names = sorted(self.columns, key=self.columns.__getitem__)
        quality = {name: getattr(self.quality, name) for name in Quality.__dataclass_fields__}
        head = {"format": FORMAT, "labels": self.labels, "longest": self.longest, "grams": names, "quality": quality}
        kept = io.BytesIO()
        np.savez_compressed(
            kept,
            head=np.frombuffer(json.dumps(head, ensure_ascii=False).encode(), dtype=np.uint8),
            rarity=self.rarity.astype(np.float32),
            coefficients=self.coefficients.astype(np.float32),
            bias=self.bias.astype(np.float32),
            sharpness=np.array([self.sharpness], dtype=np.float32),
        )
        return kept.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Model:
        """Return the model that ``to_bytes`` wrote.

        Raises
        ------
        BadModel
            It is no such file, of another format, or its parts do not fit each other.
        """
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as kept:
                arrays = {name: kept[name] for name in ("head", "rarity", "coefficients", "bias", "sharpness")}
            head = json.loads(arrays.pop("head").tobytes())
            return cls._checked(head, {name: array.astype(np.float64) for name, array in arrays.items()})
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as fault:
            raise BadModel("This is no model.", data="cannot be read") from fault

    @classmethod
    def _checked(cls, head: dict[str, Any], arrays: dict[str, np.ndarray]) -> Model:
        size = (len(head["labels"]), len(head["grams"]))
        fits = arrays["coefficients"].shape == size and arrays["bias"].shape == size[:1]
        if head["format"] != FORMAT or not fits or arrays["rarity"].shape != size[1:]:
            raise BadModel("The parts of this model do not fit.", data="is of another format")
        return cls(
            labels=tuple(head["labels"]),
            columns={gram: column for column, gram in enumerate(head["grams"])},
            rarity=arrays["rarity"],
            coefficients=arrays["coefficients"],
            bias=arrays["bias"],
            sharpness=float(arrays["sharpness"][0]),
            longest=int(head["longest"]),
            quality=Quality(**head["quality"]),
        )


def probabilities(margins: np.ndarray, sharpness: float) -> np.ndarray:
    """Return margins as shares of one, along the last axis."""
    raised = np.exp(sharpness * (margins - margins.max(axis=-1, keepdims=True)))
    shares: np.ndarray = raised / raised.sum(axis=-1, keepdims=True)
    return shares
