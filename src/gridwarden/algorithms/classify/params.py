"""How a model is trained."""

from __future__ import annotations

from dataclasses import dataclass

from gridwarden.algorithms.refusals import BadParams


@dataclass(frozen=True, slots=True)
class Params:
    """Of the features, the margin and the calibration.

    Parameters
    ----------
    longest
        N-grams have one to so many characters.
    cost
        Of a text on the wrong side of the margin (C of the SVM).
    folds
        Parts into which texts are split to measure the model and to calibrate it.
    most_features
        The n-grams of the most texts are kept, which bounds the stored size.
    """

    longest: int = 3
    cost: float = 1.0
    folds: int = 4
    most_features: int = 30_000

    def __post_init__(self) -> None:
        if not 1 <= self.longest <= 5:  # noqa: PLR2004 - longer ones never repeat
            raise BadParams("N-grams have one to five characters.", longest="must be 1 to 5")
        if self.cost <= 0 or self.folds < 2 or self.most_features < 1:  # noqa: PLR2004 - two parts are the fewest
            raise BadParams("Cost, folds and features must be positive, folds at least two.", cost="out of range")
