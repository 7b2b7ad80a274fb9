"""The city's other exports are as tricky as they say they are, and their files hold the rows they say they hold."""

import csv
import io
import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from . import draw_catalogue, draw_documents, draw_payments, draw_petitions, draw_returns, draw_steps, paper_sheets
from .city import Row
from .count_offices import deadline
from .count_papers import apologies, attempts, documents, petitions, returns, steps
from .count_payments import requests
from .draw_papers import Papers
from .draw_returns import spellings
from .generate import make_city
from .papers import Entry, newest
from .periods import Period
from .procedures import PROCEDURES
from .record import dossiers, states

AS_OF = date(2026, 10, 20)
FAULTS = {
    "payment": draw_payments.FAULTS,
    "document": draw_documents.DOCUMENT_FAULTS,
    "signature": draw_documents.SIGNATURE_FAULTS,
    "petition": draw_petitions.PETITION_FAULTS,
    "step": draw_steps.FAULTS,
    "unit_return": draw_returns.FAULTS,
    "apology": draw_petitions.APOLOGY_FAULTS,
    "procedure": draw_catalogue.FAULTS,
}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> "City":
    folder = tmp_path_factory.mktemp("papers")
    rows = make_city(folder, 11, 1500, AS_OF)
    papers = Papers(folder, rows, 12, AS_OF)
    return folder / "inbox", papers.write(), papers.write_late(), rows


City = tuple[Path, list[Entry], list[Entry], list[Row]]


def _rows_in(entries: list[Entry], file: str) -> int:
    return sum(entry.file == file for entry in entries)


def test_every_fault_of_every_dataset_is_there_and_few_enough(city: City) -> None:
    for dataset, faults in FAULTS.items():
        assert {entry.bad for entry in city[1] if entry.dataset == dataset} == {*faults, None}, dataset
    assert all(count <= 50 for count in Counter(entry.file for entry in city[1] if entry.bad).values())


def test_bad_rows_speak_of_things_known_and_unknown(city: City) -> None:
    for dataset in FAULTS.keys() - {"procedure", "apology"}:
        known = {entry.key for entry in city[1] if entry.dataset == dataset and not entry.bad}
        about = [entry.key in known for entry in city[1] if entry.dataset == dataset and entry.bad]
        assert {True, False} <= set(about), dataset


def test_the_same_things_are_told_again_in_later_files(city: City) -> None:
    for dataset in ("payment", "document", "signature", "step", "unit_return", "procedure"):
        told = Counter(entry.key for entry in city[1] if entry.dataset == dataset and not entry.bad)
        assert max(told.values()) > 1, dataset
    for entry in (entry for entry in city[2] if entry.dataset != "unit_return"):
        assert entry.key in {one.key for one in city[1]}, "a night later: corrections"


def test_payments_have_every_course_and_tie(city: City) -> None:
    known = attempts(city[1])
    assert {one.state for one in known} == {"success", "pending", "failed", "refunded", "cancelled"}
    assert {one.channel for one in known} == {"portal", "province", "cash", "transfer", None}
    assert {one.reference is None for one in known} == {one.transacted_at is None for one in known} == {True, False}
    made = requests(known)
    of_reference = Counter(one.reference for one in made)
    assert max(of_reference.values()) > 1, "one reference in two dossiers"
    assert max(Counter(one.dossier_code for one in made).values()) > 1
    assert {1, 2, 3} <= {one.attempts for one in made}


def test_no_petition_is_seen_otherwise_before_its_supplement_was_asked_for(city: City) -> None:
    every = petitions([*city[1], *city[2]])
    assert {one.status for one in every} == {"answered", "refused", "processing"}
    assert any(one.dislikes for one in every)
    asked = [one for one in every if one.supplement_requested_on]
    assert asked
    for one in asked:
        without = replace(one, supplement_requested_on=None)
        assert one.supplement_requested_on
        assert one.supplement_requested_on <= deadline(without)


def test_secret_documents_and_every_direction(city: City) -> None:
    kinds = Counter((one.direction, one.is_secret) for one in documents(city[1]))
    assert len(kinds) == 6


def test_steps_run_wait_and_end(city: City) -> None:
    every = steps(city[1])
    assert {one.status for one in every} == {2, 4, 5, 6, 9, None}
    assert any(one.done_at is None for one in every)
    assert any(one.officer is None for one in every)


def test_letters_never_come_after_the_due_day(city: City) -> None:
    every = apologies(city[1])
    assert max(Counter(one.dossier_code for one in every).values()) == 2
    due_on = {row.dossier_code: row.values.get("due_at") for row in city[3] if not row.bad}
    letters = [(one.sent_on, due_on[one.dossier_code]) for one in every if one.sent_on]
    days = [(sent, due.date() if isinstance(due, datetime) else due) for sent, due in letters]
    assert any(sent == due for sent, due in days)
    assert all(isinstance(due, date) and sent <= due for sent, due in days)


def test_nobody_returns_what_someone_below_returns_of_self_financing(city: City) -> None:
    places = {(start, kind, unit) for kind, start, unit, name in returns(city[1]) if name == "D02"}
    assert places
    for start, kind, unit in places:
        assert not {(start, kind, above) for above in ("H13", "H13.05", "H13.101")} & places, unit


def test_spellings_of_periods() -> None:
    assert "quý III/2026" in spellings(Period("quarter", date(2026, 7, 1), date(2026, 9, 30)))
    assert "BC tháng 10/2026" in spellings(Period("report_month", date(2026, 9, 15), date(2026, 10, 14)))
    assert "BC 2026-Q1" in spellings(Period("report_quarter", date(2025, 12, 15), date(2026, 3, 14)))
    assert "BC năm 2026" in spellings(Period("report_year", date(2025, 12, 15), date(2026, 12, 14)))
    assert not spellings(Period("report_half", date(2025, 12, 15), date(2026, 6, 14)))


def test_files_of_every_shape_hold_their_rows(city: City) -> None:
    inbox, entries, *_ = city
    sheet = paper_sheets.PAYMENTS_PORTAL
    text = (inbox / sheet.file).read_text(encoding="utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))) == _rows_in(entries, sheet.file)
    assert "1.250.000" in text
    sheet = paper_sheets.STEPS_WIDE
    text = (inbox / sheet.file).read_bytes().decode("utf-16")
    assert text.startswith(unicodedata.normalize("NFD", "MÃ HỒ SƠ"))
    assert len(list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))) == 1 + _rows_in(entries, sheet.file)
    sheet = paper_sheets.DOCUMENTS_REPORT
    lines = list(openpyxl.load_workbook(inbox / sheet.file).active.iter_rows(values_only=True))
    end = 6 + _rows_in(entries, sheet.file)
    assert (lines[4][1], lines[end][0]) == ("Mã văn bản", "Tổng cộng")
    assert any("Zzsigner Trần Văn B" in line for line in lines[end:])
    sheet = paper_sheets.RETURNS_PAGE
    table = html.fromstring((inbox / sheet.file).read_bytes()).findall(".//tr")
    assert len(table) == 3 + _rows_in(entries, sheet.file) + 2


def test_the_newest_rows_make_the_catalogue_of_the_count(city: City) -> None:
    found = newest(city[1], "procedure")
    for one in PROCEDURES:
        state = found[one.code,]
        assert (state["service_level"], state["has_fee"], state["valid_to"]) == (
            one.service_level,
            one.has_fee,
            one.valid_to,
        )


def test_steps_change_what_waits_and_never_who_is_counted(tmp_path: Path) -> None:
    rows = make_city(tmp_path, 5, 200, AS_OF)
    entries = Papers(tmp_path, rows, 6, AS_OF).write()
    plain, stepped = dossiers(rows, []), dossiers(rows, [], steps(entries))
    assert [one.code for one in plain] == [one.code for one in stepped] == list(states(rows))
    assert any(one.steps for one in stepped)
