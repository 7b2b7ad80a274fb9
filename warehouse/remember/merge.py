"""Remembering: arrivals become versions, set-based, in the order in which rows win.

Rows of a record are ordered by the source's own time (else the file's), then the file's time, its name, the row; the
newest gives the record. A column that a row's file does not have keeps its value, so a version is the row laid over
the one before it. Three fates: a record never seen and met once is written as it is (`new`); a record met once whose
cells all equal what is remembered is `same`, and so are rows that only repeat the record of an earlier source; every
other record is a `chain` of the remembered version and the run's rows, laid over each other in order, also when a row
arrives that is older than what is remembered. Where the newest row of a record lacked columns, what is remembered stands
in the chain as several rows, each where its columns were told: a late file may be newer than one of them.
"""

from __future__ import annotations

import duckdb

from connectors.contract import Contract
from warehouse.columns import quoted
from warehouse.remember.arrivals import only_source
from warehouse.remember.blend import place_of
from warehouse.remember.current import find_changed, refresh_current
from warehouse.remember.dataset import Dataset
from warehouse.remember.echo import find_echoes
from warehouse.remember.older_columns import REMEMBERED_ROW, keep_older_columns
from warehouse.remember.tables import version_columns

_ORDER = "source_time, file_time, source_file, line_no"


def remember(connection: duckdb.DuckDBPyConnection, contract: Contract, run_id: str) -> None:
    """Merge the dataset's arrivals into its versions and its current table.

    Where several sources may give one record they are merged one after the other, by precedence, so that each meets
    what the earlier ones say. Leaves temp tables `fate` (file_no, line_no, fate: new, loaded or same) and
    `changed_{dataset}` (key columns of records whose current version changed). Run time is the variable `run_at`.
    """
    dataset = Dataset(contract)
    sources = _sources_in_order(connection, dataset)
    if len(sources) < 2:
        _merge(connection, dataset, run_id)
        return
    connection.execute("CREATE OR REPLACE TEMP TABLE every_fate (file_no BIGINT, line_no BIGINT, fate VARCHAR)")
    for source in sources:
        only_source(connection, source)
        _merge(connection, dataset, run_id, source)
        connection.execute("INSERT INTO every_fate SELECT file_no, line_no, fate FROM fate")
    only_source(connection, None)
    connection.execute("CREATE OR REPLACE TEMP TABLE fate AS FROM every_fate")
    find_changed(connection, dataset, run_id)


def _sources_in_order(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> list[str]:
    """Return the sources of the run's rows in the order of precedence; none where each keeps its records apart."""
    if dataset.contract.one_of_sources is None:
        return []
    rows = connection.execute(
        f"SELECT source FROM (SELECT DISTINCT source FROM read_file WHERE dataset = $dataset) AS r ORDER BY {place_of('r')}",
        {"dataset": dataset.contract.id},
    ).fetchall()
    return [str(source) for (source,) in rows]


def _merge(connection: duckdb.DuckDBPyConnection, dataset: Dataset, run_id: str, source: str | None = None) -> None:
    _find_remembered(connection, dataset)
    _decide_fates(connection, dataset)
    _lay_over(connection, dataset)
    _close_superseded(connection, dataset)
    _insert_new(connection, dataset, run_id)
    _insert_chains(connection, dataset, run_id)
    _confirm_same(connection, dataset)
    keep_older_columns(connection, dataset)
    _count_returned(connection, dataset)
    _keep_earliest(connection, dataset)
    refresh_current(connection, dataset, run_id, source=source)


def _find_remembered(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Temp tables `repeated` (records met more than once) and `remembered` (the current versions of records met).

    Rows are found by their keys alone and fetched then: what is kept is wide, and most of it is not met.
    """
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE met AS SELECT {', '.join(dataset.key)}, count(*) AS times FROM {dataset.arrivals} GROUP BY ALL"
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE repeated AS SELECT * EXCLUDE (times) FROM met WHERE times > 1")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE met_version AS SELECT v.rowid AS version_row FROM {dataset.versions} AS v"
        f" JOIN met ON {dataset.same_key('met', 'v')} WHERE v.{dataset.closed} IS NULL"
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE remembered AS SELECT * FROM {dataset.versions} AS v"
        " WHERE v.rowid IN (SELECT version_row FROM met_version)"
    )


def _decide_fates(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Temp table `fate(file_no, line_no, fate)`: new, same or chain."""
    echoes = find_echoes(connection, dataset)
    (met_before,) = connection.execute(
        "SELECT (SELECT count(*) FROM repeated) + (SELECT count(*) FROM remembered)"
    ).fetchall()[0]
    if not met_before + echoes:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE fate AS SELECT file_no, line_no, 'new' AS fate FROM {dataset.arrivals}"
        )
        return
    equal = "m.older_columns IS NULL AND m.seen_columns = a.present AND " + " AND ".join(
        f"((a.present >> {place}) & 1 = 0 OR a.{name} IS NOT DISTINCT FROM m.{name})"
        for place, name in enumerate(dataset.names)
    )
    first = dataset.key[-1]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE fate AS SELECT a.file_no, a.line_no,"
        f" CASE WHEN e.{first} IS NOT NULL THEN 'same'"
        f" WHEN r.{first} IS NULL AND m.{first} IS NULL THEN 'new' WHEN r.{first} IS NULL AND NOT m.is_deleted AND {equal} THEN 'same'"
        f" ELSE 'chain' END AS fate FROM {dataset.arrivals} AS a"
        f" LEFT JOIN repeated AS r ON {dataset.same_key('r', 'a')} LEFT JOIN remembered AS m ON {dataset.same_key('m', 'a')}"
        f" LEFT JOIN echo AS e ON {dataset.same_key('e', 'a')}"
    )


def _lay_over(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Temp table `link`: each row of a chain laid over the rows before it, with what became of it."""
    names, keys = dataset.names, ", ".join(dataset.key)
    earliest = "".join(f", {dataset.smallest(c, 'a')} AS {quoted(c.name)}" for c in dataset.contract.earliest)
    remembered_earliest = "".join(f", m.{quoted(c.name)}" for c in dataset.contract.earliest)
    laid = ", ".join(
        f"(last_value(CASE WHEN place = 1 OR (present >> {place}) & 1 = 1 THEN struct_pack(v := {name}) END IGNORE NULLS)"
        f" OVER so_far).v AS {name}"
        for place, name in enumerate(names)
    )
    smallest = "".join(f", min({quoted(c.name)}) OVER so_far AS {quoted(c.name)}" for c in dataset.contract.earliest)
    whole = "struct_pack(" + ", ".join(f"{name} := {name}" for name in names) + ")"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE link AS WITH {REMEMBERED_ROW}, gathered AS ("
        f" SELECT a.file_no, a.source_time, a.file_time, a.source_file, a.line_no, a.source_row, a.present, false AS is_remembered, {dataset.keys('a')}, "
        + ", ".join(f"a.{name}" for name in names if name not in dataset.key)
        + earliest
        + f" FROM {dataset.arrivals} AS a JOIN fate USING (file_no, line_no) WHERE fate.fate = 'chain'"
        f" UNION ALL SELECT NULL, m.source_time, coalesce(m.file_time, m.source_time), m.source_file, -1, m.source_row,"
        f" m.told, true, {dataset.keys('m')}, "
        + ", ".join(f"m.{name}" for name in names if name not in dataset.key)
        + remembered_earliest
        + f" FROM remembered_row AS m WHERE EXISTS (SELECT 1 FROM {dataset.arrivals} AS a JOIN fate USING (file_no, line_no)"
        f" WHERE fate.fate = 'chain' AND {dataset.same_key('a', 'm')})),"
        f" placed AS (SELECT *, row_number() OVER (PARTITION BY {keys} ORDER BY {_ORDER}, is_remembered DESC) AS place FROM gathered),"
        f" laid AS (SELECT basis, source, file_no, {_ORDER}, source_row, present, is_remembered, place, {laid}{smallest},"
        " bit_or(present) OVER so_far AS seen_columns FROM placed"
        f" WINDOW so_far AS (PARTITION BY {keys} ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)),"
        f" judged AS (SELECT *, place = 1 OR {whole} IS DISTINCT FROM lag({whole}) OVER (PARTITION BY {keys} ORDER BY place) AS changed"
        " FROM laid)"
        f" SELECT *, changed AND place = max(place) FILTER (changed) OVER (PARTITION BY {keys}) AS is_holder FROM judged"
    )


def _differs(dataset: Dataset, left: str, right: str) -> str:
    return "(" + " OR ".join(f"{left}.{name} IS DISTINCT FROM {right}.{name}" for name in dataset.names) + ")"


def _close_superseded(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Close remembered versions that a chain replaces; temp table `holder` holds the new current versions of chains."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE holder AS SELECT l.*, coalesce(n.versions, 0) AS versions_before, m.first_seen_run,"
        f" coalesce(m.is_deleted, false) AS returns, m.basis IS NULL OR m.is_deleted OR {_differs(dataset, 'l', 'm')} AS replaces"
        f" FROM link AS l LEFT JOIN remembered AS m ON {dataset.same_key('m', 'l')}"
        f" LEFT JOIN (SELECT {dataset.keys('v')}, max(v.version_no) AS versions FROM {dataset.versions} AS v"
        f" WHERE EXISTS (SELECT 1 FROM link AS k WHERE {dataset.same_key('k', 'v')}) GROUP BY ALL) AS n"
        f" ON {dataset.same_key('n', 'l')} WHERE l.is_holder"
    )
    connection.execute(
        f"UPDATE {dataset.versions} AS v SET {dataset.closed} = getvariable('run_at') FROM holder AS h"
        f" WHERE h.replaces AND v.{dataset.closed} IS NULL AND {dataset.same_key('h', 'v')}"
    )


def _insert(dataset: Dataset, rows: str, given: dict[str, str]) -> str:
    columns = version_columns(dataset.contract)
    values = ", ".join(given.get(c.name, f"r.{quoted(c.name)}") for c in columns)
    return f"INSERT INTO {dataset.versions} ({', '.join(quoted(c.name) for c in columns)}) SELECT {values} FROM {rows} AS r"


def _life(dataset: Dataset, version_no: str, first_seen: str, closed: str, seen_columns: str) -> dict[str, str]:
    return {
        "is_deleted": "false",
        "version_no": version_no,
        "first_seen_run": first_seen,
        "last_changed_run": "$run_id",
        dataset.opened: "getvariable('run_at')",
        dataset.closed: closed,
        "seen_columns": seen_columns,
        "older_columns": "NULL",
    }


def _insert_new(connection: duckdb.DuckDBPyConnection, dataset: Dataset, run_id: str) -> None:
    given = _life(dataset, "1", "$run_id", "CAST(NULL AS TIMESTAMP)", "r.present")
    given |= {c.name: dataset.smallest(c, "r") for c in dataset.contract.earliest}
    (others,) = connection.execute("SELECT count(*) FROM fate WHERE fate <> 'new'").fetchall()[0]
    rows = dataset.arrivals
    if others:
        rows = f"(SELECT a.* FROM {dataset.arrivals} AS a JOIN fate USING (file_no, line_no) WHERE fate.fate = 'new')"
    connection.execute(_insert(dataset, rows, given), {"run_id": run_id})


def _insert_chains(connection: duckdb.DuckDBPyConnection, dataset: Dataset, run_id: str) -> None:
    """Write the changed rows of chains: the holder as current, the others as superseded within this run."""
    life = _life(
        dataset,
        "r.versions_before + r.step",
        "coalesce(r.known_since, $run_id)",
        "CASE WHEN r.becomes_current THEN CAST(NULL AS TIMESTAMP) ELSE getvariable('run_at') END",
        "r.seen_columns",
    )
    keys = dataset.keys("l")
    rows = (
        "(SELECT l.*, h.versions_before, h.first_seen_run AS known_since, l.is_holder AND h.replaces AS becomes_current,"
        f" row_number() OVER (PARTITION BY {keys} ORDER BY l.is_holder, l.place) AS step"
        f" FROM link AS l JOIN holder AS h ON {dataset.same_key('h', 'l')}"
        " WHERE (l.changed AND NOT l.is_remembered AND (NOT l.is_holder OR h.replaces))"
        " OR (l.is_remembered AND l.is_holder AND h.replaces))"
    )
    connection.execute(_insert(dataset, rows, life), {"run_id": run_id})
    connection.execute(
        "UPDATE fate SET fate = CASE WHEN l.changed AND (NOT l.is_holder OR h.replaces) THEN 'loaded' ELSE 'same' END"
        f" FROM link AS l JOIN holder AS h ON {dataset.same_key('h', 'l')}"
        " WHERE NOT l.is_remembered AND fate.file_no = l.file_no AND fate.line_no = l.line_no"
    )


def _confirm_same(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """The newest row that says what the record says gives it its place in the order, so that a later, older file cannot win.

    Such a row is of this run, or it is the remembered one: what an older file fills into it makes it no older.
    """
    places = ("source_time", "file_time", "source_file", "source_row")
    order = "(a.source_time, a.file_time, a.source_file, a.line_no)"
    newest = ", ".join(f"arg_max(a.{place}, {order}) AS {place}" for place in places)
    columns = f"{dataset.keys('a')}, " + ", ".join(f"a.{place}" for place in (*places, "line_no"))
    connection.execute(
        f"UPDATE {dataset.versions} AS v SET {', '.join(f'{place} = n.{place}' for place in places)}"
        f" FROM (SELECT {dataset.keys('a')}, {newest} FROM (SELECT {columns}"
        f" FROM {dataset.arrivals} AS a JOIN fate USING (file_no, line_no) WHERE fate.fate = 'same'"
        f" UNION ALL SELECT {columns} FROM link AS a WHERE a.is_remembered) AS a GROUP BY ALL) AS n"
        f" WHERE v.{dataset.closed} IS NULL AND {dataset.same_key('n', 'v')} AND (n.source_time, n.file_time, n.source_file, n.source_row)"
        " > (v.source_time, coalesce(v.file_time, v.source_time), v.source_file, v.source_row)"
    )


def _count_returned(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """A record that its source had lost is opened again by the newest row of the run, even one that says nothing else."""
    connection.execute(
        "UPDATE fate SET fate = 'loaded' FROM (SELECT arg_max(l.file_no, l.place) AS file_no, arg_max(l.line_no, l.place) AS line_no"
        f" FROM link AS l JOIN holder AS h ON {dataset.same_key('h', 'l')} WHERE h.returns AND h.is_remembered"
        f" AND NOT l.is_remembered GROUP BY {dataset.keys('l')}) AS n"
        " WHERE fate.file_no = n.file_no AND fate.line_no = n.line_no"
    )


def _keep_earliest(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """A row that came late may tell of an earlier value; the current version and the current table know it too."""
    for column in dataset.contract.earliest:
        name = quoted(column.name)
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE earlier AS SELECT {dataset.keys('w')}, min({dataset.smallest(column, 'w')}) AS earliest"
            f" FROM {dataset.versions} AS w JOIN holder AS h ON {dataset.same_key('h', 'w')} GROUP BY ALL"
        )
        is_one = dataset.contract.one_of_sources is not None
        in_current = dataset.same_thing("e", "t") if is_one else dataset.same_key("e", "t")
        in_versions = f"t.{dataset.closed} IS NULL AND {dataset.same_key('e', 't')}"
        for table, where in ((dataset.versions, in_versions), (dataset.contract.table, in_current)):
            connection.execute(
                f"UPDATE {table} AS t SET {name} = e.earliest FROM earlier AS e"
                f" WHERE {where} AND (t.{name} IS NULL OR e.earliest < t.{name})"
            )
