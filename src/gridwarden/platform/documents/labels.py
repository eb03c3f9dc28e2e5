"""What people read when a paper cannot be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

REFUSALS: dict[str, _StrPromise] = {
    "no_chinese_font": _(
        "This machine has no Chinese font for papers. Ask the administrator to install fonts-noto-cjk or "
        "fonts-wqy-microhei and to restart the service."
    ),
}
