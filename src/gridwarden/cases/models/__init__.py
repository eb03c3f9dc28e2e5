"""Models of cases."""

from gridwarden.cases.models.case import Case
from gridwarden.cases.models.clock import Alarm, ChangeCause, Clock, ClockPause, DeadlineChange
from gridwarden.cases.models.evidence import Evidence, EvidenceKind
from gridwarden.cases.models.feedback import Feedback
from gridwarden.cases.models.finding import Examination, Finding
from gridwarden.cases.models.order import Demand, Order
from gridwarden.cases.models.request import Proof, Request, Ruling
from gridwarden.cases.models.returned import DispatchReturn
from gridwarden.cases.models.routing_rule import RoutingRule
from gridwarden.cases.models.settings import NumberCounter, StageLimit
from gridwarden.cases.models.step import Step
from gridwarden.cases.models.support import Support

__all__ = [
    "Alarm",
    "Case",
    "ChangeCause",
    "Clock",
    "ClockPause",
    "DeadlineChange",
    "Demand",
    "DispatchReturn",
    "Evidence",
    "EvidenceKind",
    "Examination",
    "Feedback",
    "Finding",
    "NumberCounter",
    "Order",
    "Proof",
    "Request",
    "RoutingRule",
    "Ruling",
    "StageLimit",
    "Step",
    "Support",
]
