"""A slip of the pen in a party's number is found before it is printed."""

from __future__ import annotations

import pytest

from gridwarden.inspections.domain.party_codes import PartyCodeWrong, is_credit_code, is_identity_number, settled
from gridwarden.inspections.domain.words import PartyKind

#: An invented organisation and the example of GB 11643-1999, annex A.
CREDIT, IDENTITY = "91350100M000100Y43", "11010519491231002X"


def test_the_check_characters_of_the_standards_hold() -> None:
    assert is_credit_code(CREDIT)
    assert is_identity_number(IDENTITY)


@pytest.mark.parametrize("place", range(17))
def test_one_wrong_character_is_always_found(place: int) -> None:
    other = "1" if CREDIT[place] != "1" else "2"
    assert not is_credit_code(CREDIT[:place] + other + CREDIT[place + 1 :])
    other = "1" if IDENTITY[place] != "1" else "2"
    assert not is_identity_number(IDENTITY[:place] + other + IDENTITY[place + 1 :])


@pytest.mark.parametrize("code", ["123", "９１350100M000100Y43", "91350100M000100Y4", "11010519490231002X", "é" * 18])
def test_what_is_no_number_is_refused(code: str) -> None:
    with pytest.raises(PartyCodeWrong):
        settled(PartyKind.SHOP, code)


def test_each_kind_of_party_has_its_own_number() -> None:
    assert settled(PartyKind.COMPANY, f" {CREDIT.lower()} ") == CREDIT
    assert settled(PartyKind.PERSON, IDENTITY.lower()) == IDENTITY
    assert (settled(PartyKind.SHOP, CREDIT), settled(PartyKind.SHOP, IDENTITY)) == (CREDIT, IDENTITY)
    assert settled(PartyKind.PERSON, "  ") == ""
    for kind, code in ((PartyKind.COMPANY, IDENTITY), (PartyKind.PERSON, CREDIT)):
        with pytest.raises(PartyCodeWrong):
            settled(kind, code)
