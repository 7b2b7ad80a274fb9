"""What explains a publication: the dictionary of its tables and columns, and a cookbook of queries to begin with."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import duckdb

from connectors.contract import Contract, load_contracts
from warehouse.columns import state_columns
from warehouse.database import CATALOGUE, sql_text


def write_dictionary(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the dictionary as Markdown, made from the comments of the warehouse file and the contracts."""
    rows = connection.execute(sql_text("queries", "published_columns.sql"), {"catalogue": CATALOGUE}).fetchall()
    headings = {contract.table: _headings(contract) for contract in load_contracts().values()}
    lines = ["# Từ điển dữ liệu / Data dictionary"]
    shown = ""
    for table, table_comment, column, data_type, comment in rows:
        if table != shown:
            shown = table
            lines += [
                "",
                f"## {table}",
                "",
                _cell(table_comment),
                "",
                "| cột / column | kiểu / type | ý nghĩa / meaning | tiêu đề trong tệp / headings |",
                "|---|---|---|---|",
            ]
        lines.append(f"| {column} | {data_type} | {_cell(comment)} | {headings.get(table, {}).get(column, '')} |")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_cookbook(folder: Path) -> None:
    """Write the cookbook into `folder`: one SQL file per question, each saying how its answer is read."""
    folder.mkdir()
    for entry in (files("warehouse") / "cookbook").iterdir():
        (folder / entry.name).write_text(entry.read_text(encoding="utf-8"), encoding="utf-8")


def _headings(contract: Contract) -> dict[str, str]:
    return dict(_column_headings(contract))


def _column_headings(contract: Contract) -> Iterator[tuple[str, str]]:
    for column in state_columns(contract):
        names = {column.name} if column.name in contract.by_name else column.fed_by
        fed_by = [contract.by_name[name] for name in sorted(names) if name in contract.by_name]
        yield column.name, _cell("; ".join(heading for each in fed_by for heading in each.headings))


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|").replace("\n", " ")
