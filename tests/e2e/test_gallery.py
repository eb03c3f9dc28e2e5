"""Every component, on both devices, without a serious accessibility finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories.accounts import UserFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.conftest import Visitor


@pytest.mark.parametrize("phone", [False, True])
def test_the_gallery_of_components_is_accessible(visit: Callable[..., Visitor], phone: bool) -> None:  # noqa: FBT001
    visitor = visit(UserFactory(), phone=phone)
    visitor.open("/ui/gallery/")
    visitor.picture("gallery")
    visitor.must_be_accessible()
