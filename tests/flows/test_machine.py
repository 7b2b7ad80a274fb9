"""What the machine refuses is told with what to do, never as a stack of calls."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import duckdb
import pytest
from xlsxwriter.exceptions import FileCreateError

from flows.machine import refusal_of
from tests.flows.conftest import FourNights
from tests.flows.home import ask, make_home

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "motcua.duckdb")


@pytest.mark.parametrize(
    "error",
    [
        FULL,
        FileCreateError(FULL),
        duckdb.IOException('Could not write file "motcua.duckdb.wal": No space left on device'),
        duckdb.TransactionException("Failed to commit: Could not write all bytes to file: No space left on device"),
    ],
)
def test_a_full_disk_is_called_so(error: Exception) -> None:
    told = refusal_of(error)
    assert told is not None
    assert "Đĩa đầy" in told.vi


def test_a_fault_of_ours_is_not_laid_on_the_machine() -> None:
    assert refusal_of(duckdb.BinderException("Referenced column not found")) is None
    assert refusal_of(OSError("something else")) is None


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = make_home(tmp_path)
    home.data.write_text("một tệp ở chỗ của thư mục")
    assert ask(home, "nightly", "--as-of", "2026-02-20") == 1
    assert str(home.data) in capsys.readouterr().err


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_file_that_cannot_be_written_is_named(
    four_nights: FourNights, tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tệp").write_text("một tệp ở chỗ của thư mục")
    out = tmp_path / "tệp" / f"c02.{ending}"
    assert ask(four_nights.home, "indicators", "--explain", "C01", "--period", "2026-02", "--out", str(out)) == 1
    assert str(out) in capsys.readouterr().err
