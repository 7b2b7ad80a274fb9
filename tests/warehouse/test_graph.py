"""The models: their order, what is said of them, and what adding an indicator takes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copyfile, copytree

import duckdb
import pytest

from tests.house.source_tree import ROOT
from tests.warehouse.recorded import Recorded, add, count
from warehouse.database import Resources, open_warehouse
from warehouse.graph import Model, load_indicators, load_models, tables_read


@pytest.fixture(scope="module")
def finished_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse in which everything was computed once."""
    folder = tmp_path_factory.mktemp("finished")
    copyfile(empty_file, folder / "motcua.duckdb")
    with open_warehouse(folder / "motcua.duckdb", Resources("1GB", 1, folder)) as connection:
        add(connection, [Recorded("A", "H13.01", 9, "2026-02-02", "2026-02-10", "2026-02-09", channel="online")])
        connection.execute("INSERT INTO ref.indicator (indicator_id, basis) VALUES ('C01', 'both')")
        count(connection, date(2026, 2, 20))
    return folder / "motcua.duckdb"


@pytest.fixture
def finished(finished_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(finished_file), read_only=True) as connection:
        yield connection


# ---------------------------------------------------------------- the order


def test_a_model_comes_after_every_model_that_it_reads() -> None:
    models = list(load_models().values())
    made: set[str] = set()
    tables = {model.table for model in models}
    for model in models:
        assert tables_read(model.sql) & tables <= made, model.name
        made.add(model.table)


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ("SELECT * FROM core.dossier AS d JOIN ref.unit AS u ON true", {"core.dossier", "ref.unit"}),
        ("WITH a AS (SELECT * FROM mart.x), b AS (SELECT * FROM a) SELECT * FROM b", {"mart.x"}),
        ("SELECT (SELECT max(as_of) FROM scope_as_of) FROM (SELECT * FROM cell)", {"scope_as_of", "cell"}),
        ("WITH RECURSIVE up AS (SELECT 1 FROM ref.unit UNION SELECT 1 FROM up) SELECT * FROM up", {"ref.unit"}),
        ("SELECT * FROM core.a WHERE EXISTS (SELECT 1 FROM core.b)", {"core.a", "core.b"}),
    ],
)
def test_what_a_query_reads_is_found_in_its_text(sql: str, tables: set[str]) -> None:
    assert tables_read(sql) == tables


def test_a_model_that_cannot_be_parsed_is_named() -> None:
    with pytest.raises(ValueError, match="cannot parse model"):
        tables_read("SELECT FROM WHERE")


# ---------------------------------------------------------------- what is said of them


@pytest.mark.parametrize("model", [m for m in load_models().values() if m.kept_as == "table"], ids=lambda m: m.name)
def test_a_model_s_description_names_its_columns_in_their_order(
    finished: duckdb.DuckDBPyConnection, model: Model
) -> None:
    columns = [row[0] for row in finished.execute(f"DESCRIBE {model.table}").fetchall()]
    assert list(model.columns) == columns


def test_every_table_column_and_macro_of_a_finished_warehouse_is_described_in_both_languages(
    finished: duckdb.DuckDBPyConnection,
) -> None:
    described = """
        SELECT schema_name || '.' || table_name AS name, comment FROM duckdb_tables()
        UNION ALL
        SELECT schema_name || '.' || table_name || '.' || column_name, comment FROM duckdb_columns() WHERE NOT internal
        UNION ALL
        SELECT schema_name || '.' || function_name, comment FROM duckdb_functions() WHERE NOT internal
    """
    silent = f"SELECT name FROM ({described}) WHERE coalesce(comment, '') NOT LIKE '% / %' ORDER BY name"
    assert finished.execute(silent).fetchall() == []


def test_a_published_file_holds_tables_only_and_no_rest_of_a_run(finished: duckdb.DuckDBPyConnection) -> None:
    rows = finished.execute("SELECT DISTINCT schema_name FROM duckdb_tables() ORDER BY 1").fetchall()
    assert rows == [("core",), ("mart",), ("ops",), ("ref",)]
    assert finished.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall() == []


# ---------------------------------------------------------------- indicators


def test_every_indicator_is_named_as_its_file_and_stands_on_a_family_or_a_query() -> None:
    for indicator in load_indicators():
        assert (ROOT / "warehouse" / "indicators" / f"{indicator.id}.yml").exists()
        assert (indicator.family is None) != (indicator.sql is None), indicator.id


NEW_NIGHT = """
import sys
from datetime import date
from pathlib import Path
import warehouse
from tests.warehouse.recorded import count
from warehouse.database import Resources, open_warehouse

file = Path(sys.argv[1])
assert Path(warehouse.__file__).is_relative_to(file.parent)
with open_warehouse(file, Resources("1GB", 1, file.parent)) as connection:
    connection.execute("INSERT INTO ref.indicator (indicator_id, basis) VALUES ('C98', 'both'), ('C99', 'both')")
    count(connection, date(2026, 2, 20))
    rows = connection.execute(
        "SELECT indicator_id, numerator, denominator, value FROM mart.indicator_value"
        " WHERE indicator_id IN ('C98', 'C99') AND unit_code = 'H13' AND period_kind = 'year' AND procedure_code IS NULL ORDER BY 1"
    ).fetchall()
    sys.stdout.write(str(rows))
"""


def test_an_indicator_more_is_one_file_of_a_family_or_two_with_a_query(finished_file: Path, tmp_path: Path) -> None:
    for room in ("warehouse", "connectors", "tests"):
        copytree(ROOT / room, tmp_path / room, ignore=lambda _, names: [n for n in names if n == "__pycache__"])
    copyfile(finished_file, tmp_path / "motcua.duckdb")
    indicators = tmp_path / "warehouse" / "indicators"
    (indicators / "C98.yml").write_text(
        "id: C98\nfamily: dossier_figure\nnumerator: open_total\ndenominator: received\n"
    )
    (indicators / "C99.yml").write_text("id: C99\n")
    (indicators / "C99.sql").write_text(
        "-- each row is a figure of the indicator\n"
        "SELECT period_no, basis, unit_code, procedure_code, received_online AS numerator, 4 AS denominator FROM dossier_figure\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", NEW_NIGHT, str(tmp_path / "motcua.duckdb")],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == "[('C98', 0.0, 1.0, 0.0), ('C99', 1.0, 4.0, 0.25)]"
