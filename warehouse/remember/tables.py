"""DDL of a dataset's current table and its table of versions, with comments, derived from the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from connectors.contract import Bilingual, Contract
from warehouse.columns import quoted, state_columns


@dataclass(frozen=True)
class TableColumn:
    """One column of a table with its comment."""

    name: str
    sql_type: str
    description: Bilingual


def _column(name: str, sql_type: str, vi: str, en: str) -> TableColumn:
    return TableColumn(name, sql_type, Bilingual(vi=vi, en=en))


ORIGIN = (
    _column(
        "basis",
        "VARCHAR",
        "Cơ sở: city bản ghi của thành phố, portal bản sao trên Cổng DVCQG",
        "Basis: city (the city's own record) or portal (the national portal's copy)",
    ),
    _column("source", "VARCHAR", "Nguồn cho bản ghi này", "Source that gives the record, as named in motcua.toml"),
)
LIFE = (
    _column(
        "is_deleted",
        "BOOLEAN",
        "Nguồn không còn bản ghi này khi so sánh toàn bộ",
        "Whether a full compare found the record gone from its source",
    ),
    _column("version_no", "BIGINT", "Số thứ tự phiên bản, từ 1", "Number of this version of the record, from 1"),
    _column("first_seen_run", "VARCHAR", "Lần chạy đầu tiên thấy bản ghi", "Run that first saw the record"),
    _column("last_changed_run", "VARCHAR", "Lần chạy ghi phiên bản này", "Run that opened this version"),
)
VALIDITY = (
    _column(
        "valid_from",
        "TIMESTAMP",
        "Thời điểm chạy ghi phiên bản",
        "Time of the run that opened this version, local time",
    ),
    _column(
        "valid_to",
        "TIMESTAMP",
        "Thời điểm chạy thay phiên bản; trống là hiện hành",
        "Time of the run that superseded it; equal to valid_from when superseded within its own run; NULL when current",
    ),
    _column(
        "source_time",
        "TIMESTAMP",
        "Thời điểm cập nhật của nguồn, không có thì giờ sửa tệp",
        "The source's own update time, else the file's modification time: the order in which rows win",
    ),
    _column(
        "file_time",
        "TIMESTAMP",
        "Giờ sửa tệp cho phiên bản này; phân định khi thời điểm cập nhật của nguồn bằng nhau",
        "Modification time of the file that gave this version; decides where the source's own times are equal",
    ),
    _column("source_file", "VARCHAR", "Tệp cho phiên bản này", "File that gave this version"),
    _column("source_row", "BIGINT", "Dòng trong tệp", "Row in that file"),
    _column(
        "seen_columns",
        "BIGINT",
        "Bit của các cột từng có trong tệp",
        "Bits of the columns that files so far had, in table order; a column no file had is NULL",
    ),
    _column(
        "older_columns",
        "STRUCT(source_time TIMESTAMP, file_time TIMESTAMP, source_file VARCHAR, source_row BIGINT, told BIGINT)[]",
        "Các cột mà dòng mới nhất không có: dòng cũ hơn đã cho chúng (told: bit của các cột); trống: dòng mới nhất cho mọi cột",
        "Columns that the newest row does not have: the older rows that told them (told: bits of the columns); NULL: it told all",
    ),
)


def state(contract: Contract) -> tuple[TableColumn, ...]:
    """Columns whose change opens a version."""
    return tuple(TableColumn(c.name, c.sql_type, c.description) for c in state_columns(contract))


def earliest(contract: Contract) -> tuple[TableColumn, ...]:
    """Columns that keep the earliest value ever seen."""
    return tuple(TableColumn(c.name, c.sql_type, c.description) for c in contract.earliest)


def validity_names(contract: Contract) -> tuple[str, str]:
    """Names of the columns that say from and to when a version was current.

    A procedure has a validity of its own (in force from, to), so its versions are `known_from`, `known_to`.
    """
    taken = "valid_from" in {column.name for column in state(contract)}
    return ("known_from", "known_to") if taken else ("valid_from", "valid_to")


def current_columns(contract: Contract) -> tuple[TableColumn, ...]:
    """Columns of the current table."""
    return (*ORIGIN, *state(contract), *earliest(contract), *LIFE)


def version_columns(contract: Contract) -> tuple[TableColumn, ...]:
    """Columns of the table of versions."""
    names = validity_names(contract)
    opened_closed = tuple(
        TableColumn(name, c.sql_type, c.description) for name, c in zip(names, VALIDITY[:2], strict=True)
    )
    return (*current_columns(contract), *opened_closed, *VALIDITY[2:])


def version_table(contract: Contract) -> str:
    """Return the name of the table of versions."""
    return f"{contract.table}_version"


def _create(
    connection: duckdb.DuckDBPyConnection, table: str, columns: tuple[TableColumn, ...], comment: Bilingual
) -> None:
    body = ", ".join(f"{quoted(c.name)} {c.sql_type}" for c in columns)
    connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({body})")
    known = {str(row[0]) for row in connection.execute(f"DESCRIBE {table}").fetchall()}
    for column in columns:
        if column.name not in known:
            connection.execute(f"ALTER TABLE {table} ADD COLUMN {quoted(column.name)} {column.sql_type}")
    describe(connection, table, comment, {column.name: column.description for column in columns})


def comment_on(connection: duckdb.DuckDBPyConnection, kind: str, name: str, comment: str) -> None:
    """Set a comment; COMMENT ON takes no parameter, so quotes are doubled."""
    text = comment.replace("'", "''")
    connection.execute(f"COMMENT ON {kind} {name} IS '{text}'")


def describe(
    connection: duckdb.DuckDBPyConnection, table: str, comment: Bilingual, columns: Mapping[str, Bilingual]
) -> None:
    """Comment a table and its columns in one transaction: a commit for each would take longer than the comments."""
    connection.begin()
    comment_on(connection, "TABLE", table, f"{comment.vi} / {comment.en}")
    for name, description in columns.items():
        comment_on(connection, "COLUMN", f"{table}.{quoted(name)}", f"{description.vi} / {description.en}")
    connection.commit()


def create_memory(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Create the current table and the table of versions; a column that the contract has gained is added."""
    _create(connection, contract.table, current_columns(contract), contract.description)
    all_versions = Bilingual(
        vi=f"{contract.description.vi} Mọi phiên bản từng thấy.",
        en=f"{contract.description.en} Every version ever seen, from every source.",
    )
    _create(connection, version_table(contract), version_columns(contract), all_versions)
