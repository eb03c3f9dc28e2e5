"""Models of the intake."""

from gridwarden.intake.models.adopted import AdoptedCase
from gridwarden.intake.models.blocked import Blocked
from gridwarden.intake.models.opinion import Opinion
from gridwarden.intake.models.publication import Announcement, Publication
from gridwarden.intake.models.reply import Reply
from gridwarden.intake.models.report import Report
from gridwarden.intake.models.terms import PublicTerms

__all__ = ["AdoptedCase", "Announcement", "Blocked", "Opinion", "PublicTerms", "Publication", "Reply", "Report"]
