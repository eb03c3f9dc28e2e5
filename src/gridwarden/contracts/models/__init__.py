"""Models of contracts."""

from gridwarden.contracts.models.contract import Contract, ContractItem

__all__ = ["Contract", "ContractItem"]
