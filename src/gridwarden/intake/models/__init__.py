"""Models of the intake."""

from gridwarden.intake.models.adopted import AdoptedCase
from gridwarden.intake.models.reply import Reply
from gridwarden.intake.models.report import Report

__all__ = ["AdoptedCase", "Reply", "Report"]
