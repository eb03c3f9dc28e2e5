"""An evidence pack proves itself, and every change of it is found."""

from __future__ import annotations

import json
import subprocess
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from gridwarden.cases.cli import evidence
from gridwarden.cases.domain import packs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PHOTO = b"\xff\xd8 a photo"


def row(seq: int, previous: str, action: str, data: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    text = json.dumps([previous, 1, seq, "0", 7, "Li", action, "case", 5, data, ""]).encode()
    return {"seq": seq, "previous": previous, "digest": packs.digest(text)}, text


def contents() -> dict[str, bytes]:
    first, first_text = row(4, "aa", "photo.stored", {"photo": "p1", "sha256": packs.digest(PHOTO)})
    second, second_text = row(5, first["digest"], "case.open", {})
    about = {"number": "20260302-00001", "photos": [{"id": "p1", "file": "photos/01.jpg"}]}
    return {
        "photos/01.jpg": PHOTO,
        "audit/4.json": first_text,
        "audit/5.json": second_text,
        packs.CHAIN: json.dumps([first, second]).encode(),
        packs.ABOUT: json.dumps(about).encode(),
        "case.pdf": b"%PDF",
    }


def test_a_pack_is_sound_and_the_same_every_time() -> None:
    data = packs.zipped(contents())
    checked = packs.verify(data)
    assert (checked.faults, checked.photos, checked.rows) == ([], 1, 2)
    assert data == packs.zipped(contents())


def _other_photo(files: dict[str, bytes]) -> None:
    files["photos/01.jpg"] = b"another photo"


def _other_row(files: dict[str, bytes]) -> None:
    files["audit/5.json"] = files["audit/5.json"].replace(b"Li", b"Mo")


def _lost_row(files: dict[str, bytes]) -> None:
    del files["audit/4.json"]


def _forged_row(files: dict[str, bytes]) -> None:
    chain = json.loads(files[packs.CHAIN])
    files["audit/5.json"] = files["audit/5.json"].replace(b"Li", b"Mo").replace(chain[0]["digest"].encode(), b"bb")
    chain[1]["digest"] = packs.digest(files["audit/5.json"])
    files[packs.CHAIN] = json.dumps(chain).encode()


@pytest.mark.parametrize("change", [_other_photo, _other_row, _lost_row, _forged_row])
def test_a_change_is_found_although_the_digests_were_made_anew(change: Callable[[dict[str, bytes]], None]) -> None:
    files = contents()
    change(files)
    assert packs.verify(packs.zipped(files)).faults


def test_a_changed_file_is_found_by_its_digest(tmp_path: Path) -> None:
    files = contents()
    files["case.pdf"] = b"%PDF-"
    target = tmp_path / "x.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in {**files, packs.SUMS: packs.sums(contents()), "more.txt": b""}.items():
            archive.writestr(name, data)
    assert packs.verify(target.read_bytes()).faults == ["case.pdf: changed", "more.txt: not in SHA256SUMS"]


@pytest.mark.parametrize("data", [b"", b"no archive", packs.zipped({"a": b"b"}), packs.zipped({"pack.json": b"[]"})])
def test_something_else_is_no_pack(data: bytes) -> None:
    assert packs.verify(data).faults


def test_a_flipped_byte_anywhere_is_named_and_never_raised() -> None:
    files = {**contents(), "README.txt": b"how to check " * 40}
    sound = packs.zipped(files)
    for place in range(len(sound)):
        changed = bytearray(sound)
        changed[place] ^= 0x81
        checked = packs.verify(bytes(changed))
        # A flip in the archive's own marks, such as a file's date, changes nothing that was packed.
        assert checked.faults or checked == packs.verify(sound)


@pytest.mark.parametrize("chain", [b'[{"seq":4,"digest":"x","previous":""}]', b"[" * 100_000, b"7"])
def test_a_chain_in_another_shape_is_a_fault(chain: bytes) -> None:
    assert packs.verify(packs.zipped({**contents(), "audit/4.json": b"[]", packs.CHAIN: chain})).faults


def _without_photo(**said: object) -> dict[str, bytes]:
    files = {name: data for name, data in contents().items() if name != "photos/01.jpg"}
    about = {"number": "20260302-00001", "photos": [{"id": "p1", "file": "photos/01.jpg", **said}]}
    return files | {packs.ABOUT: json.dumps(about).encode()}


def test_a_photo_that_is_said_to_be_lost_is_told_and_no_fault(tmp_path: Path) -> None:
    target = tmp_path / "x.zip"
    target.write_bytes(packs.zipped(_without_photo(lost=True)))
    checked = packs.verify(target.read_bytes())
    assert (checked.faults, checked.lost, checked.photos) == ([], ["photos/01.jpg"], 0)
    answer = CliRunner().invoke(evidence, ["verify", str(target)])
    assert answer.exit_code == 0
    assert "photos/01.jpg: was lost" in answer.output


def test_a_missing_photo_of_which_nothing_is_said_is_a_fault() -> None:
    assert packs.verify(packs.zipped(_without_photo())).faults == ["photos/01.jpg: missing"]
    both = contents() | {packs.ABOUT: _without_photo(lost=True)[packs.ABOUT]}
    assert packs.verify(packs.zipped(both)).faults == ["photos/01.jpg: said to be lost, and here"]


def test_the_sums_are_those_that_sha256sum_reads(tmp_path: Path) -> None:
    target = tmp_path / "x.zip"
    target.write_bytes(packs.zipped(contents()))
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path / "x")
    done = subprocess.run(["sha256sum", "-c", "--quiet", packs.SUMS], cwd=tmp_path / "x", check=False)
    assert done.returncode == 0


def test_the_command_tells_sound_from_unsound(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    good.write_bytes(packs.zipped(contents()))
    bad.write_bytes(packs.zipped(contents() | {"photos/01.jpg": b"other"}))
    assert CliRunner().invoke(evidence, ["verify", str(good)]).exit_code == 0
    answer = CliRunner().invoke(evidence, ["verify", str(bad)])
    assert answer.exit_code == 1
    assert "photos/01.jpg: not the photo that arrived" in answer.output
