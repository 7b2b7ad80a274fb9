"""The catalogue of indicators and the targets read in law."""

from __future__ import annotations

import unicodedata
from datetime import date

import duckdb

from warehouse.graph import load_indicators


def test_the_catalogue_holds_every_definition_once(reference: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT count(*), count(DISTINCT indicator_id) FROM ref.indicator"
    assert reference.execute(query).fetchall() == [(63, 63)]
    filled = """
        SELECT indicator_id FROM ref.indicator
        WHERE title_vi IS NULL OR title_en IS NULL OR clause IS NULL OR formula_vi IS NULL OR source IS NULL OR unit_of_measure IS NULL
            OR status NOT IN ('V', 'D', 'P', 'R') OR basis NOT IN ('city', 'portal', 'both', 'where steps')"""
    assert reference.execute(filled).fetchall() == []


def test_what_is_computed_is_in_the_catalogue(reference: duckdb.DuckDBPyConnection) -> None:
    known = {name for (name,) in reference.execute("SELECT indicator_id FROM ref.indicator").fetchall()}
    assert {indicator.id for indicator in load_indicators()} <= known


def test_a_target_says_its_document_its_date_and_whom_it_binds(reference: duckdb.DuckDBPyConnection) -> None:
    """The day of NĐ 61/2018, a duty without a figure, is not repeated from elsewhere."""
    lacking = "SELECT indicator_id FROM ref.target WHERE document IS NULL OR scope IS NULL OR scope_vi IS NULL OR valid_from IS NULL"
    assert reference.execute(lacking).fetchall() == [("C07",)]


def test_d_and_d_with_stroke_are_two_letters(reference: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT indicator_id, clause FROM ref.indicator WHERE indicator_id IN ('D01', 'Đ01') ORDER BY clause"
    assert reference.execute(query).fetchall() == [("D01", "1d"), ("Đ01", "1đ")]
    ids = [name for (name,) in reference.execute("SELECT indicator_id FROM ref.indicator").fetchall()]
    assert ids == [unicodedata.normalize("NFC", name) for name in ids]


def test_the_groups_of_766_have_their_points(reference: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT group_766, sum(max_points) FROM ref.indicator WHERE group_766 IS NOT NULL GROUP BY ALL ORDER BY ALL"
    # CLGQ has 12: the part of 2 that only the hypothesis names has no definition of its own
    assert reference.execute(query).fetchall() == [
        ("CKMB", 18.0),
        ("CLGQ", 10.0),
        ("MDHL", 18.0),
        ("MDSH", 22.0),
        ("TDGQ", 20.0),
        ("TTTT", 10.0),
    ]


def test_every_target_is_of_a_known_indicator(reference: duckdb.DuckDBPyConnection) -> None:
    unknown = "SELECT * FROM ref.target ANTI JOIN ref.indicator USING (indicator_id)"
    assert reference.execute(unknown).fetchall() == []
    query = "SELECT comparator, value, valid_from, by_date, scope FROM ref.target WHERE indicator_id = 'C12'"
    assert reference.execute(query).fetchall() == [("ge", 0.8, date(2025, 4, 1), date(2030, 12, 31), "nation")]


def test_a_duty_without_a_figure_has_no_value(reference: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT indicator_id FROM ref.target WHERE value IS NULL ORDER BY indicator_id"
    assert reference.execute(query).fetchall() == [("C07",), ("C11",)]


def test_a_document_of_which_only_the_year_is_known_counts_from_the_end_of_it(
    reference: duckdb.DuckDBPyConnection,
) -> None:
    query = "SELECT valid_from FROM ref.target WHERE document = 'NĐ 307/2025/NĐ-CP'"
    assert set(reference.execute(query).fetchall()) == {(date(2025, 12, 31),)}


def test_every_table_and_column_is_described(reference: duckdb.DuckDBPyConnection) -> None:
    tables = "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'ref' AND comment IS NOT NULL ORDER BY 1"
    assert [name for (name,) in reference.execute(tables).fetchall()] == [
        "commune",
        "commune_merge",
        "indicator",
        "score_rule",
        "target",
        "unit",
        "working_day",
    ]
    columns = "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'ref' AND comment IS NULL"
    assert reference.execute(columns).fetchall() == []
