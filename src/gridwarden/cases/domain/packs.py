"""The evidence pack of a case: what is in it, and how anybody checks it without us.

Everything rests on SHA-256: ``SHA256SUMS`` names every file, each audit row is a file whose digest is the one in the
chain of the bureau, and the row that tells of a photo's arrival names the digest of the photo. A paper is named by
the row that tells of its issue.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORMAT = 2
SUMS = "SHA256SUMS"
ABOUT = "pack.json"
CHAIN = "audit/chain.json"
#: A fixed moment: the same content gives the same bytes.
_STAMP = (2000, 1, 1, 0, 0, 0)
#: What a file of a pack may unpack to; a pack that claims more was not made here.
_MOST_BYTES = 256 * 1024 * 1024
#: What reading raises where bytes were changed: in the archive, in a compressed file, in a text, in the order of a row.
#: RuntimeError stands for encrypted files, unknown ways of compressing, and texts nested without end.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, LookupError, ValueError, TypeError, AttributeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked, and every fault that was found."""

    number: str
    files: int
    photos: int
    rows: int
    papers: int = 0
    faults: list[str] = field(default_factory=list)
    #: Photos that were lost when the pack was made, and of which it says so.
    lost: list[str] = field(default_factory=list)


class _Told(NamedTuple):
    """One row of the trail: what was done, to what, with which facts."""

    action: str
    subject_type: str
    subject_id: int | None
    data: dict[str, Any]


def digest(data: bytes) -> str:
    """Return SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def sums(files: Mapping[str, bytes]) -> bytes:
    """Return the list of digests as ``sha256sum -c`` reads it."""
    return "".join(f"{digest(files[name])}  {name}\n" for name in sorted(files)).encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return the files with the list of their digests as one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in [*sorted(files.items()), (SUMS, sums(files))]:
            # Photos do not get smaller; everything else does.
            how = zipfile.ZIP_STORED if name.endswith(".jpg") else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _STAMP), data, compress_type=how)
    return out.getvalue()


def verify(data: bytes) -> Checked:
    """Check a pack; whatever does not fit is named as a fault, nothing is raised."""
    try:
        files = _unpacked(data)
        about, chain = json.loads(files[ABOUT]), json.loads(files[CHAIN])
        told = _told(files, chain)
        faults = [
            *_sums_faults(files),
            *_chain_faults(files, chain),
            *_photo_faults(files, about, told),
            *_paper_faults(files, about, told),
        ]
        lost = [str(photo["file"]) for photo in about["photos"] if photo.get("lost")]
        photos, papers = len(about["photos"]) - len(lost), len(about.get("papers", []))
        return Checked(str(about["number"]), len(files), photos, len(chain), papers, faults, lost)
    except _BROKEN as error:
        return Checked("", 0, 0, 0, faults=[f"this is no evidence pack: {type(error).__name__} {error}"])


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        if sum(info.file_size for info in infos) > _MOST_BYTES or len({info.filename for info in infos}) < len(infos):
            raise ValueError("too large, or a name comes twice")
        return {info.filename: archive.read(info) for info in infos}


def _sums_faults(files: Mapping[str, bytes]) -> Iterator[str]:
    lines = (line.partition("  ") for line in files[SUMS].decode().splitlines())
    wanted = {name: sum_ for sum_, _, name in lines}
    for name in sorted(set(wanted) | set(files) - {SUMS}):
        if name not in files:
            yield f"{name}: missing"
        elif name not in wanted:
            yield f"{name}: not in {SUMS}"
        elif digest(files[name]) != wanted[name]:
            yield f"{name}: changed"


def _chain_faults(files: Mapping[str, bytes], chain: list[dict[str, Any]]) -> Iterator[str]:
    before: dict[str, Any] | None = None
    for row in chain:
        name = f"audit/{row['seq']}.json"
        if name not in files:
            yield f"{name}: missing"
            continue
        if digest(files[name]) != row["digest"]:
            yield f"{name}: not the text that was sealed"
        content = json.loads(files[name])
        if (content[0], content[2]) != (row["previous"], row["seq"]):
            yield f"{name}: not in its place of the chain"
        if before and row["seq"] == before["seq"] + 1 and row["previous"] != before["digest"]:
            yield f"{name}: does not follow the row before it"
        before = row


def _told(files: Mapping[str, bytes], chain: list[dict[str, Any]]) -> list[_Told]:
    """Return what the rows tell, those that are there."""
    rows = (json.loads(files.get(f"audit/{row['seq']}.json", b"[]")) for row in chain)
    return [_Told(row[6], row[7], row[8], row[9]) for row in rows if row]


def _photo_faults(files: Mapping[str, bytes], about: dict[str, Any], told: list[_Told]) -> Iterator[str]:
    stored = {row.data["photo"]: row.data["sha256"] for row in told if row.action == "photo.stored"}
    for photo in about["photos"]:
        fault = _photo_fault(files, photo, stored.get(photo["id"]))
        if fault:
            yield f"{photo['file']}: {fault}"


def _photo_fault(files: Mapping[str, bytes], photo: dict[str, Any], arrived: str | None) -> str:
    content = files.get(photo["file"])
    if photo.get("lost"):
        return "" if content is None else "said to be lost, and here"
    if content is None:
        return "missing"
    if arrived is None:
        return "no audit row tells of its arrival"
    return "" if digest(content) == arrived else "not the photo that arrived"


def _paper_faults(files: Mapping[str, bytes], about: dict[str, Any], told: list[_Told]) -> Iterator[str]:
    papers = about.get("papers", [])  # packs of the first format have none
    issued = {(row.action, row.subject_type, row.subject_id, row.data.get("number")) for row in told}
    for paper in papers:
        for name, sum_ in ((paper["file"], paper["sha256"]), (paper["data"], paper["data_sha256"])):
            if digest(files.get(name, b"")) != sum_:
                yield f"{name}: not what the list of papers names"
        if (f"{paper['kind']}.issued", *paper["subject"], paper["number"]) not in issued:
            yield f"{paper['file']}: no audit row tells of its issue"
        elif json.loads(files.get(paper["data"], b"{}")).get("number") != paper["number"]:
            yield f"{paper['data']}: bears another number"
    listed = {paper[key] for paper in papers for key in ("file", "data")}
    yield from (f"{name}: not in the list of papers" for name in sorted(files) if _is_stray(name, listed))


def _is_stray(name: str, listed: set[str]) -> bool:
    return name.startswith("papers/") and name not in listed
