"""From every figure down to its records: the list adds up to the numerator and the denominator that are published."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

from tests.warehouse.recorded import RUN
from warehouse.behind import Behind, Place, behind
from warehouse.compute import compute
from warehouse.database import Resources, open_warehouse, run_script
from warehouse.explanations import explained_by, load_explanations
from warehouse.graph import load_indicators
from warehouse.reference.packaged import fill, packaged_rows

AS_OF = date(2026, 3, 20)
FEBRUARY = ("month", date(2026, 2, 1), date(2026, 2, 28))
MARCH = ("month", date(2026, 3, 1), date(2026, 3, 31))
QUARTER = ("quarter", date(2026, 1, 1), date(2026, 3, 31))
REPORT_MONTH = ("report_month", date(2026, 1, 15), date(2026, 2, 14))
#: The root, a department, a commune with a desk below it, that desk, a commune of which nothing is known.
PLACES = [
    Place("H13", "city", *FEBRUARY),
    Place("H13", "portal", *FEBRUARY),
    Place("H13", "city", *QUARTER),
    Place("H13.01", "city", *MARCH),
    Place("H13.105", "city", *REPORT_MONTH),
    Place("H13.105", "portal", *QUARTER),
    Place("H13.105.9", "city", *FEBRUARY),
    Place("H13.103", "city", *FEBRUARY),
    Place("H13.104", "city", *FEBRUARY),
]
#: Decree 224/2026 and the scale of TT 01/2018 are counted in other years than these.
OTHER_YEARS = ("Đ08", "C26")
IDS = [indicator.id for indicator in load_indicators()]


@pytest.fixture(scope="module")
def city(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """A published file, read only: nothing but the file is there to explain from."""
    folder = tmp_path_factory.mktemp("lively")
    copyfile(empty_file, folder / "motcua.duckdb")
    with open_warehouse(folder / "motcua.duckdb", Resources("1GB", 1, folder)) as connection:
        for table in ("indicator", "target", "score_rule"):
            fill(connection, table, packaged_rows(table))
        run_script(connection, Path(__file__).with_name("lively_city.sql").read_text(encoding="utf-8"))
        connection.execute("INSERT INTO ops.publication (run_id, as_of) VALUES (?, ?)", [RUN, AS_OF])
        compute(connection, as_of=AS_OF, root_unit="H13")
    return duckdb.connect(str(folder / "motcua.duckdb"), read_only=True)


def published(city: duckdb.DuckDBPyConnection, indicator: str, place: Place) -> tuple[float, float]:
    """Return numerator and denominator, 0 where there is no row or no figure."""
    rows = city.execute(
        "SELECT coalesce(numerator, 0), coalesce(denominator, 0) FROM mart.indicator_value WHERE indicator_id = ?"
        " AND unit_code = ? AND basis = ? AND period_kind = ? AND period_start = ? AND procedure_code IS NULL",
        [indicator, place.unit_code, place.basis, place.period_kind, place.period_start],
    ).fetchall()
    return rows[0] if rows else (0, 0)


def listed(
    city: duckdb.DuckDBPyConnection, indicator: str, place: Place
) -> list[tuple[Behind, list[dict[str, object]]]]:
    """Return what stands behind a figure, every record as a mapping."""
    return [
        (each, [dict(zip(each.columns(), row, strict=True)) for row in each.rows(city, every=True)])
        for each in behind(city, indicator, place)
    ]


# ---------------------------------------------------------------- the list is the figure


@pytest.mark.parametrize("indicator", IDS)
def test_the_records_behind_a_figure_add_up_to_it(city: duckdb.DuckDBPyConnection, indicator: str) -> None:
    bases = city.execute("SELECT basis FROM ref.indicator WHERE indicator_id = ?", [indicator]).fetchall()[0]
    for place in PLACES:
        if place.basis in bases or not {"both", "where steps"}.isdisjoint(bases):
            counted = [each.counted(city) for each in behind(city, indicator, place)]
            found = (sum(each.numerator for each in counted), sum(each.denominator for each in counted))
            assert found == pytest.approx(published(city, indicator, place)), place


@pytest.mark.parametrize("indicator", [name for name in IDS if not name.startswith(OTHER_YEARS)])
def test_the_city_of_these_tests_gives_every_indicator_something_to_explain(
    city: duckdb.DuckDBPyConnection, indicator: str
) -> None:
    assert any(published(city, indicator, place)[1] > 0 for place in PLACES)


def test_every_indicator_has_an_explanation_and_every_explanation_an_indicator() -> None:
    assert [each.id for each in load_indicators() if not explained_by(each)] == []
    named = {name for explanation in load_explanations().values() for name in explanation.indicators}
    assert named <= set(IDS)


@pytest.mark.parametrize("indicator", ["C01", "C05", "C12", "C24", "Đ04", "C23a", "D05b", "C13", "Đ11"])
def test_a_record_of_a_rate_counts_once_and_its_numerator_lies_in_the_denominator(
    city: duckdb.DuckDBPyConnection, indicator: str
) -> None:
    ((each, records),) = listed(city, indicator, PLACES[2])
    keys = [tuple(record[name] for name in each.explanation.known_by) for record in records]
    assert len(set(keys)) == len(keys)
    for record in records:
        assert record["counted_denominator"] == 1
        assert record["counted_numerator"] in (0, 1)


def test_a_model_is_read_with_records_in_place_of_units_or_without_never_both() -> None:
    """asked_carrier reads procedure_carrier as the night counts it, procedure_figure would read it with records."""
    explanation = load_explanations()["dossier"].model_copy(
        update={"sql": "SELECT * FROM procedure_figure AS f, asked_carrier AS a"}
    )
    with pytest.raises(ValueError, match="procedure_carrier is read both"):
        explanation.parts()


# ---------------------------------------------------------------- what decides


def test_a_dossier_with_a_fee_that_was_not_paid_online_is_what_keeps_c12_down(city: duckdb.DuckDBPyConnection) -> None:
    (each,) = behind(city, "C12", PLACES[0])
    rows = [dict(zip(each.columns(), row, strict=True)) for row in each.rows(city, every=False)]
    numerator, denominator = published(city, "C12", PLACES[0])
    assert len(rows) == denominator - numerator
    for row in rows:
        assert row["fee_due"]
        assert row["paid_online"] not in (1, 2)
        assert row["paid_online_on"] is None or row["paid_online_on"] > date(2026, 2, 28)
        assert date(2026, 2, 1) <= row["received_on"] <= date(2026, 2, 28)


def test_of_a_rate_of_what_went_wrong_the_numerator_is_listed(city: duckdb.DuckDBPyConnection) -> None:
    (each,) = behind(city, "C02", PLACES[0])
    rows = [dict(zip(each.columns(), row, strict=True)) for row in each.rows(city, every=False)]
    assert len(rows) == published(city, "C02", PLACES[0])[0]
    assert all(row["finished_on"] > row["due_on"] for row in rows)


def test_a_mean_lists_the_longest_first(city: duckdb.DuckDBPyConnection) -> None:
    (each,) = behind(city, "C06", PLACES[0])
    days = [row[each.columns().index("processing_days")] for row in each.rows(city, every=False)]
    assert days == sorted(days, reverse=True)
    assert len(days) == published(city, "C06", PLACES[0])[1]


@pytest.mark.parametrize(
    ("indicator", "example"),
    [
        ("C10", "online_dossier"),
        ("C13", "paid_online_dossier"),
        ("C14", "own_fee_dossier"),
        ("C19b", "population_data_dossier"),
    ],
)
def test_a_procedure_in_the_numerator_comes_with_a_dossier_that_shows_it(
    city: duckdb.DuckDBPyConnection, indicator: str, example: str
) -> None:
    ((_, records),) = listed(city, indicator, PLACES[2])
    assert {bool(record["counted_numerator"]) for record in records} == {True, False}
    for record in records:
        assert (record[example] is not None) == (record["counted_numerator"] == 1), record


def test_late_dossiers_come_from_letters_where_the_unit_has_any_else_from_returns(
    city: duckdb.DuckDBPyConnection,
) -> None:
    assert [each.explanation.name for each in behind(city, "C07", Place("H13.105", "city", *QUARTER))] == ["apology"]
    ((each, records),) = listed(city, "C07", Place("H13.103", "city", *QUARTER))
    assert each.explanation.name == "unit_return"
    assert [record["unit_code"] for record in records] == ["H13.103"]


def test_a_return_shows_its_unit_its_file_and_its_row(city: duckdb.DuckDBPyConnection) -> None:
    """H13 has not returned: those below it count; H13.105 has, so its desk's return does not."""
    ((_, records),) = listed(city, "C20", Place("H13", "city", *QUARTER))
    units = [record["unit_code"] for record in records]
    assert units == ["H13.102", "H13.103", "H13.105"]
    assert {record["source_file"] for record in records} == {"ke-khai.xlsx"}
    assert all(isinstance(record["source_row"], int) for record in records)
    assert not any(record["is_own_return"] for record in records)
    ((_, own),) = listed(city, "C20", Place("H13.105", "city", *QUARTER))
    assert [record["is_own_return"] for record in own] == [True]


def test_signers_and_certificates_stand_behind_one_figure(city: duckdb.DuckDBPyConnection) -> None:
    signers, returns = listed(city, "Đ10", PLACES[0])
    keys = [record["signer_key"] for record in signers[1] if record["counted_numerator"]]
    assert len(keys) == len(set(keys)) == published(city, "Đ10", PLACES[0])[0]
    assert (
        sum(float(str(record["counted_denominator"])) for record in returns[1]) == published(city, "Đ10", PLACES[0])[1]
    )


def test_a_decree_explains_nothing_before_it_is_in_force(city: duckdb.DuckDBPyConnection) -> None:
    assert behind(city, "Đ08e", PLACES[0]) == []
    assert behind(city, "C01", PLACES[0]) != []


def test_analysts_ask_the_same_in_sql(city: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT sum(received_paid_online), sum(received_fee_due)
        FROM mart.explain_dossier('H13.105', 'city', '2026-02-01', '2026-02-28')"""
    assert city.execute(query).fetchall() == [published(city, "C12", Place("H13.105", "city", *FEBRUARY))]
    comments = "SELECT count(*) FROM duckdb_functions() WHERE function_name LIKE 'explain_%' AND comment IS NULL"
    assert city.execute(comments).fetchall() == [(0,)]
