from __future__ import annotations

import hashlib
import os
import unicodedata
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from connectors.contract import file_contracts, load_contracts
from connectors.local_time import LOCAL_TIME
from connectors.simulate import City, CityError, simulate
from tests.simulate.conftest import UNTIL
from tests.simulate.reading import cells, columns, dataset_of, heading_row

SMALL = City(Path(), days=45, dossiers=600, seed=5, until=UNTIL)


def fingerprints(folder: Path) -> dict[str, tuple[str, float]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {
        str(path.relative_to(folder)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime)
        for path in files
    }


@pytest.mark.parametrize("shapes", ["mixed", "csv"])
def test_the_same_seed_gives_the_same_bytes_and_times(shapes: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        simulate(replace(SMALL, out=tmp_path / name, shapes=shapes))
    assert fingerprints(tmp_path / "one") == fingerprints(tmp_path / "two") != {}


def test_another_seed_gives_another_city(tmp_path: Path) -> None:
    simulate(replace(SMALL, out=tmp_path / "one"))
    simulate(replace(SMALL, out=tmp_path / "other", seed=6))
    one, other = fingerprints(tmp_path / "one"), fingerprints(tmp_path / "other")
    empty = hashlib.sha256(b"").hexdigest()
    assert one.keys() == other.keys()
    assert {name for name in one if one[name][0] == other[name][0]} == {
        name for name, (digest, _) in one.items() if digest == empty
    }


def test_running_again_writes_the_same_over_what_is_there(tmp_path: Path) -> None:
    simulate(replace(SMALL, out=tmp_path))
    first = fingerprints(tmp_path)
    (tmp_path / "ho-so" / "trong.csv").write_text("changed")
    simulate(replace(SMALL, out=tmp_path))
    assert fingerprints(tmp_path) == first


def test_files_land_in_the_order_of_their_exports(files: list[Path]) -> None:
    times = [path.stat().st_mtime for path in files]
    assert times == sorted(set(times))
    last = datetime.fromtimestamp(times[-1], LOCAL_TIME)
    # everything is there for the night of 01:30 after the last day
    assert last.replace(tzinfo=None) == datetime(2026, 10, 12, 0, 48)


def test_every_heading_is_known_to_its_contract(files: list[Path]) -> None:
    for path in files:
        if not path.stat().st_size:
            continue
        contract = load_contracts()[dataset_of(path)]
        rows = cells(path)
        position = heading_row(rows, contract)
        known = columns(rows, position, contract)
        above = rows[position - 1] if position else []
        written = [lower or upper for lower, upper in zip_longest(rows[position], above, fillvalue="")]
        assert len(known) == sum(map(bool, written)), path.name
        missing = {column.name for column in contract.properties if column.is_required_heading} - known.keys()
        assert missing == ({"status"} if "thieu" in path.name else set()), path.name


def test_the_shapes_are_those_of_real_systems(files: list[Path]) -> None:
    by_name = {path.name: path.read_bytes() for path in files}
    assert by_name["ho-so-2026-09.csv"].startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in by_name["ho-so-2026-09.csv"]
    heading = by_name["ket-xuat-hsm.csv"].decode("utf-16").split("\r\n")[0]
    assert by_name["ket-xuat-hsm.csv"].startswith(b"\xff\xfe")
    assert heading.startswith(unicodedata.normalize("NFD", "SỐ HỒ SƠ") + "\t")
    assert by_name["HOSO1258.csv"].decode("cp1258").startswith("Ma so ho so,Ma ho so quoc gia,")
    assert by_name["Báo cáo hồ sơ một cửa.xlsx"].startswith(b"PK\x03\x04")
    assert by_name["BaoCaoHoSo.xls"].startswith(b"<html")
    assert by_name["trong.csv"] == b""
    assert by_name["Bản sao hồ sơ 08-2026.csv"] == by_name["ho-so-2026-08.csv"]
    everything = by_name["ho-so-2026-09.csv"].decode("utf-8-sig")
    assert "\u00d0" in everything, "Ð for Đ"
    assert "\u00a0" in everything, "no-break space"


def test_the_workbook_has_letterhead_merged_headings_totals_and_signatures(files: list[Path]) -> None:
    path = next(path for path in files if path.name == "Báo cáo hồ sơ một cửa.xlsx")
    rows = cells(path)
    assert rows[0][0] == "ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ"
    place = rows[7].index("Ngày nộp")
    assert rows[6][place : place + 3] == ["Thời gian", "", ""]
    assert rows[7][place : place + 3] == ["Ngày nộp", "Ngày tiếp nhận", "Ngày hẹn trả"]
    assert rows[6][0] == "Mã hồ sơ"
    assert rows[7][0] == ""
    totals = next(row for row in rows if row[0] == "Tổng cộng")
    assert float(totals[1]) == len(rows) - 13
    assert rows[-1][-6] == "(Ký, ghi rõ họ tên)"
    # true dates, Excel numbers and text stand side by side
    received = [row[place + 1] for row in rows[8:-5] if row[place + 1]]
    assert all(46_000 < float(serial) < 47_000 for serial in received)


def test_no_workbook_or_web_table_is_too_large_to_read_quickly(files: list[Path]) -> None:
    for path in files:
        if path.suffix in {".xlsx", ".xls"}:
            assert len(cells(path)) < 3_000


def test_clean_files_are_plain_and_hold_every_dossier_once(tmp_path: Path) -> None:
    paths = simulate(replace(SMALL, out=tmp_path, shapes="csv"))
    assert [path.name for path in paths] == [
        "danh-muc-tthc.csv",
        "ho-so-2026-08.csv",
        "ho-so-2026-09.csv",
        "ho-so-2026-10.csv",
    ]
    lines = [line for path in paths[1:] for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    codes = [line.split(";")[0] for line in lines]
    assert len(codes) == len(set(codes)) == 600


def test_clean_files_of_further_datasets_are_written_when_asked_for(tmp_path: Path) -> None:
    """As the bench asks for them: the dossiers' bytes are the same with or without the others."""
    alone = simulate(replace(SMALL, out=tmp_path / "alone", shapes="csv"))
    asked = frozenset({"procedure", "dossier", "payment", "step", "document"})
    paths = simulate(replace(SMALL, out=tmp_path / "more", shapes="csv", datasets=asked))
    assert {dataset_of(path) for path in paths} == asked
    alone_prints, more_prints = fingerprints(tmp_path / "alone"), fingerprints(tmp_path / "more")
    assert len(alone_prints) == len(alone) < len(more_prints)
    assert alone_prints.items() <= more_prints.items()


def test_a_dataset_does_not_depend_on_which_others_are_written(tmp_path: Path) -> None:
    simulate(replace(SMALL, out=tmp_path / "all"))
    everything = fingerprints(tmp_path / "all")
    for dataset in file_contracts():
        simulate(replace(SMALL, out=tmp_path / dataset, datasets=frozenset({dataset})))
        few = {name: digest for name, (digest, _) in fingerprints(tmp_path / dataset).items()}
        assert few
        assert few == {name: everything[name][0] for name in few}


def test_the_further_datasets_come_in_differing_shapes(files: list[Path]) -> None:
    by_name = {path.name: path.read_bytes() for path in files}
    assert by_name["TienDoXuLy.xls"].startswith(b"<html")
    assert by_name["tien-do-xu-ly.csv"].startswith('"Mã hồ sơ";'.encode())
    assert by_name["Đối soát thanh toán.xlsx"].startswith(b"PK")
    assert by_name["doi-soat.csv"].startswith(b"\xff\xfe")
    assert by_name["VANBAN58.csv"].decode("cp1258").startswith("Ma van ban,")
    assert by_name["giao-dich-ky-so.csv"].decode("utf-8-sig").startswith("Mã giao dịch ký,")
    rows = cells(next(path for path in files if path.name == "Biểu kê khai.xlsx"))
    assert rows[0][0] == "ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ"


def test_the_smallest_city_has_all_its_files(tmp_path: Path) -> None:
    paths = simulate(City(tmp_path, days=1, dossiers=1, seed=0, until=UNTIL))
    assert all(path.exists() for path in paths)
    assert {dataset_of(path) for path in paths} == file_contracts().keys()


@pytest.mark.parametrize(
    "wrong", [{"days": 0}, {"dossiers": 0}, {"seed": -1}, {"days": 10_000_000}, {"datasets": frozenset({"x"})}]
)
def test_an_impossible_city_is_refused_in_both_languages(wrong: dict[str, Any]) -> None:
    with pytest.raises(CityError) as refusal:
        replace(SMALL, **wrong)
    assert refusal.value.message.vi != refusal.value.message.en


def test_data_end_yesterday_unless_said_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "TZ", "America/New_York")
    today = datetime.now(LOCAL_TIME).date()
    assert (today - City(Path(), 1, 1, 1).until).days == 1
