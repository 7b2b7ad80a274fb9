"""Lists that come back: rows that nobody has filled in are read like others, told, and never an error."""

from __future__ import annotations

from datetime import datetime

import duckdb
import pytest

from connectors.contract import Contract, load_contracts, parse_contract
from tests.warehouse.conftest import READ_AS_OF, SECRET
from warehouse.load.rows import ReadFile, ReadRows, prepare_reading, read_rows


def read(connection: duckdb.DuckDBPyConnection, contract: Contract, columns: str, *lines: str) -> ReadRows:
    """Read one file; `|` between cells, an empty one is NULL, a cell beyond the last column is an extra one."""
    names = tuple(columns.split())
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE staged (row_number BIGINT, {', '.join(f'{n} VARCHAR' for n in names)},"
        " extra_cells VARCHAR)"
    )
    for number, line in enumerate(lines, start=2):
        cells = [cell.strip() or None for cell in line.split("|")]
        values = [number, *[*cells, *[None] * len(names)][: len(names) + 1]]
        connection.execute(f"INSERT INTO staged VALUES ({', '.join('?' for _ in values)})", values)
    return read_rows(
        connection,
        contract,
        ReadFile("R1", 1, "exports", "city", "danh-sach.xlsx", datetime(2026, 11, 20)),
        staged="staged",
        present=names,
        headings={name: contract.by_name[name].headings[0] for name in names},
        check_encoding=False,
    )


def test_a_late_list_comes_back_with_most_of_its_rows_blank(warehouse: duckdb.DuckDBPyConnection) -> None:
    prepare_reading(warehouse, READ_AS_OF, SECRET)
    rows = read(
        warehouse,
        load_contracts()["apology"],
        "dossier_code sent_on reappointed_on cause",
        "H13.101-261101-0001|20/11/2026||",
        "H13.101-261101-0002|||",
        "H13.101-261101-0003||25/11/2026|",
        "H13.101-261101-0004|||Chờ xác minh",
        "H13.101-261101-0005|||",
        "|20/11/2026||",
    )
    assert (rows.rows, rows.set_aside) == (6, 1)
    assert [note.vi for note in rows.notes] == [
        "2 dòng chưa điền “Ngày gửi thư xin lỗi”, “Ngày hẹn lại”, “Nguyên nhân”: chưa có số liệu."
    ]


def test_a_return_without_any_figure_is_blank_one_without_numerator_is_not(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    prepare_reading(warehouse, READ_AS_OF, SECRET)
    rows = read(
        warehouse,
        load_contracts()["unit_return"],
        "period_text unit_code_raw indicator_id numerator denominator notes",
        "2026-10|H13.101|C20|1|1|",
        "2026-10|H13.101|Đ10||12|",
        "2026-10|H13.101|C25a|||sẽ gửi sau",
    )
    assert (rows.rows, rows.set_aside) == (3, 0)
    assert len(rows.notes) == 1


def test_a_dataset_that_nobody_fills_in_has_no_blank_rows(warehouse: duckdb.DuckDBPyConnection) -> None:
    prepare_reading(warehouse, READ_AS_OF, SECRET)
    rows = read(warehouse, load_contracts()["dossier"], "dossier_code status received_at", "||", "A-1|4|01/11/2026")
    assert (rows.rows, rows.set_aside, rows.notes) == (2, 1, ())


def test_answers_are_columns_of_the_contract() -> None:
    text = load_contracts()["apology"].model_dump_json().replace('"answers":["sent_on"', '"answers":["sent"')
    with pytest.raises(ValueError, match="no column sent"):
        parse_contract(text)
