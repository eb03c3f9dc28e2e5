"""Texts and what they mean: suggestions from character n-grams and a linear SVM, with the words that led to them.

``solve.train`` makes a model and is not loaded with the package: answers need numpy only.
"""

from gridwarden.algorithms.classify.model import BadModel, Model
from gridwarden.algorithms.classify.params import Params
from gridwarden.algorithms.classify.problem import BadProblem, Document, Problem
from gridwarden.algorithms.classify.result import Quality, Suggestion, Word
from gridwarden.algorithms.refusals import BadParams

__all__ = [
    "BadModel",
    "BadParams",
    "BadProblem",
    "Document",
    "Model",
    "Params",
    "Problem",
    "Quality",
    "Suggestion",
    "Word",
]
