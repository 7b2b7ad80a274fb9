from __future__ import annotations

import unicodedata
from datetime import date, datetime

import numpy as np
import pyarrow as pa
import pytest

from connectors.contract import Bilingual, Contract, Property, Reads, load_contracts
from connectors.simulate.clock import OfficeClock
from connectors.simulate.invented import completed
from connectors.simulate.text_files import encoded
from connectors.simulate.wording import DateForm, Style, headings, worded

BOTH = Bilingual(vi="một cột", en="a column")


def contract_of(*columns: Property) -> Contract:
    dossier = load_contracts()["dossier"]
    key = Property(name="dossier_code", reads=Reads.CODE, headings=("Mã hồ sơ",), description=BOTH)
    return dossier.model_copy(update={"properties": (key, *columns), "rules": ()})


def written(reads: Reads, values: pa.Array, style: Style) -> list[object]:
    column = Property(name="it", reads=reads, headings=("Nó",), description=BOTH)
    table = pa.table({"dossier_code": pa.nulls(len(values), pa.string()), "it": values})
    return worded(table, contract_of(column), style)["it"].to_pylist()


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("slash", ["05/03/2026 09:07", "31/12/2026", None]),
        ("iso", ["2026-03-05 09:07:00", "2026-12-31", None]),
        ("compact", ["20260305090700", "20261231235959", None]),
        ("cell", [datetime(2026, 3, 5, 9, 7), datetime(2026, 12, 31, 23, 59, 59), None]),
        # 5 March 2026 is day 46,086 of Excel; 09:07 is 547 of 1,440 minutes
        ("serial", [46_086 + 547 / 1_440, 46_387.0, None]),
    ],
)
def test_a_due_date_at_the_end_of_its_day_is_written_as_the_day(form: DateForm, expected: list[object]) -> None:
    dues = pa.array([datetime(2026, 3, 5, 9, 7), datetime(2026, 12, 31, 23, 59, 59), None], pa.timestamp("s"))
    assert written(Reads.DUE, dues, Style(dates=(form,))) == expected


def test_days_have_no_time() -> None:
    assert written(Reads.DAY, pa.array([date(2026, 2, 1), None]), Style()) == ["01/02/2026", None]


def test_amounts_have_points_between_thousands_and_hours_a_comma() -> None:
    amounts = pa.array([0, 8_000, 1_200_000, None])
    assert written(Reads.MONEY, amounts, Style()) == ["0", "8.000", "1.200.000", None]
    assert written(Reads.MONEY, amounts, Style(has_thousands=False)) == ["0", "8000", "1200000", None]
    assert written(Reads.HOURS, pa.array([0, 900, 36_000, 99_900]), Style()) == ["0", "0,25", "10", "27,75"]


def test_flags_are_written_in_the_words_of_the_file() -> None:
    flags = pa.array([True, False, None])
    assert written(Reads.FLAG, flags, Style()) == ["Có", "Không", None]
    assert written(Reads.FLAG, flags, Style(flags=("1", "0"))) == ["1", "0", None]


def test_headings_and_words_are_synonyms_of_the_contract() -> None:
    contract = load_contracts()["dossier"]
    accepted = contract.by_name["dossier_code"].headings
    assert [headings(contract, Style(synonym=number))["dossier_code"] for number in range(3)] == list(accepted[:3])
    upper = headings(contract, Style(headings="upper decomposed"))["dossier_code"]
    assert upper == unicodedata.normalize("NFD", accepted[0].upper()) != accepted[0].upper()
    assert headings(contract, Style(headings="no accents"))["unit_name"] == "Don vi"


def test_a_new_column_of_a_contract_appears_in_the_files_by_itself() -> None:
    new = Property(name="is_new", reads=Reads.FLAG, headings=("Cột mới",), description=BOTH)
    contract = contract_of(new)
    table = completed(pa.table({"dossier_code": ["A"] * 200}), contract, np.random.default_rng(1))
    assert headings(contract, Style()) == {"dossier_code": "Mã hồ sơ", "is_new": "Cột mới"}
    assert set(worded(table, contract, Style())["is_new"].to_pylist()) == {"Có", "Không", None}


def test_windows_1258_keeps_the_vowel_and_sets_the_tone_beside_it() -> None:
    text = "Xử lý hồ sơ đất đai, Ngọc Tố, Thuỷ"
    bytes_1258 = encoded(text, "windows-1258")
    assert unicodedata.normalize("NFC", bytes_1258.decode("cp1258")) == text
    assert encoded("ồ", "windows-1258") == b"\xf4\xcc"


def test_office_time_counts_the_minutes_of_working_days() -> None:
    # after Friday 28 August 2026 comes Thursday 3 September: 31 August is swapped, 1 and 2 September are holidays
    clock = OfficeClock(date(2026, 8, 28), date(2026, 9, 30))
    instants = np.array(
        ["2026-08-28T06:00", "2026-08-28T07:30", "2026-08-28T12:00", "2026-08-28T16:59", "2026-09-01T10:00"],
        dtype="datetime64[s]",
    )
    assert clock.minute(instants).tolist() == [0, 30, 270, 479, 480]
    assert clock.instant(np.array([0, 269, 270, 479, 480])).tolist() == [
        datetime(2026, 8, 28, 7, 0),
        datetime(2026, 8, 28, 11, 29),
        datetime(2026, 8, 28, 13, 30),
        datetime(2026, 8, 28, 16, 59),
        datetime(2026, 9, 3, 7, 0),
    ]
