"""Probabilities that come true."""

from __future__ import annotations

import numpy as np
import pytest

from gridwarden.algorithms.classify.calibrate import calibration_error, judged, sharpness_of
from gridwarden.algorithms.classify.model import probabilities

RNG = np.random.default_rng(5)


def _drawn(sharpness: float, count: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    margins = RNG.normal(size=(count, 5))
    shares = probabilities(margins, sharpness)
    return margins, np.array([RNG.choice(5, p=row) for row in shares])


@pytest.mark.parametrize("sharpness", [0.5, 1.0, 4.0])
def test_the_sharpness_that_made_the_labels_is_found_again(sharpness: float) -> None:
    assert sharpness_of(*_drawn(sharpness)) == pytest.approx(sharpness, rel=0.15)


def test_what_is_calibrated_comes_true() -> None:
    margins, truth = _drawn(2.0)
    assert judged(margins, truth, 2.0, on_confirmed=True).calibration_error < 0.03
    assert judged(margins, truth, 40.0, on_confirmed=True).calibration_error > 0.1


def test_error_is_the_distance_between_said_and_true() -> None:
    assert calibration_error(np.array([0.9, 0.9]), np.array([True, False])) == pytest.approx(0.4)
    assert calibration_error(np.array([1.0]), np.array([True])) == 0.0


def test_accuracy_and_first_three_are_counted() -> None:
    quality = judged(np.eye(4), np.array([0, 1, 2, 0]), 1.0, on_confirmed=False)
    assert (quality.accuracy, quality.texts, quality.on_confirmed) == (0.75, 4, False)
    assert quality.top3 >= quality.accuracy
