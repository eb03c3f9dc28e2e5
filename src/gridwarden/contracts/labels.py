"""What people read for the words of contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gridwarden.contracts.domain.states import ContractState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STATES: dict[ContractState, _StrPromise] = {
    ContractState.DRAFT: pgettext_lazy("contract", "Draft"),
    ContractState.SIGNED: pgettext_lazy("contract", "Signed"),
    ContractState.ENDED: pgettext_lazy("contract", "Ended"),
}
TONES = {ContractState.DRAFT: "", ContractState.SIGNED: "good", ContractState.ENDED: "bad"}
ACTIONS: dict[str, _StrPromise] = {
    "contract.drafted": _("drafted a contract"),
    "contract.revised": _("revised a contract"),
    "contract.signed": _("signed a contract"),
    "contract.ended": _("ended a contract"),
}
REFUSALS: dict[str, _StrPromise] = {
    "no_such_contract": _("There is no such contract."),
    "bad_contract": _("The contract contradicts itself, or names something that there is not."),
    "contract_number_taken": _("Another contract has this number."),
    "contract_ended": _("The contract has ended; write a new one."),
    "contract_signed": _("The contract is signed already."),
    "contract_not_signed": _("Only a signed contract can be ended."),
}
#: What actions write beside a field, listed here so that it is translated.
FIELD_WORDS = (_("unknown"), _("before the first day"), _("too far off"), _("has passed"), _("missing"), _("taken"))
