"""Documents, signatures, petitions, steps, returns and apologies as published, against what their rows say."""

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from .city import FREE_TEXT_MARKER, Value
from .count_offices import USAGE
from .nights import Night, Nights
from .papers import Entry, newest
from .periods import periods
from .procedures import PROCEDURES
from .published import (
    assert_agree,
    by_period,
    loads_of,
    query,
    rows_and_bad_rows,
    same_cells,
    same_figures,
    unique,
)
from .record import State, due, instant

pytestmark = pytest.mark.timeout(900)  # the first test of the city waits for four nights on a busy machine


# ---------------------------------------------------------------- every row accounted for


def test_each_file_is_read_to_its_last_row(nights: Nights) -> None:
    every: list[tuple[Night, list[Entry], tuple[Night, ...]]] = [
        (nights.first, nights.first.entries, ()),
        (nights.corrected, nights.late_entries, (nights.first, nights.again)),
    ]
    for night, entries, earlier in every:
        names = {Path(entry.file).name for entry in entries}
        loads = {name: load for name, load in loads_of(night, *earlier).items() if name in names}
        published = {name: (read, quarantined) for name, (_, read, _, _, quarantined) in loads.items()}
        assert_agree(published, rows_and_bad_rows(entries), (0, 0), same_cells)
        for name, (_, read, loaded, unchanged, quarantined) in loads.items():
            assert read == loaded + unchanged + quarantined, name


def test_quarantine_holds_the_bad_rows_and_nothing_else(nights: Nights) -> None:
    sql = "SELECT DISTINCT file, row_number FROM ops.quarantine WHERE source = 'exports'"
    names = {Path(entry.file).name for entry in nights.first.entries}
    kept = Counter(Path(row[0]).name for row in query(nights.first.database, sql) if Path(row[0]).name in names)
    counted = Counter(Path(entry.file).name for entry in nights.first.entries if entry.bad)
    assert_agree(kept, counted, 0, lambda one, other: one == other)


# ---------------------------------------------------------------- the record, table by table

_AS_INSTANT: dict[str, Callable[[Value], Value]] = dict.fromkeys(
    ("created_at", "completed_at", "started_at", "done_at"), instant
)
# Columns of the published tables, by dataset: (table, key, other columns).
TABLES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "document": (
        "core.document",
        ("document_id",),
        (
            *("direction", "unit_code", "signed_on", "issued_on", "received_on", "acknowledged_on", "symbol"),
            *("signed_by_person", "signed_by_agency", "signing_method", "sent_electronically", "is_electronic"),
        ),
    ),
    "signature": (
        "core.signature",
        ("signature_id",),
        ("unit_code", "provider", "method", "document_kind", "document_id", "created_at", "completed_at", "state"),
    ),
    "petition": (
        "core.petition",
        ("petition_id",),
        (
            *("unit_code", "dossier_code", "kind", "status", "supplement_requested_on", "answered_on"),
            *("likes", "dislikes"),
        ),
    ),
    "step": (
        "core.dossier_step",
        ("dossier_code", "step_no"),
        ("unit_code", "department", "status", "started_at", "due_at", "done_at"),
    ),
}
_OWN_NAMES = {("step", "status"): "step_status", ("step", "due_at"): "step_due_at"}


def _said(dataset: str, state: State, name: str) -> Value:
    value = state.get(_OWN_NAMES.get((dataset, name), name))
    if (dataset, name) == ("step", "due_at"):
        return due(value)
    return _AS_INSTANT[name](value) if name in _AS_INSTANT else value


@pytest.mark.parametrize("dataset", TABLES)
def test_each_thing_is_as_its_newest_row_leaves_it(night: Night, dataset: str) -> None:
    table, key, columns = TABLES[dataset]
    rows = query(night.database, f"SELECT {', '.join([*key, *columns])} FROM {table}")
    published = unique((row[: len(key)], row[len(key) :]) for row in rows)
    counted = {
        tuple(state[name] for name in key): tuple(_said(dataset, state, name) for name in columns)
        for state in newest(night.entries, dataset).values()
    }
    assert_agree(published, counted, (), same_cells, table)


def test_secret_documents_and_days_of_receipt_of_petitions(night: Night) -> None:
    secret = dict(query(night.database, "SELECT document_id, is_secret FROM core.document"))
    assert_agree(secret, {one.document_id: one.is_secret for one in night.record.documents}, None, _equal)
    received = dict(query(night.database, "SELECT petition_id, received_on FROM core.petition"))
    assert_agree(received, {one.petition_id: one.received_on for one in night.record.petitions}, None, _equal)


def _equal(one: object, other: object) -> bool:
    return one == other


def test_a_return_is_known_by_its_period_however_that_is_spelled(night: Night) -> None:
    sql = """SELECT period_kind, period_start, unit_code, indicator_id, period_end, numerator, denominator
             FROM core.unit_return"""
    published = unique((row[:4], row[4:]) for row in query(night.database, sql))
    every = periods(date(2025, 1, 1), date(2027, 1, 31))
    ends = {(one.kind, one.start): one.end for one in every}
    counted = {
        key: (ends[str(key[0]), key[1]], state["numerator"], state["denominator"])
        for key, state in newest(night.entries, "unit_return").items()
        if isinstance(key[1], date)
    }
    assert_agree(published, counted, (), same_cells)


def test_each_line_of_the_late_lists_stands_once(night: Night) -> None:
    sql = "SELECT dossier_code, sent_on, reappointed_on FROM core.apology"
    published = unique((row, ()) for row in query(night.database, sql))
    counted = {(one.dossier_code, one.sent_on, one.reappointed_on): () for one in night.record.apologies}
    assert_agree(published, counted, None, _equal)


def test_the_catalogue_is_as_its_newest_rows_leave_it(night: Night) -> None:
    names = (
        *("sector", "level", "service_level", "is_eligible_full", "has_fee", "pays_online", "gives_result"),
        *("time_limit", "time_unit", "is_on_portal", "has_electronic_process", "published_on", "effective_from"),
        *("made_public_on", "has_full_content", "valid_to"),
    )
    columns = ", ".join(["procedure_code", "sector_code", *names[1:]])
    known = ", ".join(f"'{one.code}'" for one in PROCEDURES)
    rows = query(night.database, f"SELECT {columns} FROM ref.procedure WHERE procedure_code IN ({known})")
    counted = {one.code: tuple(vars(one)[name] for name in names) for one in PROCEDURES}
    assert_agree(unique((row[0], row[1:]) for row in rows), counted, (), same_cells)
    named = set(query(night.database, "SELECT procedure_code, unit_code FROM ref.procedure_unit"))
    assert named == {(one.code, unit) for one in PROCEDURES for unit in one.units}


def test_core_holds_flags_payment_and_supplements_of_dossiers(night: Night) -> None:
    flags = (
        *("has_electronic_result", "result_signed", "has_digitised_component", "reuses_data"),
        *("from_personal_store", "uses_population_data"),
    )
    sql = f"""SELECT dossier_code, paid_online, coalesce(supplement_count, 0), supplement_requested_at,
                     {", ".join(f"coalesce({flag}, false)" for flag in flags)}
              FROM core.dossier WHERE basis = 'city'"""
    counted = {
        one.code: (
            *(one.paid_online, one.supplement_count, one.supplement_requested_at),
            *(flag in one.true_flags for flag in flags),
        )
        for one in night.dossiers
    }
    assert_agree(unique((row[0], row[1:]) for row in query(night.database, sql)), counted, (), same_cells)


# ---------------------------------------------------------------- free text


def test_free_text_stays_in_the_private_warehouse(leaks: dict[str, list[bytes]]) -> None:
    """ "`ops.quarantine.raw` holds only columns that the contract marks not personal, and free text (notes, evidence)
    stays in the private warehouse": neither the notes of returns nor the causes of the late lists are published."""
    places = [place for place, words in leaks.items() if FREE_TEXT_MARKER.lower().encode() in words]
    assert not places, "\n".join(places[:6])


# ---------------------------------------------------------------- usage of signing, and who signed


def test_signature_usage_of_every_period_unit_provider_and_method(night: Night) -> None:
    published = by_period(night.database, "mart.signature_usage", ("provider", "method"), USAGE, night.periods)
    assert_agree(published, night.usage, (0,) * len(USAGE), same_figures)


@pytest.mark.parametrize(("table", "column"), [("signature", "signer_key"), ("dossier_step", "officer_key")])
def test_a_key_stands_for_one_person_of_one_unit_and_is_no_plain_hash(nights: Nights, table: str, column: str) -> None:
    night = nights.corrected
    sql = f"SELECT unit_code, {column}, count(*) FROM core.{table} WHERE {column} IS NOT NULL GROUP BY ALL"
    rows = query(night.database, sql)
    if table == "signature":
        people = Counter(one.signer for one in night.record.signatures if one.signer)
    else:
        people = Counter(one.officer for one in night.record.steps if one.officer)
    # The same sizes of groups in the same units, whatever the keys are.
    assert sorted((unit, count) for unit, _, count in rows) == sorted((who[1], count) for who, count in people.items())
    keys = {row[1] for row in rows}
    assert len(keys) == len(people)
    for name, unit in people:
        for text in (name, f"{name}{unit}", f"{name}|{unit}", f"{unit}|{name}"):
            for way in (hashlib.sha256, hashlib.sha1, hashlib.md5):
                assert way(text.encode()).hexdigest() not in keys
