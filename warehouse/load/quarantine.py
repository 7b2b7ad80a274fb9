"""Rows set aside: file, row, column, reason, and the cells that are not personal. Never lost, never counted."""

from __future__ import annotations

import duckdb

from connectors.contract import Bilingual, Contract, Reads
from warehouse.columns import quoted

_EXPECTED = {
    Reads.INSTANT: "ngày dd/MM/yyyy, có thể kèm HH:mm[:ss], từ năm 2010 đến không quá 10 năm sau ngày chốt số liệu",
    Reads.DUE: "ngày dd/MM/yyyy, có thể kèm HH:mm[:ss], từ năm 2010 đến không quá 10 năm sau ngày chốt số liệu",
    Reads.DAY: "ngày dd/MM/yyyy, từ năm 2010 đến không quá 10 năm sau ngày chốt số liệu",
    Reads.INTEGER: "số nguyên",
    Reads.NUMBER: "số (dấu phẩy trước phần thập phân)",
    Reads.MONEY: "số tiền nguyên đồng, ví dụ 150.000",
    Reads.HOURS: "số giờ, ví dụ 1,5",
    Reads.FLAG: "Có/Không (hoặc X, 1, 0, true, false, để trống nếu không rõ)",
}
#: What may stand in a listing as a key where the contract knows no shape: never a name.
_SHAPE_OF_AN_ID = r"[0-9A-Z._/-]*[0-9][0-9A-Z._/-]*"
_WHAT_TO_DO = "Sửa ô này trong tệp rồi nộp lại tệp."


def _unreadable(contract: Contract, name: str) -> str:
    column = contract.by_name[name]
    words = "; ".join(spelling[0] for spelling in column.codes.values())
    expected = _EXPECTED.get(column.reads, f"một trong các từ: {words}")
    return f"Cột “{column.headings[0]}”: không đọc được giá trị; cần {expected}. {_WHAT_TO_DO}"


def fault_reasons(contract: Contract) -> list[tuple[str, str | None, str, str]]:
    """Return (fault, column, rule, reason in Vietnamese) for every fault that reading can find."""
    rows: list[tuple[str, str | None, str, str]] = [
        (
            "broken_line|",
            None,
            "broken_line",
            "Dòng không phải một đối tượng JSON đầy đủ (bị cắt ngang hoặc hỏng). Xuất lại bản ghi này rồi nộp lại tệp.",
        ),
        (
            "row_too_long|",
            None,
            "row_too_long",
            "Dòng có nhiều ô hơn hàng tiêu đề, các ô có thể đã lệch cột. Sửa dòng này rồi nộp lại tệp.",
        ),
        ("undecodable|", None, "undecodable", "Dòng có ký tự không giải mã được. Lưu tệp ở dạng UTF-8 rồi nộp lại."),
    ]
    for column in contract.properties:
        rows.append((f"unreadable|{column.name}", column.name, "unreadable", _unreadable(contract, column.name)))
        missing = f"Cột “{column.headings[0]}”: thiếu giá trị bắt buộc. Bổ sung rồi nộp lại tệp."
        rows.append((f"missing|{column.name}", column.name, "missing", missing))
    rows += [(f"{rule.id}|{rule.column}", rule.column, rule.id, rule.reason.vi) for rule in contract.rules]
    return rows


def create_fault_reasons(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Create the temp table `fault_reason` for a contract."""
    faults, columns, rules, reasons = map(list, zip(*fault_reasons(contract), strict=True))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE fault_reason AS SELECT unnest($faults) AS fault, unnest($columns) AS column_name,"
        " unnest($rules) AS rule, unnest($reasons) AS reason",
        {"faults": faults, "columns": columns, "rules": rules, "reasons": reasons},
    )


def _raw_cells(contract: Contract, present: tuple[str, ...], headings: dict[str, str]) -> tuple[str, list[str]]:
    shown = [name for name in present if name in contract.by_name and not contract.by_name[name].personal]
    cells = ", ".join(f"left(staged.{quoted(name)}, 200)" for name in shown)
    return f"[{cells}]", [headings[name] for name in shown]


def set_aside(
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    *,
    incoming: str,
    staged: str,
    file_no: int,
    present: tuple[str, ...],
    headings: dict[str, str],
    origin: dict[str, str],
) -> int:
    """Copy the faulty rows of one file into ops.quarantine; return their number.

    `origin` gives run_id, source and file. Cells out of place (row_too_long) are not kept, nor what stands in a broken line: a name may stand anywhere.
    """
    (count,) = connection.execute(
        f"SELECT count(*) FROM {incoming} WHERE file_no = $file_no AND fault IS NOT NULL", {"file_no": file_no}
    ).fetchall()[0]
    if not count:
        return 0
    create_fault_reasons(connection, contract)
    cells, names = _raw_cells(contract, present, headings)
    key = quoted(contract.key[0])
    shape = f"regexp_full_match(CAST(read_row.{key} AS VARCHAR), $shape)"
    shown_shape = contract.key_shape or _SHAPE_OF_AN_ID
    parameters = {**origin, "dataset": contract.id, "file_no": file_no, "names": names, "shape": shown_shape}
    connection.execute(
        "INSERT INTO ops.quarantine BY NAME SELECT $run_id AS run_id, $source AS source, $dataset AS dataset, $file AS file,"
        " read_row.row_number, why.column_name,"
        f" CASE WHEN why.rule <> 'row_too_long' AND {shape} THEN left(CAST(read_row.{key} AS VARCHAR), 80) END AS business_key,"
        " why.rule, why.reason, 'error' AS severity,"
        f" CASE WHEN why.rule NOT IN ('row_too_long', 'broken_line') THEN CAST(to_json(map($names, {cells})) AS VARCHAR) END AS raw,"
        " $run_id AS first_seen_run, CAST(NULL AS VARCHAR) AS resolved_run"
        f" FROM {incoming} AS read_row JOIN {staged} AS staged ON staged.rowid = read_row.line_no"
        " JOIN fault_reason AS why ON why.fault = read_row.fault"
        " WHERE read_row.file_no = $file_no ORDER BY read_row.line_no",
        parameters,
    )
    return int(count)


def unknown_word_note(heading: str, rows: int) -> Bilingual:
    """Say that a column holds words the contract does not know."""
    return Bilingual(
        vi=f"Cột “{heading}”: {rows} dòng có từ không có trong danh mục, để trống (chưa rõ)",
        en=f'Column "{heading}": {rows} rows have a word that no list knows; kept as unknown',
    )
