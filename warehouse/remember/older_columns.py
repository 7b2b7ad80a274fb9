"""Columns that the newest row of a record does not have: which older rows told them.

A column that a file lacks keeps its value, and that value keeps its place in the order in which rows win: a file that
comes late is older than the record, yet may be newer than the row that told such a column.
"""

from __future__ import annotations

import duckdb

from warehouse.remember.dataset import Dataset

#: Each row is a remembered record as its newest row told it, or an older row that told columns which that one lacks.
REMEMBERED_ROW = (
    "remembered_row AS ("
    "SELECT m.*, m.seen_columns & ~coalesce(list_bit_or(list_transform(m.older_columns, lambda o: o.told)), 0) AS told FROM remembered AS m"
    " UNION ALL SELECT m.* EXCLUDE (o) REPLACE (o.source_time AS source_time, o.file_time AS file_time, o.source_file AS source_file,"
    " o.source_row AS source_row), o.told FROM (SELECT m.*, unnest(m.older_columns) AS o FROM remembered AS m) AS m)"
)


def keep_older_columns(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Note of every record of a chain which columns its rows had, and which older rows told those that the newest lacks.

    Rows that change nothing count too: an empty cell of a column that no row had before tells that it is empty.
    """
    layer = ", ".join(f"{name} := {name}" for name in ("source_time", "file_time", "source_file", "source_row", "told"))
    later = f"(PARTITION BY {', '.join(dataset.key)} ORDER BY place ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)"
    connection.execute(
        f"UPDATE {dataset.versions} AS v SET older_columns = o.layers, seen_columns = o.seen FROM ("
        f"SELECT {dataset.keys('l')}, bit_or(present) AS seen, list(struct_pack({layer}) ORDER BY place) FILTER (told <> 0 AND NOT is_last) AS layers FROM ("
        f"SELECT *, present & ~coalesce(bit_or(present) OVER later, 0) AS told, count(*) OVER later = 0 AS is_last FROM link WINDOW later AS {later}"
        f") AS l GROUP BY ALL) AS o"
        f" WHERE v.{dataset.closed} IS NULL AND {dataset.same_key('o', 'v')}"
        " AND (v.older_columns IS DISTINCT FROM o.layers OR v.seen_columns IS DISTINCT FROM o.seen)"
    )
