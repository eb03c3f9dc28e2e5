"""Models of the API's shared parts."""

from gridwarden.platform.api.models.allowance import Allowance
from gridwarden.platform.api.models.client import ApiClient
from gridwarden.platform.api.models.stored_answer import StoredAnswer

__all__ = ["Allowance", "ApiClient", "StoredAnswer"]
