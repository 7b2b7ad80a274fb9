"""Units through time: old units, what was merged whole into today's, what was split, one year beside the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

from tests.warehouse.nights import Export, Nights
from tests.warehouse.recorded import Recorded, add, count
from warehouse.database import Resources, open_warehouse
from warehouse.reference import load_reference

AS_OF = date(2026, 7, 10)

#: Thới Bình (whole into Ninh Kiều), An Cư (into Thới Bình in 2024: two steps), Bùi Hữu Nghĩa (split).
THOI_BINH, AN_CU, BUI_HUU_NGHIA = "H13.TK31123", "H13.TK31126", "H13.TK31178"
NINH_KIEU, CAI_KHE = "H13.101", "H13.102"
DOSSIERS = (
    # 2025: two of old wards that became Ninh Kiều, one late; one still open at the end of June
    Recorded("thoi-binh", THOI_BINH, 10, "2025-06-02 08:00", "2025-06-10", "2025-06-09 08:00", channel="online"),
    Recorded("an-cu", AN_CU, 10, "2024-10-30 08:00", "2025-05-30", "2025-06-12 08:00", channel="direct"),
    Recorded("left-over", THOI_BINH, 4, "2025-06-27 08:00", "2025-07-04", channel="direct"),
    # the split ward's own, and one of a district
    Recorded("split", BUI_HUU_NGHIA, 10, "2025-06-03 08:00", "2025-06-10", "2025-06-11 08:00", channel="online"),
    Recorded("district", "H13.TK916", 10, "2025-06-03 08:00", "2025-06-10", "2025-06-10 08:00", channel="online"),
    # Hậu Giang: one of a commune, one of the province itself; Sóc Trăng sent nothing
    Recorded("long-my", "H30.TK31480", 10, "2025-06-04 08:00", "2025-06-10", "2025-06-20 08:00", channel="direct"),
    Recorded("hau-giang", "H30", 10, "2025-06-04 08:00", "2025-06-10", "2025-06-05 08:00", channel="direct"),
    # 2026: today's wards
    Recorded("ninh-kieu-1", NINH_KIEU, 10, "2026-06-02 08:00", "2026-06-10", "2026-06-15 08:00", channel="online"),
    Recorded("ninh-kieu-2", NINH_KIEU, 10, "2026-06-02 08:00", "2026-06-10", "2026-06-09 08:00", channel="online"),
    Recorded("cai-khe", CAI_KHE, 10, "2026-06-02 08:00", "2026-06-10", "2026-06-09 08:00", channel="online"),
    Recorded("july", NINH_KIEU, 4, "2026-07-02 08:00", "2026-07-20", channel="online"),
)  # fmt: skip


@pytest.fixture(scope="module")
def history(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("history")
    copyfile(empty_file, folder / "motcua.duckdb")
    with open_warehouse(folder / "motcua.duckdb", Resources("1GB", 1, folder)) as connection:
        load_reference(connection, units_file=None, root_unit="H13", as_of=AS_OF)
        add(connection, DOSSIERS)
        count(connection, AS_OF)
        yield connection


def figures(
    history: duckdb.DuckDBPyConnection, unit: str, start: date, kind: str = "month"
) -> dict[str, tuple[int, ...]]:
    """Received in all, carried over, resolved, late, open, overdue by series."""
    rows = history.execute(
        "SELECT series, received_total, carried_over, resolved_total, resolved_late, open_total, open_overdue"
        " FROM mart.unit_history_period WHERE unit_code = $unit AND period_start = $start AND period_kind = $kind",
        {"unit": unit, "start": start, "kind": kind},
    ).fetchall()
    return {str(series): tuple(values) for series, *values in rows}


JUNE_2025, JUNE_2026 = date(2025, 6, 1), date(2026, 6, 1)


def test_a_successor_shows_the_history_of_those_merged_into_it_whole_marked_as_such(
    history: duckdb.DuckDBPyConnection,
) -> None:
    # thoi-binh, an-cu (carried over, late, two mergers away), left-over (open)
    before = (3, 1, 2, 1, 1, 0)
    assert figures(history, NINH_KIEU, JUNE_2025) == {"predecessors": before, "comparable": before}
    # in June 2026 the ward's own two, and Thới Bình's left-over, open and overdue still
    assert figures(history, NINH_KIEU, JUNE_2026) == {
        "own": (2, 0, 2, 1, 0, 0),
        "predecessors": (1, 1, 0, 0, 1, 1),
        "comparable": (3, 1, 2, 1, 1, 1),
    }


def test_a_unit_in_the_middle_of_a_chain_has_its_own_and_the_one_before_it(history: duckdb.DuckDBPyConnection) -> None:
    assert figures(history, THOI_BINH, JUNE_2025) == {
        "own": (2, 0, 1, 0, 1, 0),
        "predecessors": (1, 1, 1, 1, 0, 0),
        "comparable": (3, 1, 2, 1, 1, 0),
    }


def test_a_split_ward_stands_apart_and_is_nobody_s_history(history: duckdb.DuckDBPyConnection) -> None:
    own = (1, 0, 1, 1, 0, 0)
    assert figures(history, BUI_HUU_NGHIA, JUNE_2025) == {"own": own, "comparable": own}
    assert figures(history, CAI_KHE, JUNE_2025) == {}
    told = "SELECT DISTINCT unit_code, split_predecessors FROM mart.unit_history_period WHERE unit_code IN ('H13', 'H13.101', 'H13.102') ORDER BY 1"
    assert history.execute(told).fetchall() == [("H13", 0), (NINH_KIEU, 0), (CAI_KHE, 1)]
    parts = "SELECT unit_code, heir_code, share FROM ref.unit_split WHERE unit_code = $unit ORDER BY share"
    assert history.execute(parts, {"unit": BUI_HUU_NGHIA}).fetchall() == [
        (BUI_HUU_NGHIA, CAI_KHE, "PART"),
        (BUI_HUU_NGHIA, "H13.106", "REST"),
    ]


def test_the_old_provinces_are_not_the_city_s_own_but_comparable_with_it(history: duckdb.DuckDBPyConnection) -> None:
    both = (7, 1, 6, 3, 1, 0)
    assert figures(history, "H13", JUNE_2025) == {
        "own": (5, 1, 4, 2, 1, 0),  # thoi-binh, an-cu, left-over, split, district
        "predecessors": (2, 0, 2, 1, 0, 0),
        "comparable": both,
    }
    form = "SELECT received_total, carried_over, resolved_total, resolved_late, open_total, open_overdue"
    form += " FROM mart.form_06a('2025-06-01', '2025-06-30') WHERE unit_code = 'H13' AND sector_code IS NULL"
    assert history.execute(form).fetchall() == [both]  # nothing of what the city holds is left out of its form


def test_the_year_before_is_the_comparable_one_and_tells_whose_data_are_missing(
    history: duckdb.DuckDBPyConnection,
) -> None:
    query = (
        "SELECT unit_code, late_rate, year_before_received_total, year_before_resolved_total, year_before_resolved_late,"
        " year_before_late_rate, year_before_predecessors_missing FROM mart.unit_history_period"
        " WHERE period_kind = 'month' AND period_start = '2026-06-01' AND series = 'comparable'"
        " AND unit_code IN ('H13', 'H13.101', 'H13.102') ORDER BY unit_code"
    )
    assert history.execute(query).fetchall() == [
        ("H13", 1 / 3, 7, 6, 3, 0.5, 1),  # Sóc Trăng gave nothing
        (NINH_KIEU, 0.5, 3, 2, 1, 0.5, 2),  # Tân An and Xuân Khánh gave nothing; An Cư, An Phú and An Nghiệp had ended
        (CAI_KHE, 0.0, None, None, None, None, None),
    ]


def test_a_running_period_has_no_year_before(history: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT count(*), count(year_before_received_total) FROM mart.unit_history_period WHERE period_start >= '2026-07-01'"
    # month and quarter: two series of H13, the old district and Thới Bình, three of Ninh Kiều
    assert history.execute(query).fetchall() == [(18, 0)]


def test_any_two_dates_can_be_compared(history: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT received_total, resolved_late, split_predecessors FROM mart.unit_history($start, $until) WHERE unit_code = 'H13' AND series = 'comparable'"
    half = {"start": date(2025, 1, 1), "until": date(2025, 7, 10)}
    assert history.execute(query, half).fetchall() == [(7, 3, 0)]


def test_the_own_series_is_form_06a_and_the_city_s_form_all_that_is_comparable(
    history: duckdb.DuckDBPyConnection,
) -> None:
    columns = "period_kind, period_start, basis, unit_code, received_total, resolved_total, open_total, open_overdue"
    own = f"SELECT {columns} FROM mart.unit_history_period"
    own += " WHERE series = CASE unit_code WHEN 'H13' THEN 'comparable' ELSE 'own' END"
    form = f"SELECT {columns} FROM mart.form_06a_period WHERE sector_code IS NULL"
    assert history.execute(f"({own} EXCEPT ALL {form}) UNION ALL ({form} EXCEPT ALL {own})").fetchall() == []
    assert history.execute(f"SELECT count(*) > 100 FROM ({own})").fetchall() == [(True,)]


# ---------------------------------------------------------------- records and the city's own file


def test_a_name_means_the_unit_that_bore_it_at_the_receipt(empty_file: Path, tmp_path: Path) -> None:
    copyfile(empty_file, tmp_path / "motcua.duckdb")
    nights = Nights(tmp_path / "motcua.duckdb")
    with nights.open() as connection:
        load_reference(connection, units_file=None, root_unit="H13", as_of=AS_OF)
    lines = """
        A | UBND phường Tân An | 4 | 30/06/2025 23:59
        B | Phường Tân An      | 4 | 01/07/2025 00:00
        C | UBND Huyện Long Mỹ | 4 | 03/03/2025
        D | Tỉnh Hậu Giang     | 4 | 03/03/2025
        E | Phường An Cư       | 4 | 01/11/2024"""
    nights.night(Export("a.csv", datetime(2026, 2, 20), "dossier_code unit_name status received_at", lines))
    units = "SELECT dossier_code, d.unit_code, u.successor_code FROM core.dossier AS d JOIN ref.unit AS u USING (unit_code) ORDER BY 1"
    assert nights.query(units) == [
        ("A", "H13.TK31135", "H13.101"),  # the old Tân An, Ninh Kiều today
        ("B", "H13.103", None),  # today's Tân An
        ("C", "H30.TK936", None),
        ("D", "H30", "H13"),
        ("E", "?Phường An Cư", None),  # no such ward any more: registered, not guessed
    ]


def test_a_name_in_two_provinces_is_that_of_the_province_in_the_dossier_s_code(
    empty_file: Path, tmp_path: Path
) -> None:
    copyfile(empty_file, tmp_path / "motcua.duckdb")
    nights = Nights(tmp_path / "motcua.duckdb")
    with nights.open() as connection:
        load_reference(connection, units_file=None, root_unit="H13", as_of=AS_OF)
    lines = """
        000.00.12.H30-240501-0001 | Phường Thuận An | 4 | 01/05/2024
        000.00.12.H13-240501-0002 | Phường Thuận An | 4 | 01/05/2024
        KH/2024/3                 | Phường Thuận An | 4 | 01/05/2024
        H51.101-240501-0004       | Xã Phú Tân      | 4 | 01/05/2024"""
    nights.night(Export("a.csv", datetime(2026, 2, 20), "dossier_code unit_name status received_at", lines))
    assert nights.query("SELECT right(dossier_code, 1), unit_code FROM core.dossier ORDER BY 1") == [
        ("1", "H30.TK31471"),  # Long Mỹ
        ("2", "H13.TK31212"),  # Thốt Nốt
        ("3", "H13.TK31212"),  # no province said: the first in official order
        ("4", "H51.TK31582"),
    ]


UNITS_FILE = """unit_code,name,kind,parent_code,valid_from,valid_to,successor_code
H13,Thành phố Cần Thơ,province,,,,
A1,Phường Một,commune,H13,,01/01/2024,A2
A2,Phường Hai,commune,H13,,01/07/2025,A3
A3,Phường Một,commune,H13,01/07/2025,,
A4,Phường Chia,commune,H13,,01/07/2025,
H30,Tỉnh Hậu Giang,province,,,01/07/2025,H13
H30.1,Sở Một,department,H30,,01/07/2025,
"""


def test_the_city_s_own_file_tells_successions_of_several_steps(empty_file: Path, tmp_path: Path) -> None:
    copyfile(empty_file, tmp_path / "motcua.duckdb")
    (tmp_path / "units.csv").write_text(UNITS_FILE)
    with open_warehouse(tmp_path / "motcua.duckdb", Resources("1GB", 1, tmp_path)) as connection:
        load_reference(connection, units_file=tmp_path / "units.csv", root_unit="H13", as_of=AS_OF)
        add(connection, [Recorded(unit, unit, 4, "2023-05-02 08:00") for unit in ("A1", "A2", "A4", "H30.1")])
        add(connection, [Recorded("A3", "A3", 4, "2026-05-04 08:00")])
        count(connection, AS_OF)
        assert {
            series: values[0] for series, values in figures(connection, "A3", date(2023, 1, 1), "year").items()
        } == {
            "predecessors": 2,  # A1 through A2, and A2
            "comparable": 2,
        }
        assert {
            series: values[0] for series, values in figures(connection, "A3", date(2026, 1, 1), "year").items()
        } == {
            "own": 1,
            "predecessors": 2,  # open still
            "comparable": 3,
        }
        assert {
            series: values[0] for series, values in figures(connection, "H13", date(2023, 1, 1), "year").items()
        } == {
            "own": 3,
            "predecessors": 1,
            "comparable": 4,
        }
        assert set(figures(connection, "A4", date(2023, 1, 1), "year")) == {"own", "comparable"}
