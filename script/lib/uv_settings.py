"""Print shell lines that tell uv what this machine has told pip: index, certificates, proxy.

Administrators configure pip once; nothing here should have to be told again.
"""

from __future__ import annotations

import ast
import os
import shlex
import subprocess
import sys


def main() -> None:
    """Print one ``export`` for each setting that uv does not already have."""
    for name, value in uv_settings(pip_settings()).items():
        if name not in os.environ:
            print(f"export {name}={shlex.quote(value)}")


def pip_settings() -> dict[str, list[str]]:
    """Return pip's effective settings; the environment comes last and wins, as in pip itself."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    found: dict[str, list[str]] = {}
    lines = [line.partition("=") for line in listed.splitlines()]
    for key, _, value in sorted(lines, key=lambda line: line[0].startswith(":env:")):
        section, _, name = key.rpartition(".")
        if section in {"global", "install", ":env:"}:
            found[name] = str(ast.literal_eval(value)).split()
    return found


def uv_settings(pip: dict[str, list[str]]) -> dict[str, str]:
    """Translate pip's settings."""
    # Hashes in the lock files already say which file is right, whichever index has it.
    settings = {"UV_INDEX_STRATEGY": "unsafe-best-match"}
    translations = (
        ("index-url", "UV_DEFAULT_INDEX", " "),
        ("extra-index-url", "UV_INDEX", " "),
        ("find-links", "UV_FIND_LINKS", ","),
        ("cert", "SSL_CERT_FILE", " "),
        ("trusted-host", "UV_INSECURE_HOST", " "),
        ("proxy", "ALL_PROXY", " "),
        ("timeout", "UV_HTTP_TIMEOUT", " "),
        ("default-timeout", "UV_HTTP_TIMEOUT", " "),
    )
    for theirs, ours, separator in translations:
        if pip.get(theirs):
            settings[ours] = separator.join(pip[theirs])
    return settings


if __name__ == "__main__":
    main()
