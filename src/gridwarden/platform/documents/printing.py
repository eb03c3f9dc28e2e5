"""Print a paper."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

import typst
from django.apps import apps

from gridwarden.platform.documents.fonts import chinese_family
from gridwarden.platform.documents.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Mapping

#: One compiler for the process: fonts and templates stay warm. It is not made for two threads at once.
_lock = Lock()


def render(
    template: str, data: Mapping[str, Any], *, paper: Paper | str, images: Mapping[str, bytes] | None = None
) -> bytes:
    """Return the PDF of ``template`` ("app/name", the file ``<app>/papers/<name>.typ``) filled with ``data``.

    ``data`` is anything that JSON can say. A template gets it as ``data``, the name of the paper as ``paper`` and the
    path of each image by its name as ``images``; it begins with
    ``#import "../../platform/documents/papers/house.typ": *``, as seen from its own folder. The same input gives
    the same bytes.
    """
    inputs = {
        "data": json.dumps(data, ensure_ascii=False),
        "paper": Paper(paper).value,
        "font": chinese_family(),
    }
    with tempfile.TemporaryDirectory(prefix="gridwarden-paper-") as folder:
        inputs["images"] = json.dumps({name: _put(folder, name, content) for name, content in (images or {}).items()})
        with _lock:
            pdf = _compiler().compile(input=str(_path_of(template)), sys_inputs=inputs, timestamp=0)
    return cast("bytes", pdf)  # a list only for other formats


def _put(folder: str, name: str, content: bytes) -> str:
    path = Path(folder, name)
    path.write_bytes(content)
    return str(path)


def _path_of(template: str) -> Path:
    app, _, name = template.partition("/")
    return Path(apps.get_app_config(app).path, "papers", f"{name}.typ")


@cache
def _compiler() -> typst.Compiler:
    # Images come from a folder of their own, hence the whole tree as root; every template is the product's own.
    return typst.Compiler(root="/")
