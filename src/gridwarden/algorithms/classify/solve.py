"""Train a model. Only this module needs scikit-learn, and loads it when it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gridwarden.algorithms.classify import calibrate
from gridwarden.algorithms.classify.features import matrix, spelled, vocabulary
from gridwarden.algorithms.classify.model import Model
from gridwarden.algorithms.classify.params import Params

if TYPE_CHECKING:
    from scipy import sparse

    from gridwarden.algorithms.classify.problem import Problem

#: Fewer confirmed texts measure nothing; then the pseudo-documents are judged.
FEWEST_CONFIRMED = 40
#: Shares tried for what confirmed texts taught, beside the wording alone.
TRUSTS = (0.0, 0.25, 0.5, 0.75, 1.0)


def train(problem: Problem, params: Params | None = None, *, seed: int = 0) -> Model:
    """Return a model of ``problem``; the same for the same documents and seed.

    Parameters
    ----------
    problem
        Pseudo-documents and confirmed texts.
    params
        Of the training.
    seed
        Of the folds and of the solver.

    Notes
    -----
    One linear SVM for each label against all others, on weighted n-grams of characters. Calibration and quality come
    from cross-validation: pseudo-documents stay in every training part, confirmed texts are judged only by models
    that did not see them. A few dozen confirmed texts can mislead more than they teach, so the model is a mixture of
    what they taught and of the wording alone; both are linear, and so is the mixture. Its share is the one under which
    unseen texts were the least surprising.
    """
    params = params or Params()
    documents = [document for document in problem.documents if document.text.strip()]
    texts = [spelled(document.text) for document in documents]
    columns, rarity = vocabulary(texts, params.longest, params.most_features)
    rows = matrix(texts, params.longest, columns, rarity)
    labels = problem.labels
    truth = np.array([labels.index(document.label) for document in documents])
    weight = np.array([document.weight for document in documents])
    confirmed = np.array([document.is_confirmed for document in documents])
    on_confirmed = int(confirmed.sum()) >= FEWEST_CONFIRMED
    judged = np.flatnonzero(confirmed if on_confirmed else np.ones(len(documents), dtype=bool))
    fitting = _Fitting(rows, truth, weight, len(labels), params, seed)
    whole = fitting.fit(np.arange(len(documents)))
    margins, trust = fitting.unseen(judged), 1.0
    if on_confirmed and not confirmed.all():
        wording = fitting.fit(np.flatnonzero(~confirmed))
        margins, trust = _trusted(margins, fitting.margins(judged, wording), truth[judged])
        whole = (_mixed(wording[0], whole[0], trust), _mixed(wording[1], whole[1], trust))
    sharpness = calibrate.sharpness_of(margins, truth[judged])
    quality = calibrate.judged(margins, truth[judged], sharpness, on_confirmed=on_confirmed)
    return Model(labels, columns, rarity, *whole, sharpness, params.longest, quality)


def _trusted(learned: np.ndarray, wording: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, float]:
    """Return how far what was learned is to be trusted against the mere wording, and the margins that follow."""
    tried = []
    for trust in TRUSTS:
        margins = _mixed(wording, learned, trust)
        tried.append((calibrate.surprise(margins, truth, calibrate.sharpness_of(margins, truth)), trust, margins))
    _, trust, margins = min(tried, key=lambda one: one[:2])
    return margins, trust


def _mixed(wording: np.ndarray, learned: np.ndarray, trust: float) -> np.ndarray:
    mixed: np.ndarray = (1.0 - trust) * wording + trust * learned
    return mixed


class _Fitting:
    def __init__(
        self, rows: sparse.csr_matrix, truth: np.ndarray, weight: np.ndarray, size: int, params: Params, seed: int
    ) -> None:
        self.rows, self.truth, self.weight = rows, truth, weight
        self.size, self.params, self.seed = size, params, seed

    def fit(self, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return coefficients and bias learned from the chosen rows; labels without a row get no chance."""
        from sklearn.svm import LinearSVC  # noqa: PLC0415 - half a second, which only those who train should pay

        machine: Any = LinearSVC(C=self.params.cost, random_state=self.seed, class_weight="balanced")
        machine.fit(self.rows[chosen], self.truth[chosen], sample_weight=self.weight[chosen])
        coefficients = np.zeros((self.size, self.rows.shape[1]))
        bias = np.full(self.size, -1.0)
        if len(machine.classes_) == 2:  # noqa: PLR2004 - of two labels it keeps one row, for the second
            coefficients[machine.classes_] = np.vstack([-machine.coef_, machine.coef_])
            bias[machine.classes_] = np.concatenate([-machine.intercept_, machine.intercept_])
        else:
            coefficients[machine.classes_] = machine.coef_
            bias[machine.classes_] = machine.intercept_
        return coefficients, bias

    def unseen(self, judged: np.ndarray) -> np.ndarray:
        """Return the margins of the judged rows, each from a model that was trained without it."""
        turn = np.random.default_rng(self.seed).permutation(len(judged)) % self.params.folds
        margins = np.zeros((len(judged), self.size))
        for fold in range(self.params.folds):
            held = judged[turn == fold]
            chosen = np.setdiff1d(np.arange(len(self.truth)), held)
            if not len(held) or len(np.unique(self.truth[chosen])) < 2:  # noqa: PLR2004 - nothing to tell apart
                continue
            margins[turn == fold] = self.margins(held, self.fit(chosen))
        return margins

    def margins(self, chosen: np.ndarray, learned: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        """Return the margins of the chosen rows under what was learned."""
        margins: np.ndarray = self.rows[chosen] @ learned[0].T + learned[1]
        return margins
