from __future__ import annotations

from django.utils.translation import override

from gridwarden.platform.access import ROLES as CARDS
from gridwarden.platform.access import Role
from gridwarden.workforce.domain.staffing import Staffing
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.labels import ROLES, SENTENCES, STAFFING, UNIT_KINDS


def test_every_word_has_a_label() -> None:
    assert set(ROLES) == set(SENTENCES) == set(Role)
    assert set(UNIT_KINDS) == set(UnitKind)
    assert set(STAFFING) == set(Staffing)


def test_the_sentence_of_a_role_is_the_one_on_its_card() -> None:
    with override("en"):
        assert {role: str(sentence) for role, sentence in SENTENCES.items()} == {
            role: card.sentence for role, card in CARDS.items()
        }
