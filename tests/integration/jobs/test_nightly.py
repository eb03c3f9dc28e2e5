"""Nightly checks are heard."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from gridwarden.platform.jobs import nightly


def test_sound_photos_and_chains_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nightly, "verify_photos", lambda: SimpleNamespace(sound=True, checked=3, faults=[]))
    monkeypatch.setattr(nightly, "verify_audit", lambda: [SimpleNamespace(district_id=1, is_sound=True)])
    nightly.photos_verified()
    nightly.audit_verified()


def test_a_changed_photo_fails_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nightly, "verify_photos", lambda: SimpleNamespace(sound=False, checked=3, faults=["x"]))
    with pytest.raises(nightly.Unsound, match="1 of 3 photos"):
        nightly.photos_verified()


def test_a_broken_chain_fails_the_job_and_names_the_district(monkeypatch: pytest.MonkeyPatch) -> None:
    chains = [SimpleNamespace(district_id=1, is_sound=True), SimpleNamespace(district_id=7, is_sound=False)]
    monkeypatch.setattr(nightly, "verify_audit", lambda: chains)
    with pytest.raises(nightly.Unsound, match="district 7"):
        nightly.audit_verified()
