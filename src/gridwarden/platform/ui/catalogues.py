"""The Chinese catalogues: each app keeps its own; GNU gettext reads the source and writes them.

Template files are turned into what gettext understands by Django itself, on a copy, so that nothing is
written beside the sources and several checks may run at once.
"""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from gettext import GNUTranslations
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCALE = "zh_Hans"
_EXTRACTION = (
    "--language=Python",
    "--from-code=UTF-8",
    "--no-location",
    "--no-wrap",
    "--omit-header",
    "--output=-",
    "--keyword=gettext_noop",
    "--keyword=gettext_lazy",
    "--keyword=ngettext_lazy:1,2",
    "--keyword=pgettext:1c,2",
    "--keyword=npgettext:1c,2,3",
    "--keyword=pgettext_lazy:1c,2",
    "--keyword=npgettext_lazy:1c,2,3",
)
_HEADER = """msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One app's texts."""

    app: str
    folder: Path

    @property
    def file(self) -> Path:
        """Where the translations are kept."""
        return self.folder / "locale" / LOCALE / "LC_MESSAGES" / "django.po"

    def extract(self) -> str:
        """Return the texts of the app as its sources have them now, untranslated; empty when there are none."""
        with tempfile.TemporaryDirectory() as name:
            copies = [str(copy) for copy in _copies(self.folder, Path(name))]
            if not copies:
                return ""
            return _run("xgettext", *_EXTRACTION, *copies)

    def merged(self) -> str:
        """Return the catalogue with texts added that are new and dropped that are gone; empty when it has none."""
        extracted = self.extract()
        if not extracted:
            return ""
        known = self.file.read_text(encoding="utf-8") if self.file.exists() else _HEADER
        with tempfile.TemporaryDirectory() as name:
            old, new = Path(name, "old.po"), Path(name, "new.pot")
            old.write_text(known, encoding="utf-8")
            new.write_text(_HEADER + "\n" + extracted, encoding="utf-8")
            merged = _run(
                "msgmerge", "--quiet", "--no-fuzzy-matching", "--no-wrap", "--sort-output", str(old), str(new)
            )
        return _run("msgattrib", "--no-obsolete", "--no-wrap", stdin=merged)

    def update(self) -> None:
        """Write the merged catalogue; an app without texts keeps none."""
        merged = self.merged()
        if merged:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.write_text(merged, encoding="utf-8")

    def lacking(self) -> list[str]:
        """Return what is wrong: texts without translation, unsure ones, and texts that the catalogue does not know."""
        merged = self.merged()
        if not merged:
            return []
        wanted = _texts(merged)
        known = _texts(self.file.read_text(encoding="utf-8")) if self.file.exists() else set()
        unsure = _texts(_run("msgattrib", "--only-fuzzy", "--no-wrap", stdin=merged))
        untranslated = _texts(_run("msgattrib", "--untranslated", "--no-wrap", stdin=merged))
        return [
            *(f"not extracted: {text}" for text in sorted(wanted - known)),
            *(f"no longer used: {text}" for text in sorted(known - wanted)),
            *(f"unsure: {text}" for text in sorted(unsure)),
            *(f"not translated: {text}" for text in sorted(untranslated)),
        ]

    def translations(self) -> dict[str, str]:
        """Return what the catalogue says for each text; a text in a context of its own begins with it."""
        if not self.file.exists():
            return {}
        self.compile()
        with self.file.with_suffix(".mo").open("rb") as compiled:
            known = GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]  # noqa: SLF001 - the only way to list it
        return {str(text): words for text, words in known.items() if text}

    def compile(self) -> None:
        """Write the binary file that Django reads; placeholders are checked on the way."""
        if self.file.exists():
            _run("msgfmt", "--check", f"--output-file={self.file.with_suffix('.mo')}", str(self.file))


def catalogues() -> list[Catalogue]:
    """Return the catalogue of every app of ours."""
    ours = [config for config in apps.get_app_configs() if config.name.startswith("gridwarden.")]
    return [Catalogue(config.name, Path(config.path)) for config in ours]


def _copies(folder: Path, target: Path) -> Iterator[Path]:
    """Write what gettext can read into ``target``: Python as it is, templates turned into something like Python."""
    for number, source in enumerate(sorted([*folder.rglob("*.py"), *folder.rglob("*.html"), *folder.rglob("*.txt")])):
        if "migrations" in source.parts or source.name.startswith("requirements"):
            continue
        content = source.read_text(encoding="utf-8")
        copy = target / f"{number:04}.py"
        copy.write_text(
            content if source.suffix == ".py" else templatize(content, origin=str(source)), encoding="utf-8"
        )
        yield copy


def _texts(catalogue: str) -> set[str]:
    """Return the msgids of a catalogue, each on one line, without its header."""
    texts, open_text = set[str](), ""
    reading = False
    for line in _run("msgcat", "--no-wrap", "-", stdin=catalogue).splitlines() if catalogue else []:
        if line.startswith("msgid "):
            open_text, reading = line[7:-1], True
        elif reading and line.startswith('"'):
            open_text += line[1:-1]
        elif reading:
            texts.add(open_text)
            reading = False
    return texts - {""}


def _run(*command: str, stdin: str | None = None) -> str:
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr.strip()}")
    return done.stdout
