from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, time
from pathlib import Path

import pyarrow as pa
import pytest

from connectors.contract import load_contracts
from connectors.simulate import City, clean_rows, procedure_rows
from connectors.simulate.city import units
from connectors.simulate.codes import FOREIGN_AGENCIES
from tests.simulate.conftest import UNTIL
from tests.simulate.reading import UNREADABLE, Record, records

CODE = re.compile(r"([0-9A-Z][0-9A-Z.]*)-([0-9]{6})-([0-9]{4,7})")
COMPARED = (
    "status", "submitted_at", "received_at", "due_at", "finished_at", "returned_at", "refused_at", "fee_amount",
    "paid_online", "channel", "supplement_count", "supplement_requested_at", "supplement_seconds", "result_signed",
    "national_code", "unit_code_raw", "applicant_identity",
)  # fmt: skip


@pytest.fixture(scope="module")
def truth(city: City) -> list[Record]:
    return clean_rows(city).to_pylist()


@pytest.fixture(scope="module")
def large() -> pa.Table:
    return clean_rows(City(Path(), days=90, dossiers=20_000, seed=42, until=UNTIL))


def counted(rows: list[Record]) -> list[Record]:
    """The dossiers that form 06a counts: received, status not 1 or 3."""
    return [row for row in rows if row["received_at"] and row["status"] not in (1, 3)]


def finish(row: Record) -> datetime | None:
    return row["finished_at"] or row["returned_at"] or row["refused_at"]


def test_there_are_as_many_dossiers_as_asked_each_with_its_own_code(truth: list[Record]) -> None:
    assert len(truth) == 3_000
    assert len({row["dossier_code"] for row in truth}) == 3_000


def test_the_last_state_in_the_files_is_the_truth(files: list[Path], truth: list[Record]) -> None:
    """Newest file wins, a later row within it: every sound dossier is as it is, and every flawed one is missing."""
    contract = load_contracts()["dossier"]
    newest: dict[object, Record] = {}
    for path in files:
        if "ho-so" in path.parts and path.stat().st_size and "thieu" not in path.name and "Bản sao" not in path.name:
            for row in records(path, contract):
                if row["dossier_code"] and UNREADABLE not in row.values() and is_complete(row):
                    newest[row["dossier_code"]] = row
    assert newest.keys() == {row["dossier_code"] for row in truth if row["flaw"] is None}
    for row in truth:
        if row["flaw"] is None:
            seen = newest[row["dossier_code"]]
            assert {name: typed(seen[name]) for name in COMPARED} == {name: typed(row[name]) for name in COMPARED}


def is_complete(row: Record) -> bool:
    return row["received_at"] is not None or row["status"] in ("1", "2", "3")


def typed(value: object) -> object:
    return int(value) if isinstance(value, str) and re.fullmatch(r"\d{1,2}", value) else value


def test_every_row_of_the_files_is_a_known_dossier_and_few_are_flawed(files: list[Path]) -> None:
    contract = load_contracts()["dossier"]
    for path in files:
        if "ho-so" not in path.parts or not path.stat().st_size or "thieu" in path.name:
            continue
        rows = records(path, contract)
        broken = [r for r in rows if UNREADABLE in r.values() or not r["dossier_code"] or not is_complete(r)]
        assert len(broken) <= max(0.03 * len(rows), 1), path.name


def test_about_half_a_percent_is_flawed_in_every_way(large: pa.Table) -> None:
    flaws = Counter(large["flaw"].to_pylist())
    assert 0.003 < 1 - flaws[None] / large.num_rows < 0.008
    assert flaws.keys() == {
        None, "unreadable date", "unreadable fee", "no code", "no receipt", "unknown status",
    }  # fmt: skip


def test_clean_shapes_have_no_flaw_and_the_same_truth(city: City, truth: list[Record]) -> None:
    clean = clean_rows(City(city.out, city.days, city.dossiers, city.seed, city.until, shapes="csv")).to_pylist()
    assert {row["flaw"] for row in clean} == {None}
    assert [{**row, "flaw": None} for row in truth] == clean


def test_nothing_happens_after_the_last_day(truth: list[Record]) -> None:
    ends = datetime.combine(UNTIL, time.max)
    for name in ("submitted_at", "received_at", "finished_at", "returned_at", "refused_at", "supplement_requested_at"):
        assert max(row[name] for row in truth if row[name]) <= ends


def test_the_office_receives_on_working_days_only(truth: list[Record]) -> None:
    received = [row["received_at"] for row in truth if row["received_at"]]
    assert all(instant.weekday() < 5 and time(7) <= instant.time() <= time(17) for instant in received)
    assert not {instant.date() for instant in received} & {datetime(2026, 9, 2).date()}
    online = [row["submitted_at"] for row in truth if row["channel"] == "online"]
    assert any(instant.weekday() >= 5 for instant in online)
    assert any(instant.hour >= 20 for instant in online)


def test_most_are_on_time_and_three_to_eight_percent_late(large: pa.Table) -> None:
    ended = [row for row in counted(large.to_pylist()) if finish(row)]
    late = [row for row in ended if row["due_at"] and finish(row).date() > row["due_at"].date()]
    assert 0.03 < len(late) / len(ended) < 0.08
    by_unit = Counter(row["unit_name"] for row in ended)
    late_by_unit = Counter(row["unit_name"] for row in late)
    rates = [late_by_unit[name] / count for name, count in by_unit.items() if count >= 50]
    assert min(rates) < 0.03
    assert max(rates) > 0.10


def test_every_way_a_dossier_can_live_is_there(large: pa.Table) -> None:
    rows = large.to_pylist()
    assert {row["status"] for row in rows} == set(range(1, 11))
    assert {row["channel"] for row in rows} == {"direct", "online", "postal", None}
    assert 0.57 < sum(row["channel"] == "online" for row in rows) / len(rows) < 0.63
    received = counted(rows)
    assert any(row["due_at"] is None for row in received)
    assert any(row["due_at"] and row["due_at"].time() == time(23, 59, 59) for row in received)
    assert any(row["status"] >= 7 and finish(row) is None for row in received), "closed without an end time"
    assert any(row["finished_at"] and row["finished_at"] < row["received_at"] for row in received)
    assert any(row["finished_at"] and row["finished_at"] == row["due_at"] for row in received)
    assert all(row["received_at"] or row["status"] in (1, 3) for row in rows)
    for name in ("has_electronic_result", "reuses_data", "from_personal_store", "uses_population_data"):
        assert {row[name] for row in rows} == {True, False, None}
    assert {row["paid_online"] for row in rows} == {0, 1, 2, 3, None}


def test_codes_have_the_forms_of_real_ones(large: pa.Table) -> None:
    codes = large["dossier_code"].to_pylist()
    agencies = Counter(match[1] for code in codes if (match := CODE.fullmatch(code)))
    own = {unit.unit_code for unit in units()}
    assert sum(agencies[code] for code in own) > 0.97 * len(codes)
    assert any(agency.startswith("000.") and agency.endswith(".H13") for agency in agencies)
    assert set(agencies) & set(FOREIGN_AGENCIES)
    submitted = large["submitted_at"].to_pylist()
    days = [(CODE.fullmatch(code), instant) for code, instant in zip(codes, submitted, strict=True)]
    assert all(match[2] == f"{instant:%y%m%d}" for match, instant in days if match)
    # unusual shapes are a warning only, and rare
    assert 0 < sum(match is None for match, _ in days) < 0.001 * len(codes) + 5


def test_nobody_real_can_be_meant(large: pa.Table) -> None:
    """099 is no province's code and 010 no network's: the numbers cannot belong to anybody."""
    identities = {value for value in large["applicant_identity"].to_pylist() if value}
    phones = {value for value in large["applicant_phone"].to_pylist() if value}
    assert all(re.fullmatch(r"099\d{9}", identity) for identity in identities)
    assert all(re.fullmatch(r"010\d{7}", phone) for phone in phones)


def test_the_catalogue_has_some_300_procedures_of_both_levels(city: City) -> None:
    rows = procedure_rows(city).to_pylist()
    assert 250 <= len(rows) <= 350
    assert len({row["procedure_code"] for row in rows}) == len(rows)
    assert all(re.fullmatch(r"\d\.\d{6}", row["procedure_code"]) for row in rows)
    assert 25 <= len({row["sector_code"] for row in rows}) <= 30
    assert {row["level"] for row in rows} == {"province", "commune"}
    assert {row["time_unit"] for row in rows} == {"hour", "day", "working_day"}
    assert {row["service_level"] for row in rows} == {"full", "partial", "information"}
    assert any(row["valid_to"] for row in rows)
    named = {code for row in rows if row["unit_codes"] for code in row["unit_codes"].split(";")}
    assert named <= {unit.unit_code for unit in units()}


def test_dossiers_go_to_a_unit_that_carries_the_procedure_out(truth: list[Record], city: City) -> None:
    level = {row["name"]: row["level"] for row in procedure_rows(city).to_pylist()}
    kinds = {unit.name: unit.kind for unit in units()}
    for row in truth:
        if row["unit_name"] in kinds:
            expected = "commune" if level[row["procedure_name"]] == "commune" else "department"
            assert kinds[row["unit_name"]] == expected
