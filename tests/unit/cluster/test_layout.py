"""Where a cluster's files lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridwarden.platform.cluster.layout import LONGEST_SOCKET_PATH, Layout, fits_socket


def test_two_checkouts_have_two_names(tmp_path: Path) -> None:
    assert Layout.under(tmp_path / "one").name != Layout.under(tmp_path / "two").name


def test_the_name_of_a_checkout_stays() -> None:
    assert Layout.under(Path("/srv/gridwarden/var")).name == Layout.under(Path("/srv/gridwarden/var")).name


def test_links_lead_to_the_folders_that_the_kernel_sees(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "short").mkdir(parents=True)
    home = tmp_path / "home"
    home.mkdir()
    (home / "postgres").symlink_to(elsewhere)
    (elsewhere / "run").symlink_to(elsewhere / "short")
    layout = Layout.under(home)
    assert layout.data == elsewhere / "data"
    assert layout.socket_folder == elsewhere / "short"
    assert layout.lock == home / "postgres.lock"


@pytest.mark.parametrize(("length", "fits"), [(LONGEST_SOCKET_PATH, True), (LONGEST_SOCKET_PATH + 1, False)])
def test_a_socket_path_may_have_107_bytes(length: int, *, fits: bool) -> None:
    folder = Path("/" + "x" * (length - 1 - len("/.s.PGSQL.5432")))
    assert len(str(folder / ".s.PGSQL.5432")) == length
    assert fits_socket(folder) is fits


def test_bytes_count_and_not_characters() -> None:
    assert fits_socket(Path("/" + "a" * 60))
    assert not fits_socket(Path("/" + "网" * 60))
