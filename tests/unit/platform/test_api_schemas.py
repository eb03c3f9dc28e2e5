"""What comes in is an object or is refused, also where every field may be left out."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import ValidationError

from gridwarden.platform.api.schemas import InputBody


class Wishes(InputBody):
    colour: str = "grey"


class Order(InputBody):
    wishes: Wishes = Wishes.model_construct()


@pytest.mark.parametrize("said", [[], [None, None], "grey", 3, 1.5, True, None])
def test_what_is_no_object_is_refused(said: Any) -> None:
    with pytest.raises(ValidationError, match="Input should be an object"):
        Wishes.model_validate(said, context={})


def test_what_is_no_object_is_refused_inside_another_and_named() -> None:
    with pytest.raises(ValidationError) as refused:
        Order.model_validate({"wishes": ["grey"]}, context={})
    assert [one["loc"] for one in refused.value.errors()] == [("wishes",)]


@pytest.mark.parametrize(
    "said", [{"colour": "red"}, SimpleNamespace(colour="red"), Wishes.model_construct(colour="red")]
)
def test_an_object_of_any_kind_is_read(said: Any) -> None:
    assert Wishes.model_validate(said, context={}).colour == "red"
