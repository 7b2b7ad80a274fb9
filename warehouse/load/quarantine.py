"""Rows set aside: file, row, column, reason, and the cells that are not personal. Never lost, never counted."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from connectors.contract import Bilingual, Contract, Property, Reads
from warehouse.columns import quoted

_INSTANT = Bilingual(
    vi="ngày dd/MM/yyyy, có thể kèm HH:mm[:ss], từ năm 2010 đến không quá 10 năm sau ngày chốt số liệu",
    en="a day dd/MM/yyyy, with or without HH:mm[:ss], from 2010 to ten years after as-of",
)
_EXPECTED = {
    Reads.INSTANT: _INSTANT,
    Reads.DUE: _INSTANT,
    Reads.DAY: Bilingual(
        vi="ngày dd/MM/yyyy, từ năm 2010 đến không quá 10 năm sau ngày chốt số liệu",
        en="a day dd/MM/yyyy, from 2010 to ten years after as-of",
    ),
    Reads.INTEGER: Bilingual(vi="số nguyên", en="a whole number"),
    Reads.NUMBER: Bilingual(vi="số (dấu phẩy trước phần thập phân)", en="a number (a comma before decimals)"),
    Reads.MONEY: Bilingual(vi="số tiền nguyên đồng, ví dụ 150.000", en="whole đồng, such as 150.000"),
    Reads.HOURS: Bilingual(vi="số giờ, ví dụ 1,5", en="hours, such as 1,5"),
    Reads.FLAG: Bilingual(
        vi="Có/Không (hoặc X, 1, 0, true, false, để trống nếu không rõ)",
        en="Có/Không (or X, 1, 0, true, false; empty where unknown)",
    ),
}
#: What may stand in a listing as a key where the contract knows no shape: never a name.
_SHAPE_OF_AN_ID = r"[0-9A-Z._/-]*[0-9][0-9A-Z._/-]*"
#: Faults of a whole row, of no one column.
_OF_THE_ROW = {
    "broken_line": Bilingual(
        vi="Dòng không phải một đối tượng JSON đầy đủ (bị cắt ngang hoặc hỏng). Xuất lại bản ghi này rồi nộp lại tệp.",
        en="The line is no whole JSON object (cut off or broken). Export this record again and hand the file in again.",
    ),
    "row_too_long": Bilingual(
        vi="Dòng có nhiều ô hơn hàng tiêu đề, các ô có thể đã lệch cột. Sửa dòng này rồi nộp lại tệp.",
        en="The row has more cells than the heading: they may stand in wrong columns. Correct it and hand the file in again.",
    ),
    "undecodable": Bilingual(
        vi="Dòng có ký tự không giải mã được. Lưu tệp ở dạng UTF-8 rồi nộp lại.",
        en="The row has characters that cannot be decoded. Save the file as UTF-8 and hand it in again.",
    ),
}


@dataclass(frozen=True)
class FaultReason:
    """Why a row is set aside: the fault that reading finds, its column (None: the whole row), rule and reason."""

    fault: str
    column: str | None
    rule: str
    reason: Bilingual


def _unreadable(column: Property) -> Bilingual:
    words = "; ".join(spelling[0] for spelling in column.codes.values())
    expected = _EXPECTED.get(column.reads, Bilingual(vi=f"một trong các từ: {words}", en=f"one of the words: {words}"))
    return Bilingual(
        vi=f"Cột “{column.headings[0]}”: không đọc được giá trị; cần {expected.vi}. Sửa ô này trong tệp rồi nộp lại tệp.",
        en=f"Column “{column.headings[0]}”: the value cannot be read; expected {expected.en}."
        " Correct the cell and hand the file in again.",
    )


def _missing(column: Property) -> Bilingual:
    return Bilingual(
        vi=f"Cột “{column.headings[0]}”: thiếu giá trị bắt buộc. Bổ sung rồi nộp lại tệp.",
        en=f"Column “{column.headings[0]}”: a required value is missing. Fill it in and hand the file in again.",
    )


def fault_reasons(contract: Contract) -> list[FaultReason]:
    """Return every fault that reading can find, with its reason."""
    found = [FaultReason(f"{rule}|", None, rule, reason) for rule, reason in _OF_THE_ROW.items()]
    for column in contract.properties:
        for rule, reason in (("unreadable", _unreadable(column)), ("missing", _missing(column))):
            found.append(FaultReason(f"{rule}|{column.name}", column.name, rule, reason))
    return found + [
        FaultReason(f"{rule.id}|{rule.column}", rule.column, rule.id, rule.reason) for rule in contract.rules
    ]


def reason_of(contract: Contract, rule: str, column: str | None, kept: str) -> Bilingual:
    """Return the reason of a row in both languages; `kept` is what stands in ops.quarantine, in Vietnamese."""
    known = {(each.rule, each.column): each.reason for each in fault_reasons(contract)}
    reason = known.get((rule, column))
    return Bilingual(vi=kept, en=reason.en if reason else kept)


def create_fault_reasons(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Create the temp table `fault_reason` for a contract."""
    known = fault_reasons(contract)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE fault_reason AS SELECT unnest($faults) AS fault, unnest($columns) AS column_name,"
        " unnest($rules) AS rule, unnest($reasons) AS reason",
        {
            "faults": [each.fault for each in known],
            "columns": [each.column for each in known],
            "rules": [each.rule for each in known],
            "reasons": [each.reason.vi for each in known],
        },
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
