"""Models of cases."""

from gridwarden.cases.models.case import Case
from gridwarden.cases.models.clock import Alarm, Clock, ClockPause, DeadlineChange
from gridwarden.cases.models.evidence import Evidence, EvidenceKind
from gridwarden.cases.models.feedback import Feedback
from gridwarden.cases.models.settings import NumberCounter, StageLimit
from gridwarden.cases.models.step import Step
from gridwarden.cases.models.support import Support

__all__ = [
    "Alarm",
    "Case",
    "Clock",
    "ClockPause",
    "DeadlineChange",
    "Evidence",
    "EvidenceKind",
    "Feedback",
    "NumberCounter",
    "StageLimit",
    "Step",
    "Support",
]
