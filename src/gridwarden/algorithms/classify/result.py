"""What a model says of a text, and what is known of the model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of the text that spoke for a label, and how much."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A label, how probable it is, and the words that led to it."""

    label: str
    probability: float
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """How a model does on texts that it was not trained with (cross-validation).

    Parameters
    ----------
    texts
        Number of texts judged; confirmed ones where there are enough, else the pseudo-documents.
    accuracy
        Share whose first suggestion is right.
    top3
        Share with the right one among the first three.
    calibration_error
        Mean distance between the probability that was said and the share that came true.
    on_confirmed
        Whether the judged texts were confirmed ones.
    """

    texts: int
    accuracy: float
    top3: float
    calibration_error: float
    on_confirmed: bool
