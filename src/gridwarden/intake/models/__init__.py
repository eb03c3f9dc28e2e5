"""Models of the intake."""

from gridwarden.intake.models.adopted import AdoptedCase
from gridwarden.intake.models.answer import Answer
from gridwarden.intake.models.blocked import Blocked
from gridwarden.intake.models.call import Call
from gridwarden.intake.models.filing import Filing
from gridwarden.intake.models.opinion import Opinion
from gridwarden.intake.models.publication import Announcement, Publication
from gridwarden.intake.models.release import Release
from gridwarden.intake.models.reply import Reply
from gridwarden.intake.models.report import Report
from gridwarden.intake.models.retention import Retention
from gridwarden.intake.models.terms import PublicTerms
from gridwarden.intake.models.understanding import DuplicateRule, ShadowTrial, SuggestionModel

__all__ = [
    "AdoptedCase",
    "Announcement",
    "Answer",
    "Blocked",
    "Call",
    "DuplicateRule",
    "Filing",
    "Opinion",
    "PublicTerms",
    "Publication",
    "Release",
    "Reply",
    "Report",
    "Retention",
    "ShadowTrial",
    "SuggestionModel",
]
