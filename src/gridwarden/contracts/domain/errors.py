"""What is refused about contracts."""

from __future__ import annotations

from gridwarden.platform.refusals import Conflict, Invalid, NotFound


class NoSuchContract(NotFound):
    """The district has no such contract, or it is none of the actor's business."""

    code = "no_such_contract"


class BadContract(Invalid):
    """The contract contradicts itself, or names something that there is not."""

    code = "bad_contract"


class ContractNumberTaken(Conflict):
    """Another contract of the district has this number."""

    code = "contract_number_taken"


class ContractEnded(Conflict):
    """The contract has ended; a new one is needed."""

    code = "contract_ended"


class ContractSigned(Conflict):
    """The contract is signed already."""

    code = "contract_signed"


class ContractNotSigned(Conflict):
    """Only a signed contract can be ended."""

    code = "contract_not_signed"
