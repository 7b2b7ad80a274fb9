"""What the command publishes of the invented city, against the slow count: every figure of every row.

Four nights of the real command run once for all tests of the city (conftest.py); every test reads what they
published. Here: dossiers, form 06a and the indicators of its figures; other files and indicators have tests beside.
"""

import hashlib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from .city import FREE_TEXT_MARKER, UNITS
from .count import FIGURES, INDICATORS, form_06a, late_dossiers
from .count_late import answers
from .generate import EMPTY, KNOWN_COPY, ONLY_HEADINGS
from .leaks import Markers, readable_pieces
from .nights import Night, Nights
from .periods import periods
from .published import (
    NOTHING,
    UNPLACED,
    assert_agree,
    form_between,
    form_of_periods,
    indicators_of_periods,
    loads_of,
    query,
    rows_and_bad_rows,
    same_cells,
    same_figures,
    same_fraction,
    unique,
)
from .record import Dossier

pytestmark = pytest.mark.timeout(900)  # four nights on a busy machine

# ---------------------------------------------------------------- the record


def _as_counted(one: Dossier) -> tuple[object, ...]:
    placed = one.unit if one.unit else "unplaced"
    due_on = one.due_at.date() if one.due_at else None
    times = (one.received_at, due_on, one.finished_at, one.returned_at, one.refused_at)
    return (one.status, placed, one.procedure, one.channel, *times, one.fee_amount, one.supplement_seconds)


def test_core_holds_each_dossier_as_its_newest_row_leaves_it(night: Night) -> None:
    sql = """SELECT dossier_code, status, unit_code, procedure_code, channel, received_at, due_at::DATE, finished_at,
                    returned_at, refused_at, fee_amount, coalesce(supplement_seconds, 0)
             FROM core.dossier WHERE basis = 'city'"""
    kinds = {one.code: one.kind for one in night.dossiers}
    unplaced = {one.code for one in night.dossiers if not one.unit}
    published: dict[tuple[str, str | None], tuple[object, ...]] = unique(
        ((row[0], kinds.get(row[0])), (row[1], "unplaced" if row[0] in unplaced else row[2], *row[3:]))
        for row in query(night.database, sql)
    )
    counted: dict[tuple[str, str | None], tuple[object, ...]]
    counted = {(one.code, one.kind): _as_counted(one) for one in night.dossiers}
    assert_agree(published, counted, (), same_cells)


# ---------------------------------------------------------------- form 06a and the indicators


def _random_pairs(night: Night, count: int = 14) -> list[tuple[date, date]]:
    """Days anywhere: before the first receipt, of a single day, reaching beyond as-of."""
    chance = Random(night.as_of.toordinal())
    pairs = [(night.as_of, night.as_of), (night.periods[0].start - timedelta(days=500), night.as_of)]
    while len(pairs) < count:
        first = night.as_of - timedelta(days=chance.randrange(430))
        pairs.append((first, first + timedelta(days=chance.choice((0, 1, 6, chance.randrange(400))))))
    return pairs


def test_form_06a_of_any_two_days(night: Night) -> None:
    for first, last in _random_pairs(night):
        published = form_between(night.database, first, last)
        counted = form_06a(night.dossiers, UNITS, first, last, night.as_of)
        assert_agree(published, counted, NOTHING, same_figures, f"form of {first} to {last}")


def test_form_06a_of_every_period_of_both_calendars(night: Night) -> None:
    published = form_of_periods(night.database)
    assert_agree(published, night.forms, NOTHING, same_figures)


def test_every_finished_and_running_period_is_there_and_no_other(night: Night) -> None:
    shown = {key[0] for key in form_of_periods(night.database)}
    assert set(night.periods) <= shown
    # "Since the first data" may mean a submission before the first receipt: earlier periods may be there, empty.
    long_before = night.periods[0].start - timedelta(days=800)
    assert shown <= set(periods(long_before, night.as_of))


def test_indicators_of_every_period_unit_and_procedure(night: Night) -> None:
    for name in INDICATORS:
        published = {key: row[:2] for key, row in indicators_of_periods(night.database).get(name, {}).items()}
        assert_agree(published, night.indicators[name], (0, 0), same_fraction, name)


def test_a_value_is_its_numerator_by_its_denominator_and_null_without_one(night: Night) -> None:
    for name, rows in indicators_of_periods(night.database).items():
        for key, (numerator, denominator, value) in rows.items():
            expected = numerator / denominator if denominator else None
            assert value == (expected if expected is None else pytest.approx(expected)), (name, key)


def test_parts_add_up_and_what_stays_open_is_carried_over(night: Night) -> None:
    forms = form_of_periods(night.database)
    for key, row in forms.items():
        figure = dict(zip(FIGURES, row, strict=True))
        received = figure["received_online"] + figure["received_direct_postal"] + figure["carried_over"]
        assert figure["received_total"] == received == figure["resolved_total"] + figure["open_total"], key
        period, unit, sector = key
        for following in (one for one in night.periods if one.kind == period.kind):
            if following.start == period.end + timedelta(days=1):
                carried = dict(zip(FIGURES, forms.get((following, unit, sector), NOTHING), strict=True))["carried_over"]
                assert carried == figure["open_total"], (following, unit, sector)


def test_late_dossiers(night: Night) -> None:
    sql = "SELECT dossier_code, state, as_of::DATE FROM mart.late_dossier WHERE basis = 'city'"
    published = unique((row[0], row[1:]) for row in query(night.database, sql))
    counted = {code: (state, night.as_of) for code, state in late_dossiers(night.dossiers, night.as_of).items()}
    assert_agree(published, counted, (), same_cells)


def test_who_answers_for_a_late_dossier(night: Night) -> None:
    sql = """SELECT dossier_code, responsible_unit_code, responsible_step_no, responsible_step_days_over, unit_code
             FROM mart.late_dossier WHERE basis = 'city'"""
    unplaced = {one.code for one in night.dossiers if not one.unit}
    published: dict[str, tuple[object, ...]] = unique(
        (row[0], ("unplaced" if row[0] in unplaced and row[1] == row[4] and not row[2] else row[1], *row[2:4]))
        for row in query(night.database, sql)
    )
    units = {one.code: one.unit or "unplaced" for one in night.dossiers}
    counted: dict[str, tuple[object, ...]] = {
        code: (answer[0].unit, answer[0].number, answer[1]) if answer else (units[code], None, None)
        for code, answer in answers(night.dossiers, night.as_of).items()
    }
    assert sum(answer[2] is not None for answer in counted.values()) > 20, "steps ran over"
    assert_agree(published, counted, (), same_cells)


# ---------------------------------------------------------------- every row accounted for


def _loads(night: Night, *earlier: Night) -> dict[str, tuple[str, int, int, int, int]]:
    """The loads of this night's own run but for those of the other exports (see test_papers.py)."""
    papers = {Path(entry.file).name for entry in night.entries}
    return {name: load for name, load in loads_of(night, *earlier).items() if name not in papers}


def test_each_file_is_read_to_its_last_row(nights: Nights) -> None:
    loads = _loads(nights.first)
    for name, (_, read, loaded, unchanged, quarantined) in loads.items():
        assert read == loaded + unchanged + quarantined, name
    published = {name: (load[1], load[4]) for name, load in loads.items() if load[1]}
    assert published == rows_and_bad_rows(nights.first.rows)


def test_the_same_bytes_under_another_name_are_known_and_say_nothing_new(nights: Nights) -> None:
    loads = _loads(nights.first)
    assert loads[Path(KNOWN_COPY).name] == ("known", 0, 0, 0, 0)
    assert loads[ONLY_HEADINGS][1:] == loads[EMPTY][1:] == (0, 0, 0, 0)


def test_quarantine_holds_the_bad_rows_and_nothing_else(nights: Nights) -> None:
    sql = "SELECT DISTINCT file, row_number FROM ops.quarantine WHERE source = 'exports'"
    papers = {Path(entry.file).name for entry in nights.first.entries}
    kept = Counter(Path(row[0]).name for row in query(nights.first.database, sql) if Path(row[0]).name not in papers)
    assert kept == Counter(Path(row.file).name for row in nights.first.rows if row.bad)


# ---------------------------------------------------------------- the nights after


def _versions(night: Night) -> Counter[str]:
    sql = "SELECT dossier_code, count(*) FROM core.dossier_version WHERE basis = 'city' GROUP BY ALL"
    return Counter(dict(query(night.database, sql)))


def test_the_same_exports_again_change_nothing(nights: Nights) -> None:
    loads = loads_of(nights.again, nights.first)
    assert set(loads) == set(loads_of(nights.first))
    assert {name for name, load in loads.items() if load[0] != "known"} <= {EMPTY}
    assert all(load[1:] == (0, 0, 0, 0) for load in loads.values())
    assert _versions(nights.again) == _versions(nights.first)
    assert form_of_periods(nights.again.database) == form_of_periods(nights.first.database)
    assert indicators_of_periods(nights.again.database) == indicators_of_periods(nights.first.database)


def test_every_dossier_has_one_version_that_stands(night: Night) -> None:
    sql = """SELECT dossier_code, count(*) FILTER (valid_to IS NULL), count(*) FILTER (valid_to < valid_from)
             FROM core.dossier_version WHERE basis = 'city' GROUP BY ALL"""
    standing = {code: counts for code, *counts in query(night.database, sql)}
    assert standing == {one.code: [1, 0] for one in night.dossiers}


def _changed_by(nights: Nights) -> set[str]:
    """The dossiers that the corrections say something new of. Not all do: to empty an empty cell changes nothing."""
    old, new = ({one.code: _as_counted(one) for one in night.dossiers} for night in (nights.first, nights.corrected))
    codes = {row.dossier_code or "" for row in nights.corrections if not row.bad}
    return {code for code in codes if old.get(code) != new[code]}


def test_corrections_open_a_version_and_keep_the_older_one(nights: Nights) -> None:
    changed = _changed_by(nights)
    assert len(changed) > 60
    before, after = _versions(nights.first), _versions(nights.corrected)
    assert after - before == Counter(changed)
    told = "SELECT dossier_code, due_at, finished_at, status FROM core.dossier_version WHERE basis = 'city' AND "
    stood = [row for row in query(nights.first.database, told + "valid_to IS NULL") if row[0] in changed]
    closed = [row for row in query(nights.corrected.database, told + "valid_to > valid_from") if row[0] in changed]
    assert sorted(closed, key=str) == sorted(stood, key=str)


def test_corrections_change_a_closed_period_only_where_the_count_says(nights: Nights) -> None:
    before, after = form_of_periods(nights.first.database), form_of_periods(nights.corrected.database)
    closed = [one for one in nights.first.periods if one.end < nights.first.as_of]
    changed = {key for key in {*before, *after} if before.get(key, NOTHING) != after.get(key, NOTHING)}
    counted_before, counted_after = nights.first.forms, nights.corrected.forms
    expected = {
        key
        for key in {*counted_before, *counted_after}
        if counted_before.get(key, NOTHING) != counted_after.get(key, NOTHING)
    }
    assert {key for key in expected if key[0] in closed}, "the corrections touch closed periods"
    assert {key for key in changed if key[0] in closed} == {key for key in expected if key[0] in closed}


def test_a_rows_fault_put_right_brings_its_dossier_in(nights: Nights) -> None:
    known = {one.code for one in nights.first.dossiers}
    put_right = {row.dossier_code for row in nights.first.rows if row.bad} - known
    came = {row.dossier_code for row in nights.corrections if row.kind == "first good row"}
    assert put_right & came
    codes = {row[0] for row in query(nights.corrected.database, "SELECT dossier_code FROM core.dossier")}
    assert came <= codes


def test_an_earlier_as_of_is_kept_and_leaves_the_link(nights: Nights) -> None:
    assert nights.first.published_link == nights.first.publication
    assert nights.again.published_link == nights.again.publication
    assert nights.corrected.published_link == nights.corrected.publication
    assert nights.past.published_link == nights.corrected.publication
    assert nights.past.publication != nights.corrected.publication
    assert nights.past.publication.is_dir()


# ---------------------------------------------------------------- nothing personal


def test_no_person_is_in_the_publications(nights: Nights, leaks: dict[str, list[bytes]]) -> None:
    assert any((nights.folder / "data" / "publications").rglob("*.parquet"))
    free_text = FREE_TEXT_MARKER.lower().encode()  # see test_papers.py
    found = {place: [word for word in words if word != free_text] for place, words in leaks.items()}
    assert not {place: words for place, words in found.items() if words}


def test_no_person_is_in_what_the_command_says_or_logs(nights: Nights, markers: Markers) -> None:
    home = nights.folder / "data"
    for night in nights.all:
        assert not markers.found_in(night.said.encode())
    for path in (*home.rglob("*.log"), *home.rglob("*.jsonl")):
        if "landing" not in path.relative_to(home).parts:
            assert not markers.found_in(path.read_bytes()), path.relative_to(home)


def test_keys_of_applicants_are_not_plain_hashes(nights: Nights, markers: Markers) -> None:
    sql = "SELECT DISTINCT applicant_key FROM core.dossier WHERE applicant_key IS NOT NULL"
    keys = {row[0] for row in query(nights.corrected.database, sql)}
    assert keys
    for text in markers.identities:
        for way in (hashlib.sha256, hashlib.sha1, hashlib.md5):
            assert way(text.encode()).hexdigest() not in keys


def test_the_key_of_every_officer_leads_to_a_name_that_only_the_private_file_holds(
    nights: Nights, markers: Markers
) -> None:
    sql = """SELECT officer_key FROM core.dossier_step WHERE officer_key IS NOT NULL
             UNION SELECT officer_key FROM core.dossier WHERE officer_key IS NOT NULL
             UNION SELECT signer_key FROM core.signature WHERE signer_key IS NOT NULL"""
    private = nights.folder / "data" / "warehouse" / "private" / "officers.duckdb"
    names = dict(query(private, "SELECT officer_key, name FROM officer"))
    keys = {row[0] for row in query(nights.corrected.database, sql)}
    assert len(keys) > 100
    assert keys <= set(names)
    # the search that finds no such name in a publication does find it here
    assert any(markers.found_in(piece) for _, piece in readable_pieces(private))


def test_no_unit_but_the_citys_own_and_the_registered_ones_is_shown(night: Night) -> None:
    shown = {row[0] for row in query(night.database, "SELECT DISTINCT unit_code FROM mart.form_06a_period")}
    assert shown - set(UNPLACED) <= {one.code for one in UNITS} | {one.unit for one in night.dossiers if one.unit}
