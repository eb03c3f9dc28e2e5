"""Models of inspections."""

from gridwarden.inspections.models.article import Article
from gridwarden.inspections.models.crew import Crew, CrewMember
from gridwarden.inspections.models.notice import Citation, Notice, Picture
from gridwarden.inspections.models.party import Party
from gridwarden.inspections.models.recheck import Recheck
from gridwarden.inspections.models.rule import NoticeRule
from gridwarden.inspections.models.service import Service
from gridwarden.inspections.models.slip import ContactSlip, CrewAssignment
from gridwarden.inspections.models.slip_result import SlipResult

__all__ = [
    "Article",
    "Citation",
    "ContactSlip",
    "Crew",
    "CrewAssignment",
    "CrewMember",
    "Notice",
    "NoticeRule",
    "Party",
    "Picture",
    "Recheck",
    "Service",
    "SlipResult",
]
