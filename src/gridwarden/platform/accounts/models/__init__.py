"""Models of accounts."""

from gridwarden.platform.accounts.models.past_password import PastPassword
from gridwarden.platform.accounts.models.second_factor import RecoveryCode, SecondFactor
from gridwarden.platform.accounts.models.session import Session
from gridwarden.platform.accounts.models.user import User

__all__ = ["PastPassword", "RecoveryCode", "SecondFactor", "Session", "User"]
