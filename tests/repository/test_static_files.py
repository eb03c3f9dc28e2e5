"""The built front end can be collected and served."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

import gridwarden
from gridwarden.config.settings import base

UI = Path(gridwarden.__file__).parent / "platform" / "ui" / "static"
ENTRIES = Path(gridwarden.__file__).parents[2] / "frontend" / "src" / "entries"


@pytest.mark.parametrize("entry", sorted(ENTRIES.iterdir()), ids=lambda entry: entry.name)
def test_every_entry_is_built(entry: Path) -> None:
    built = UI / "dist" / entry.with_suffix(".js" if entry.suffix == ".ts" else entry.suffix).name
    assert built.exists(), "build the front end: cd frontend && npm ci && npm run build"


def test_chunks_never_import_an_entry_which_would_then_run_twice() -> None:
    """Entries get another name when they are collected; a chunk would ask for the old one."""
    wrong = {
        chunk.name: found
        for chunk in (UI / "dist" / "chunks").glob("*.js")
        if (found := re.findall(r'(?:from|import)\s*"(\.\./[^"]+)"', chunk.read_text(encoding="utf-8")))
    }
    assert wrong == {}


def test_the_manifest_finds_everything_that_styles_and_scripts_name(tmp_path: Path) -> None:
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=base.STORAGES):
        call_command("collectstatic", interactive=False, verbosity=0)

    collected = {path.name for path in (tmp_path / "dist").iterdir()}
    assert any(re.fullmatch(r"app\.[0-9a-f]{12}\.js", name) for name in collected)
    assert any(re.fullmatch(r"app\.[0-9a-f]{12}\.js\.gz", name) for name in collected)


def test_every_icon_beside_a_tone_is_in_the_sprite() -> None:
    """Moments of a case and messages name their icon after a tone; one that the sprite lacks leaves an empty circle."""
    sprite = (UI / "dist" / "icons.svg").read_text(encoding="utf-8")
    named = {
        name
        for module in UI.parents[2].rglob("*.py")
        for name in re.findall(r'\bTone\.[A-Z]+,\s*"([a-z0-9-]+)"', module.read_text(encoding="utf-8"))
    }
    assert {"hourglass-low", "map-pin-off"} <= named
    assert sorted(name for name in named if f'id="{name}"' not in sprite) == []
