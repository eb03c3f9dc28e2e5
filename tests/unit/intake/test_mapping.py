"""Mappings of foreign exports are checked before a row is read."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from gridwarden.intake.domain import mapping
from gridwarden.intake.domain.mapping import BadMapping

SHIPPED = Path(str(files("gridwarden.intake"))) / "data" / "mappings"


def raw(**changes: Any) -> dict[str, Any]:
    good: dict[str, Any] = {
        "system": "elsewhere",
        "columns": {
            "external_id": "ID",
            "opened_at": "Opened",
            "longitude": "X",
            "latitude": "Y",
            "category": ["Kind", "Detail"],
        },
        "time": {"zone": "Asia/Shanghai", "formats": ["%Y-%m-%d %H:%M"]},
        "items": [{"match": "bin", "item": 2}],
    }
    return {**good, **changes}


def test_a_good_mapping_is_read() -> None:
    read = mapping.parse(raw())
    assert read.columns["category"] == ("Kind", "Detail")
    assert read.items[0].condition == 1
    assert read.needed_columns() == {"ID", "Opened", "X", "Y", "Kind", "Detail"}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"system": ""}, "system"),
        ({"columns": {"external_id": "ID"}}, "columns.category"),
        ({"columns": {**raw()["columns"], "colour": "C"}}, "columns.colour"),
        ({"time": {"zone": "Moon/Sea", "formats": ["%Y"]}}, "time.zone"),
        ({"time": {"zone": "Asia/Shanghai"}}, "time.formats"),
        ({"place": {"crs": "mars"}}, "place.crs"),
        ({"items": []}, "items"),
        ({"items": [{"match": "(", "item": 1}]}, r"items\[1\]"),
        ({"items": [{"match": "bin"}]}, r"items\[1\]"),
        ({"leave_out": ["("]}, r"leave_out\[1\]"),
    ],
)
def test_a_bad_mapping_names_the_key(changes: dict[str, Any], key: str) -> None:
    with pytest.raises(BadMapping, match=f"^{key} "):
        mapping.parse(raw(**changes))


def test_a_file_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text("system = ")
    with pytest.raises(BadMapping, match=r"mapping\.toml is not TOML"):
        mapping.load(path)


def test_the_mapping_of_the_documentation_is_good(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "import-cases.md").read_text(encoding="utf-8")
    path = tmp_path / "mapping.toml"
    path.write_text(page.split("```toml")[1].split("```")[0], encoding="utf-8")
    assert mapping.load(path).encoding == "gb18030"


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_the_shipped_mappings_are_good(path: Path) -> None:
    assert mapping.load(path).system == path.stem
