"""Progress records of the portal's copy: steps of the basis portal, numbered once; hand-worked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from flows.cli import run
from tests.dvcqg_sync.conftest import lines, make_city
from tests.flows.published import Published

CODE, OTHER = "H13.101-260105-0001", "H13.101-260105-0002"
MOVED = {"DanhSachHoSoBoSung": [{"NgayBoSung": "20260107080000", "NgayHenTraTruoc": "20260112170000"}]}
RECEIVED = {"NgayTiepNhan": "20260105080000", "TrangThaiHoSo": "4"}
DOSSIERS = lines(
    {"MaHoSo": CODE, "NgayHenTra": "20260120170000", **RECEIVED, **MOVED},
    {"MaHoSo": OTHER, "NgayHenTra": "20260112170000", **RECEIVED},
)


def progress(
    code: str, start: str, status: str, moment: str = "", due: str = "", officer: str = "Lê Văn Bịa"
) -> dict[str, str]:
    """Return one progress record; times are `ddHHMM` of January 2026, nothing is empty."""
    times = {"NgayBatDau": start, "ThoiDiemXuLy": moment, "NgayKetThucTheoQuyDinh": due}
    written = {name: f"202601{time}00" if time else "" for name, time in times.items()}
    told = {"NguoiXuLy": officer, "ChucDanh": "Chuyên viên", "PhongBanXuLy": "Phòng Kinh tế", "NoiDungXuLy": "đã xem"}
    return {"MaHoSo": code, "TrangThai": status, **told, **written}


FIRST = (
    progress(CODE, "060800", "4", "070900", "081700"),
    progress(CODE, "050800", "2", "050930", "061700"),
    progress(CODE, "", "5", "081000"),
    progress(OTHER, "050800", "2", "050900"),
    progress(OTHER, "060800", "9", "091500"),
)
NEXT = (
    progress(CODE, "091000", "4", "091100"),  # the applicant answered: the record before it is done
    progress(CODE, "051400", "4", "051500", officer="Trần Thị Hư Cấu"),  # told of late
    progress(CODE, "060800", "4", "070900", "091700"),  # the due date of a record known is corrected
    progress(OTHER, "060800", "9", "091500"),
    progress(OTHER, "100800", "4", due="121700"),  # reopened
    {"MaHoSo": OTHER, "TrangThai": "4", "NgayBatDau": "20260111080000", "ThoiDiemXuLy": "hôm nay"},
    {"MaHoSo": OTHER, "TrangThai": "4", "ThoiDiemXuLy": ""},
)
STEPS = "SELECT step_no, status, started_at, due_at, done_at FROM core.dossier_step WHERE dossier_code = '{}' ORDER BY step_no"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a time of January 2026."""
    return datetime(2026, 1, day, hour, minute)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Published, Published]:
    """A night over dossiers and their progress, and one over what was told of the progress the day after."""
    city = make_city(tmp_path_factory.mktemp("city"))
    city.put("ho-so.jsonl", DOSSIERS)
    city.put("tien-do.jsonl", lines(*FIRST))
    first = city.night()
    city.put("tien-do-2.jsonl", lines(*NEXT), datetime(2026, 1, 20, 8))
    return first, city.night()


def test_records_are_numbered_by_start_and_done_when_the_next_begins_or_by_their_status(
    nights: tuple[Published, Published],
) -> None:
    first, _ = nights
    assert first.query("SELECT DISTINCT basis, source FROM core.dossier_step") == [("portal", "dvcqg")]
    assert first.query(STEPS.format(CODE)) == [
        (1, 2, at(5, 8), at(6, 17), at(6, 8)),
        (2, 4, at(6, 8), at(8, 17), at(8, 10)),
        (3, 5, at(8, 10), None, None),
    ]
    assert first.query(STEPS.format(OTHER)) == [(1, 2, at(5, 8), None, at(6, 8)), (2, 9, at(6, 8), None, at(9, 15))]


def test_a_number_once_given_stays_whatever_is_told_later(nights: tuple[Published, Published]) -> None:
    _, second = nights
    assert second.query(STEPS.format(CODE)) == [
        (1, 2, at(5, 8), at(6, 17), at(5, 14)),
        (2, 4, at(6, 8), at(9, 17), at(8, 10)),
        (3, 5, at(8, 10), None, at(9, 10)),
        (4, 4, at(5, 14), None, at(6, 8)),
        (5, 4, at(9, 10), None, None),
    ]
    assert second.query(STEPS.format(OTHER)) == [
        (1, 2, at(5, 8), None, at(6, 8)),
        (2, 9, at(6, 8), None, at(9, 15)),
        (3, 4, at(10, 8), at(12, 17), None),
    ]


def test_every_record_is_accounted_for(nights: tuple[Published, Published]) -> None:
    _, second = nights
    account = "SELECT dataset, rows_read, rows_loaded, rows_unchanged, rows_quarantined FROM ops.load"
    assert second.query(f"{account} WHERE file = 'tien-do-2.jsonl'") == [("step", 7, 4, 1, 2)]
    aside = "SELECT row_number, column_name, rule, business_key FROM ops.quarantine ORDER BY row_number"
    assert second.query(aside) == [(6, "done_at", "unreadable", OTHER), (7, "started_at", "missing", OTHER)]


@pytest.mark.parametrize(
    ("night", "officers"),
    [
        (0, (0, 1)),  # the steps with a due date were done on that day
        (1, (1, 2)),  # the reopened one was due on 12/01 and still runs on 20/01
    ],
)
def test_officers_with_late_steps_of_the_portal_s_copy_are_counted_for_its_basis(
    nights: tuple[Published, Published], night: int, officers: tuple[int, int]
) -> None:
    figures = (
        "SELECT numerator, denominator FROM mart.indicator_value WHERE indicator_id = 'D05' AND unit_code = 'H13'"
        " AND period_kind = 'month' AND period_start = '2026-01-01' AND procedure_code IS NULL AND basis = 'portal'"
    )
    assert nights[night].query(figures) == [officers]


def test_a_due_date_that_a_supplement_moved_is_the_first(nights: tuple[Published, Published]) -> None:
    due = "SELECT dossier_code, due_at, first_due_at FROM core.dossier ORDER BY 1"
    assert nights[0].query(due) == [(CODE, at(20, 17), at(12, 17)), (OTHER, at(12, 17), at(12, 17))]


def test_nobody_s_name_is_published(nights: tuple[Published, Published]) -> None:
    for night in nights:
        for path in night.outcome.folder.rglob("*"):
            content = path.read_bytes().lower() if path.is_file() else b""
            assert not any(name.lower().encode() in content for name in ("Lê Văn Bịa", "Trần Thị Hư Cấu", "đã xem"))


@pytest.mark.parametrize(
    ("records", "words"),
    [
        (lines(*NEXT), ("step", "ThoiDiemXuLy", "7 dòng dữ liệu", "2 dòng sẽ bị để riêng")),
        (DOSSIERS, ("dossier", "TrangThaiHoSo", "earlier_due_at", "2 dòng dữ liệu", "0 dòng sẽ bị để riêng")),
    ],
)
def test_inspect_tells_how_records_would_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], records: str, words: tuple[str, ...]
) -> None:
    file = tmp_path / "ban-ghi.json"
    file.write_text(records, encoding="utf-8")
    assert run(["inspect", str(file), "--config", str(make_city(tmp_path / "city").folder / "motcua.toml")]) == 0
    shown = capsys.readouterr().out
    assert [word for word in words if word not in shown] == []
    assert "Bịa" not in shown
