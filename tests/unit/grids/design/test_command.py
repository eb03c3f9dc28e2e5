"""``gridwarden grids design`` on files alone: results beside each other, refusals in a sentence, nothing half done."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import shapely
from click.testing import CliRunner, Result

from gridwarden.grids.cli import grids
from gridwarden.grids.domain.design import figures as design_figures

from .invented import degrees, rectangle, streets, town, zone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

Patch = pytest.MonkeyPatch
Row = tuple[dict[str, Any], "BaseGeometry"]


def collection(rows: Iterable[Row], **members: object) -> str:
    features = [
        {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(shape)}
        for properties, shape in rows
    ]
    return json.dumps({"type": "FeatureCollection", **members, "features": features})


def road_rows(seed: int = 1, width: float = 1800.0, height: float = 1200.0) -> list[Row]:
    return [({"highway": road.highway, "name": road.name}, road.geometry) for road in streets(seed, width, height)]


BOUNDARY = rectangle(0, 0, 1800, 1200)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A small town as files."""
    texts = {"roads": collection(road_rows()), "boundary": collection([({}, BOUNDARY)])}
    for name, text in texts.items():
        (tmp_path / f"{name}.geojson").write_text(text)
    return {name: tmp_path / f"{name}.geojson" for name in texts}


@pytest.fixture
def run(files: dict[str, Path], tmp_path: Path) -> Callable[..., Result]:
    """Run the command on the files; the results go to ``out``."""

    def call(*more: str, **others: Path) -> Result:
        options = [word for name, path in {**files, **others}.items() for word in (f"--{name}", str(path))]
        out = ["--out", str(tmp_path / "out"), "--seed", "1", "--time-limit", "1"]
        return CliRunner().invoke(grids, ["design", *options, *out, *more])

    return call


def written(tmp_path: Path, name: str) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads((tmp_path / "out" / name).read_text())["features"]
    return features


def test_grids_and_roads_are_written_and_figures_printed(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("--json")
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    rows = written(tmp_path, "grids.geojson")
    assert figures["count"] == len(rows) >= figures["lower_bound"] >= 1
    assert {"code", "class", "mode", "area_km2", "diameter_m", "load_minutes"} <= set(rows[0]["properties"])
    assert sum(row["properties"]["area_km2"] for row in rows) == pytest.approx(figures["district_km2"], abs=1e-3)
    roads = written(tmp_path, "roads.geojson")
    assert {"grade", "reason", "grid"} <= set(roads[0]["properties"])
    assert {row["properties"]["grade"] for row in roads} <= {"strict", "controlled", "regulated"}
    assert {row["properties"]["grid"] for row in roads} <= {row["properties"]["code"] for row in rows}


def test_the_figures_can_be_read_without_json(run: Callable[..., Result]) -> None:
    result = run()
    assert "grids (at least" in result.stdout
    assert "of processor time, seed 1" in result.stdout
    assert re.search(r"walked without patrolling: \d+% \(at least \d+%\) of the patrolled way", result.stdout)


def test_what_no_plan_can_beat_stands_beside_what_this_one_reached(run: Callable[..., Result]) -> None:
    figures = json.loads(run("--json").stdout)
    assert 0.0 < figures["least_deadhead_share"] <= figures["deadhead_share"]
    assert all(1.0 <= one["least_max_over_mean"] <= one["max_over_mean"] for one in figures["by_class"].values())


def test_loads_that_cannot_be_even_are_told_with_their_bound(run: Callable[..., Result], monkeypatch: Patch) -> None:
    before = design_figures._evenest
    monkeypatch.setattr(design_figures, "_evenest", lambda outcome, kind: before(outcome, kind) + 0.2)
    assert re.search(r"max/mean \d\.\d{3} \(at least 1\.2\d\d while its pieces of land keep their work\)", run().stdout)


@pytest.mark.parametrize("crs", ["wgs84", "gcj02"])
def test_the_check_finds_nothing_in_what_was_written(
    run: Callable[..., Result], files: dict[str, Path], tmp_path: Path, crs: str
) -> None:
    assert run("--crs", crs).exit_code == 0
    out = tmp_path / "out"
    written_files = ["--grids", str(out / "grids.geojson"), "--roads", str(out / "roads.geojson")]
    check = CliRunner().invoke(
        grids, ["check", "--boundary", str(files["boundary"]), *written_files, "--crs", crs, "--json"]
    )
    assert check.exit_code == 0, check.output
    report = json.loads(check.stdout)
    assert report["clean"]
    assert report["totals"]["gaps_m2"] + report["totals"]["overlaps_m2"] + report["totals"]["beyond_m2"] < 1.0


def test_wanted_numbers_settings_zones_and_exclusion_are_heard(run: Callable[..., Result], tmp_path: Path) -> None:
    zones = [zone("town", -5, -5, 1810, 1210), zone("core", -5, -5, 900, 1210)]
    (tmp_path / "zones.geojson").write_text(collection(({"zone": one.kind.value}, one.geometry) for one in zones))
    (tmp_path / "lake.geojson").write_text(collection([({}, rectangle(1000, 500, 1200, 600))]))
    (tmp_path / "params.json").write_text(json.dumps({"community": "320205002001", "counts": {"A": 9}}))
    result = run(
        "--counts",
        "A=2,B=2",
        "--json",
        zones=tmp_path / "zones.geojson",
        exclude=tmp_path / "lake.geojson",
        params=tmp_path / "params.json",
    )
    assert result.exit_code == 0, result.output
    rows = written(tmp_path, "grids.geojson")
    assert [row["properties"]["class"] for row in rows].count("A") == 2
    assert [row["properties"]["code"] for row in rows] == [f"320205002001{number:03d}" for number in range(1, 5)]
    assert json.loads(result.stdout)["district_km2"] == pytest.approx(2.14, abs=0.01)


def test_counted_traffic_and_waterways_of_a_file_are_used(
    files: dict[str, Path], run: Callable[..., Result], tmp_path: Path
) -> None:
    river = ({"waterway": "river"}, degrees(shapely.LineString([(0, 333), (1800, 333)])))
    busy = [({**properties, "flow": 2000}, shape) for properties, shape in road_rows()]
    path = ({"highway": "footway"}, degrees(shapely.LineString([(10, 10), (20, 30)])))
    files["roads"].write_text(collection([*busy, river, path]))
    assert run().exit_code == 0
    roads = written(tmp_path, "roads.geojson")
    assert all(row["properties"]["flow"] == 2000 for row in roads)
    assert all("flow 2000 veh/h" in row["properties"]["reason"] for row in roads)
    assert "footway" not in {row["properties"]["highway"] for row in roads}


BOW_TIE = degrees(shapely.Polygon([(0, 0), (1800, 1200), (1800, 0), (0, 1200)]))
FAR = degrees(shapely.LineString([(90_000, 0), (90_000, 500)]))
METRES = shapely.LineString([(500_000, 3_480_000), (500_500, 3_480_000)])
WALL = rectangle(850, -100, 900, 1300)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "boundary",
            collection([({}, BOW_TIE)]),
            "boundary.geojson: row 1 geometry 'Self-intersection' is not a clean",
        ),
        (
            "boundary",
            collection([({}, FAR)]),
            "boundary.geojson: row 1 geometry 'LineString' has the wrong kind of shape",
        ),
        ("boundary", "", "boundary.geojson: the file is empty"),
        ("boundary", "{", "boundary.geojson: cannot be read as GeoJSON: Expecting property name"),
        ("boundary", collection([]), "boundary.geojson: the file holds nothing"),
        ("roads", " \n", "roads.geojson: the file is empty"),
        ("roads", "osm? no", "roads.geojson: cannot be read as GeoJSON or GeoPackage or Shapefile or OSM: 'osm"),
        ("roads", "<osm version='0.6'></osm>", "roads.geojson: the file holds no road"),
        ("boundary", "<osm version='0.6'></osm>", "boundary.geojson: cannot be read as GeoJSON or GeoPackage or Shap"),
        ("roads", collection([({}, METRES)]), "'500000, 3.48e+06' is not in degrees, so the file is in another"),
        (
            "roads",
            collection([({"highway": "primary"}, FAR)]),
            "None of the 1 roads lies within the boundary: the first is at 118.9",
        ),
        (
            "roads",
            collection(road_rows(), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}),
            "roads.geojson: the file crs 'urn:ogc:def:crs:EPSG::3857' is not in degrees",
        ),
        ("roads", collection([({"flow": "much"}, FAR)]), "row 1 flow 'much' is not known at 118.9"),
        ("exclude", collection([({}, WALL)]), "The excluded area splits the district into 2 parts: 1.0"),
        ("exclude", collection([({}, rectangle(-9, -9, 2000, 2000))]), "leaves nothing of the district"),
        ("zones", collection([({"zone": "downtown"}, WALL)]), "row 1 zone 'downtown' is not known at 118.0"),
        ("zones", collection([({}, WALL)]), "row 1 zone is missing"),
        ("zones", collection([({"zone": "core", "community": "12"}, WALL)]), "community '12' is not known"),
        ("params", "[1]", "params must be an object with named values, not [1]"),
        ("params", '{"grading": {"flow": -1}}', "grading: flow must lie in 0.."),
        ("params", "{", "params.geojson: cannot be read as JSON"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_written(
    run: Callable[..., Result], tmp_path: Path, name: str, text: str, told: str
) -> None:
    path = tmp_path / f"{name}.geojson"
    path.write_text(text)
    result = run(**{name: path})
    assert result.exit_code == 2, result.output
    assert told in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--counts", "A=1,B=0,C=0"], "A=1, B=0, C=0 is impossible: within their limits they cover 1.77 of"),
        (["--counts", "A=0,B=0,C=90000"], "A=0, B=0, C=90000 is impossible: the land has only"),
        (["--counts", "A=99999,B=1,C=1"], "A=99999, B=1, C=1 is impossible: the land has only"),
        (["--counts", "D=1"], "'D=1' is no number of a class; write A=15,B=9,C=7"),
        (["--counts", "A=x"], "'A=x' is no number of a class"),
        (["--counts", "A=1,A=2"], "'A=2' is no number of a class"),
        (["--counts", "A=999999"], "counts: A must lie in 0..100000"),
        (["--time-limit", "0"], "time_limit_s must lie above 0"),
        (["--seed", "-1"], "seed must lie in 0..2147483647"),
    ],
)
def test_what_is_impossible_is_refused_with_the_reason(
    run: Callable[..., Result], files: dict[str, Path], tmp_path: Path, words: list[str], told: str
) -> None:
    result = run(*words)
    assert result.exit_code == 2, result.output
    assert told in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_not_there_is_named(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run(zones=tmp_path / "nowhere.geojson")
    assert result.exit_code == 2
    assert "There is no file" in result.stderr


def test_a_folder_that_cannot_be_written_is_refused_before_the_work(files: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("kept")
    words = [word for name, path in files.items() for word in (f"--{name}", str(path))]
    result = CliRunner().invoke(grids, ["design", *words, "--out", str(tmp_path / "note.txt" / "out")])
    assert result.exit_code == 2
    assert "cannot be written: Not a directory" in result.stderr
    assert (tmp_path / "note.txt").read_text() == "kept"


def test_lines_without_a_class_are_counted_beside_the_figures(
    files: dict[str, Path], run: Callable[..., Result]
) -> None:
    rows = road_rows()
    files["roads"].write_text(collection([*rows[:-1], ({"name": "x"}, rows[-1][1])]))
    result = run("--json")
    assert f"roads.geojson: 1 of {len(rows)} lines have no highway" in result.stderr
    assert json.loads(result.stdout)["count"] >= 1


def test_no_module_of_django_is_loaded_for_files_alone() -> None:
    code = "import sys; from gridwarden.grids.cli import check, design; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_no_database_is_asked(run: Callable[..., Result]) -> None:
    """Tests without the mark for the database fail when something connects; a whole design passes here."""
    assert run().exit_code == 0


def test_an_invented_town_is_the_one_that_is_written() -> None:
    assert town(1, 1800.0, 1200.0).boundary.equals(BOUNDARY)
