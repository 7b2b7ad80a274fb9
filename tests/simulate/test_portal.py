"""The portal's copy of the simulated city: what pushers do to it, and that it is read without loss."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from connectors.contract import load_contracts
from connectors.dvcqg_sync.records import stage
from connectors.simulate import City, clean_rows, simulate_portal
from connectors.simulate.portal import MISSING_IDENTITY

DOSSIERS = 3_000


def city(folder: Path) -> City:
    """Return three thousand dossiers of sixty days."""
    return City(out=folder, days=60, dossiers=DOSSIERS, seed=11, until=date(2026, 3, 1))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("portal")
    return simulate_portal(city(folder), folder)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The city's own records by code."""
    rows = clean_rows(city(tmp_path_factory.mktemp("own"))).to_pylist()
    return {row["dossier_code"]: row for row in rows}


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def test_the_same_city_gives_the_same_bytes_and_times(files: list[Path], tmp_path: Path) -> None:
    again = simulate_portal(city(tmp_path), tmp_path)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in files]
    assert [path.stat().st_mtime for path in again] == [path.stat().st_mtime for path in files]


def test_pushers_rewrite_what_they_push(files: list[Path], own: dict[str, dict[str, Any]]) -> None:
    pushed = [(record, own[record["MaHoSo"]]) for record in records(files[0]) if record["MaHoSo"] in own]
    assert 0.96 * DOSSIERS < len(pushed) < DOSSIERS
    waiting = [record["TrangThaiHoSo"] for record, mine in pushed if mine["status"] in (5, 6, 8)]
    assert set(waiting) > {"9"}
    assert waiting.count("9") > len(waiting) / 2
    assert any(record["TrangThaiHoSo"] == "1" and mine["status"] > 1 for record, mine in pushed)
    assert any(record["NgayHenTra"] == "" and mine["due_at"] for record, mine in pushed)
    assert all(
        record["SoGiayToChuHoSo"] == MISSING_IDENTITY for record, mine in pushed if not mine["applicant_identity"]
    )
    copied = [
        record for record, mine in pushed if record["NgayNopHoSo"] == record["NgayTiepNhan"] and mine["received_at"]
    ]
    assert len(copied) > 0.3 * len(pushed)


def test_random_codes_are_the_same_in_dossiers_and_progress(files: list[Path], own: dict[str, dict[str, Any]]) -> None:
    codes = {record["MaHoSo"] for record in records(files[0])}
    assert codes - own.keys()
    assert {record["MaHoSo"] for record in records(files[1])} <= codes


def test_both_files_are_known_to_the_connector(files: list[Path], tmp_path: Path) -> None:
    for path, dataset in zip(files, ("dossier", "step"), strict=True):
        with duckdb.connect() as connection:
            staged = stage(connection, path, load_contracts(), "staged", tmp_path)
            assert (staged.dataset, staged.unknown_headings, staged.notes) == (dataset, (), ())
            assert connection.execute("SELECT count(*) FROM staged WHERE is_broken").fetchall() == [(0,)]
