"""Turn margins into probabilities that come true: one number, found on texts that the model did not see."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar

from gridwarden.algorithms.classify.model import probabilities
from gridwarden.algorithms.classify.result import Quality

_BINS = 10
_TOP = 3


def sharpness_of(margins: np.ndarray, truth: np.ndarray) -> float:
    """Return the sharpness under which the right labels were the least surprising.

    Parameters
    ----------
    margins
        A row for each text, a column for each label.
    truth
        Column of the right label of each text.
    """

    def at(logarithm: float) -> float:
        return surprise(margins, truth, float(np.exp(logarithm)))

    return float(np.exp(minimize_scalar(at, bounds=(-2.0, 4.0), method="bounded").x))


def surprise(margins: np.ndarray, truth: np.ndarray, sharpness: float) -> float:
    """Return the mean logarithmic loss: how surprising the right labels were."""
    shares = probabilities(margins, sharpness)[np.arange(len(truth)), truth]
    return float(-np.log(np.maximum(shares, 1e-12)).mean())


def judged(margins: np.ndarray, truth: np.ndarray, sharpness: float, *, on_confirmed: bool) -> Quality:
    """Return how good these margins are."""
    shares = probabilities(margins, sharpness)
    order = np.argsort(-shares, axis=1, kind="stable")
    right = order[:, 0] == truth
    return Quality(
        texts=len(truth),
        accuracy=round(float(right.mean()), 4),
        top3=round(float((order[:, :_TOP] == truth[:, None]).any(axis=1).mean()), 4),
        calibration_error=round(calibration_error(shares.max(axis=1), right), 4),
        on_confirmed=on_confirmed,
    )


def calibration_error(said: np.ndarray, right: np.ndarray) -> float:
    """Return the mean distance between probabilities said and shares come true, over ten bins of equal width."""
    bins = np.minimum((said * _BINS).astype(int), _BINS - 1)
    apart = [abs(said[bins == one].mean() - right[bins == one].mean()) * (bins == one).sum() for one in np.unique(bins)]
    return float(sum(apart) / max(len(said), 1))
