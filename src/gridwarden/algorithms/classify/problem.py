"""What is learned from: texts and the label of each."""

from __future__ import annotations

from dataclasses import dataclass

from gridwarden.algorithms.refusals import Invalid

_FEWEST = 2


class BadProblem(Invalid):
    """Texts from which no difference can be learned."""

    code = "bad_problem"


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its label.

    Parameters
    ----------
    text
        What was said, or a definition in its place.
    label
        What it means.
    is_confirmed
        Said and confirmed by a person; the others are pseudo-documents: definitions that work from the first day.
    weight
        How much it counts.
    """

    text: str
    label: str
    is_confirmed: bool = False
    weight: float = 1.0

    def __post_init__(self) -> None:
        if not self.label or self.weight <= 0:
            raise BadProblem("A text needs a label and a weight.", label="must not be empty")


@dataclass(frozen=True, slots=True)
class Problem:
    """All texts.

    Raises
    ------
    BadProblem
        Fewer than two labels bear a text.
    """

    documents: tuple[Document, ...]

    def __post_init__(self) -> None:
        if len(self.labels) < _FEWEST:
            raise BadProblem("Nothing can be told apart with fewer than two labels.", documents="have too few labels")

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label once, sorted."""
        return tuple(sorted({document.label for document in self.documents if document.text.strip()}))
