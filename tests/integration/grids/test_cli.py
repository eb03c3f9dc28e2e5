"""The command line brings a territory in, checks it and answers; its exit codes can be relied upon."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import shapely
from click.testing import CliRunner, Result

from gridwarden.config.cli import main
from gridwarden.grids.models import District, Grid, Import, Road
from gridwarden.grids.models.conversion import to_shapely
from tests.factories.grids import Territory, middle_of, square, territory
from tests.integration.grids import samples

if TYPE_CHECKING:
    from pathlib import Path

    from gridwarden.grids.sources.files import SourceFile

WHOLE = to_shapely(square(columns=2, rows=2))
WEST_HALF, EAST_HALF = to_shapely(square(0, 0, rows=2)), to_shapely(square(1, 0, rows=2))
TWO = ((WEST_HALF, {"code": "W", "class": "C"}), (EAST_HALF, {"code": "E", "class": "C"}))


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["grids", *map(str, words)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files: dict[str, SourceFile] = {
        "boundary.geojson": samples.geojson((WHOLE, {})),
        "zones.geojson": samples.geojson((WEST_HALF, {"kind": "core"})),
        "grids.geojson": samples.geojson(*TWO),
        "half.geojson": samples.geojson(TWO[0]),
        "faulty.geojson": samples.geojson((WEST_HALF, {"code": "W", "class": "Z"})),
        "east.geojson": samples.geojson((EAST_HALF, {})),
    }
    for name, file in files.items():
        (tmp_path / name).write_bytes(file.content)
    (tmp_path / "town.osm").write_text(samples.OSM)
    return tmp_path


@pytest.mark.django_db
def test_a_territory_is_brought_in_and_checked(folder: Path) -> None:
    founded = run(
        "import-district",
        folder / "boundary.geojson",
        "--code",
        "320205",
        "--name",
        "安镇",
        "--zones",
        folder / "zones.geojson",
    )
    assert (founded.exit_code, District.objects.get().zones.count()) == (0, 1)
    assert "EPSG:4549" in founded.output
    assert run("import-roads", folder / "town.osm", "--crs", "wgs84").exit_code == 0
    assert run("import-grids", folder / "grids.geojson", "--from", "2026-01-01").exit_code == 0
    assert (Road.objects.count(), Grid.objects.count(), Import.objects.count()) == (2, 2, 4)
    checked = run("check", "--on", "2026-02-01")
    assert checked.exit_code == 0, checked.output
    assert "No findings." in checked.output
    again = run("import-grids", folder / "grids.geojson")
    assert "nothing changed" in again.output


@pytest.mark.django_db
def test_findings_end_the_check_with_one_and_name_size_and_place(folder: Path) -> None:
    territory().grids["C01"].delete()
    checked = run("check")
    assert checked.exit_code == 1
    assert "gap: 1,05" in checked.output
    lon, lat = middle_of(0, 1)
    assert f"at {lon:.7f}, {lat:.7f}" in checked.output
    loaded = json.loads(run("check", "--json").output)
    assert loaded["counts"] == {"gap": 1}


@pytest.mark.django_db
def test_a_dry_run_tells_and_keeps_nothing(folder: Path) -> None:
    territory()
    tried = run("import-grids", folder / "half.geojson", "--dry-run")
    assert tried.exit_code == 0
    assert "1 added, 0 changed, 4 closed" in tried.output
    assert "gap" in tried.output
    assert Grid.objects.count() == 4


@pytest.mark.django_db
def test_a_faulty_file_is_refused_fault_by_fault(folder: Path) -> None:
    territory()
    refused = run("import-grids", folder / "faulty.geojson")
    assert refused.exit_code == 1
    assert "row 1 class: unknown_word 'Z', expected A, B, C" in refused.output
    assert "nothing was imported" in refused.output


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["check"], "no district yet"),
        (["check", "--district", "999999"], "no district 999999"),
        (["check", "--boundary", "boundary.geojson"], "go together"),
        (["import-grids", "missing.geojson"], "no file"),
        (["import-grids", "grids.geojson", "--crs", "mars"], "mars"),
    ],
)
def test_a_wrong_call_is_refused_with_its_reason(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], reason: str
) -> None:
    monkeypatch.chdir(folder)
    refused = run(*words)
    assert refused.exit_code != 0
    assert reason in refused.output


@pytest.mark.django_db
def test_with_two_districts_one_must_be_named(folder: Path) -> None:
    first, _ = territory(), territory()
    assert "--district" in run("check").output
    assert run("check", "--district", first.district.code6).exit_code == 0


def test_files_are_checked_without_a_database(folder: Path) -> None:
    def check(*words: object) -> dict[str, Any]:
        result = run("check", "--boundary", folder / "boundary.geojson", "--json", *words)
        assert result.exit_code == (0 if json.loads(result.output)["clean"] else 1)
        return dict(json.loads(result.output)["counts"])

    assert check("--grids", folder / "grids.geojson") == {}
    assert check("--grids", folder / "half.geojson") == {"gap": 1}
    assert check("--grids", folder / "half.geojson", "--exclude", folder / "east.geojson") == {}
    assert check("--grids", folder / "half.geojson", "--roads", folder / "town.osm") == {"gap": 1, "orphan_road": 1}


def test_broken_shapes_in_files_are_findings_not_faults(folder: Path) -> None:
    bow_tie = shapely.Polygon([(120.46, 31.59), (120.48, 31.61), (120.48, 31.59), (120.46, 31.61)])
    (folder / "broken.geojson").write_bytes(samples.geojson((bow_tie, {"code": "X", "class": "C"})).content)
    checked = run("check", "--boundary", folder / "boundary.geojson", "--grids", folder / "broken.geojson")
    assert checked.exit_code == 1
    assert "invalid_geometry X: (Self-intersection" in checked.output
    refused = run("check", "--boundary", folder / "boundary.geojson", "--grids", folder / "faulty.geojson")
    assert refused.exit_code == 2
    assert "faulty.geojson: row 1 class 'Z' is not known" in refused.stderr


def test_faults_planted_in_files_are_found_each_by_its_kind(folder: Path) -> None:
    far = shapely.affinity.translate(WEST_HALF, 0.0, 1.0)
    planted = {
        "overlap": [TWO[0], (WHOLE, {"code": "E", "class": "C"})],
        "gap": [TWO[0]],
        "several_parts": [TWO[0], (shapely.union(EAST_HALF, far), {"code": "E", "class": "C"})],
        "too_wide": [(WEST_HALF, {"code": "W", "class": "A"}), TWO[1]],
    }
    for kind, rows in planted.items():
        (folder / "planted.geojson").write_bytes(samples.geojson(*rows).content)
        words = ("--boundary", folder / "boundary.geojson", "--grids", folder / "planted.geojson", "--json")
        result = run("check", *words)
        assert (result.exit_code, kind in json.loads(result.stdout)["counts"]) == (1, True), (kind, result.output)


@pytest.mark.django_db
def test_a_place_is_located() -> None:
    place: Territory = territory()
    lon, lat = middle_of(1, 1)
    assert run("locate", lon, lat).output.strip() == "B01 inside"
    assert json.loads(run("locate", lon, lat, "--json").output)["grid_id"] == place.grids["B01"].pk
    assert run("locate", lon, lat, "--on", "2001-01-01").output.strip() == "- outside"
    far = run("locate", 120.45, 31.595, "--crs", "wgs84").output
    assert far.startswith("- outside, nearest A01 at 949")
    assert run("locate", lon, 99).exit_code == 1
