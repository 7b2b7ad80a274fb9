"""Numbers for rows whose source gives none: given once, then kept whatever comes later."""

from __future__ import annotations

import duckdb

from connectors.contract import Contract
from warehouse.columns import quoted
from warehouse.load.rows import incoming_table
from warehouse.remember.tables import version_table


def number_rows(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Fill the empty numbers of the run's rows: that of the record where it is known, else the next in order.

    A number is a name, not a place: a record that is told of late gets the next number, for those given have been seen.
    """
    rule = contract.numbered
    if rule is None:
        return
    number, known_by = quoted(rule.column), quoted(rule.known_by)
    within = ["basis", "source", *(quoted(name) for name in rule.within)]
    same = " AND ".join(f"n.{name} = w.{name}" for name in within)
    columns = ", ".join(within)
    order = ", ".join(f"min({quoted(name)})" for name in rule.by)
    incoming, versions = incoming_table(contract), version_table(contract)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE without_number AS SELECT r.basis, r.source, i.* FROM {incoming} AS i"
        f" JOIN read_file AS r USING (file_no) WHERE i.{number} IS NULL AND i.fault IS NULL"
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE number_given AS WITH given AS (SELECT DISTINCT {columns}, {known_by}, {number}"
        f" FROM {versions} AS w WHERE EXISTS (SELECT 1 FROM without_number AS n WHERE {same})),"
        f" last AS (SELECT {columns}, max({number}) AS number FROM given GROUP BY ALL),"
        f" fresh AS (SELECT {columns}, {known_by}, row_number() OVER (PARTITION BY {columns} ORDER BY {order}) AS place"
        f" FROM without_number AS n WHERE NOT EXISTS (SELECT 1 FROM given AS w WHERE {same} AND n.{known_by} = w.{known_by})"
        f" GROUP BY {columns}, {known_by})"
        f" SELECT * FROM given WHERE {known_by} IS NOT NULL UNION ALL"
        f" SELECT f.* EXCLUDE (place), coalesce(l.number, 0) + f.place FROM fresh AS f LEFT JOIN last AS l USING ({columns})"
    )
    connection.execute(
        f"UPDATE {incoming} AS i SET {number} = w.{number} FROM without_number AS n"
        f" JOIN number_given AS w ON {same} AND n.{known_by} = w.{known_by}"
        " WHERE i.file_no = n.file_no AND i.line_no = n.line_no"
    )
