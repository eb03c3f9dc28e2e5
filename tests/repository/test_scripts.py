"""The scripts that people and machines begin with."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SCRIPTS = ["script/bootstrap", "script/server", "script/demo", "script/test", "script/lock", ".ci/run"]
LIBRARIES = sorted(str(path.relative_to(PROJECT)) for path in (PROJECT / "script" / "lib").glob("*.sh"))


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_can_be_run_and_says_what_it_is_for(name: str) -> None:
    path = PROJECT / name
    lines = path.read_text().splitlines()
    assert os.access(path, os.X_OK)
    assert lines[0] == "#!/usr/bin/env bash"
    assert lines[1].startswith("# ")


@pytest.mark.parametrize("name", SCRIPTS + LIBRARIES)
def test_a_script_is_well_formed(name: str) -> None:
    subprocess.run(["bash", "-n", PROJECT / name], check=True)


def test_continuous_integration_asks_nothing() -> None:
    text = (PROJECT / ".ci" / "run").read_text()
    assert "exec script/test </dev/null" in text
    assert "CI=true" in text


def test_bootstrap_is_quick_when_nothing_has_changed() -> None:
    if not (PROJECT / ".venv" / ".installed").exists():
        pytest.skip("this environment was not made by script/bootstrap")
    started = time.monotonic()
    done = subprocess.run([PROJECT / "script" / "bootstrap"], capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert time.monotonic() - started < 2


def test_an_unknown_option_is_refused_with_the_usage() -> None:
    done = subprocess.run([PROJECT / "script" / "bootstrap", "--fly"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Usage: script/bootstrap" in done.stderr


def uv_settings(environment: dict[str, str]) -> str:
    command = [sys.executable, str(PROJECT / "script" / "lib" / "uv_settings.py")]
    clean = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "PIP_CONFIG_FILE": os.devnull}
    return subprocess.run(command, env=clean | environment, capture_output=True, text=True, check=True).stdout


def test_uv_is_told_what_pip_was_told() -> None:
    said = uv_settings({"PIP_INDEX_URL": "https://mirror.example/simple", "PIP_CERT": "/etc/own.pem"})
    assert "export UV_DEFAULT_INDEX=https://mirror.example/simple" in said
    assert "export SSL_CERT_FILE=/etc/own.pem" in said


def test_what_uv_was_told_itself_is_left_alone() -> None:
    said = uv_settings({"PIP_CERT": "/etc/own.pem", "SSL_CERT_FILE": "/etc/other.pem"})
    assert "SSL_CERT_FILE" not in said


@pytest.mark.parametrize(
    "lock", ["requirements.txt", "requirements-dev.txt", "requirements-build.txt", "requirements-node.txt"]
)
def test_every_locked_package_has_a_hash(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (PROJECT / lock).read_text())
    packages = [entry for entry in entries if "==" in entry.split("\n")[0]]
    assert packages
    assert [entry.split("\n")[0] for entry in packages if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("page", ["README.md", "DEVELOPERS.md"])
def test_links_lead_somewhere(page: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", (PROJECT / page).read_text())
    assert [target for target in targets if "://" not in target and not (PROJECT / target).exists()] == []


def test_every_variable_of_the_environment_is_documented() -> None:
    said = (PROJECT / "DEVELOPERS.md").read_text()
    read = {
        name
        for path in (PROJECT / "src" / "gridwarden" / "config").rglob("*.py")
        for name in re.findall(r'environ(?:\.get)?[\[(]"((?:GRIDWARDEN|DATABASE)_\w+)"', path.read_text())
    }
    assert sorted(name for name in read if name not in said) == []
