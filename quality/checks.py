"""Batch checks: after loading and before computing, after computing and before publishing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date

import duckdb

from connectors.contract import Contract
from quality.contract_promises import code_pairs, code_rows, promise_rows
from quality.expectations import load_expectations
from quality.frames import read_frame, sql_text
from quality.judgement import judge_frames
from quality.null_share import null_share_rows
from quality.results import CheckResult
from quality.wording import Row

#: Indicators in % whose value may lie outside 0-1: reductions turn negative when a number grows (D01, D04), and revenue
#: may exceed recurrent spending (D02, NĐ 60/2021 art. 9); signers may outnumber the certificates last returned (Đ10).
BEYOND_ONE = ("D01", "D02", "D04", "Đ10")


@dataclass(frozen=True)
class Thresholds:
    """Where a check turns. Shares are fractions of 1.

    A file is critical with more than `quarantine_rows` rows set aside that are more than `quarantine_share` of it.
    Warnings: a column's share of empty cells more than `null_share_rise` above what is remembered, with at least
    `null_share_rows` records on both sides; fewer rows or files than 1 - `row_drop_share` of the median of the last
    `history_runs` runs that loaded something, with at least `history_needed` of them.
    """

    quarantine_rows: int = 50
    quarantine_share: float = 0.10
    null_share_rise: float = 0.20
    null_share_rows: int = 100
    row_drop_share: float = 0.5
    history_needed: int = 5
    history_runs: int = 20


def check_loads(
    connection: duckdb.DuckDBPyConnection,
    contracts: Mapping[str, Contract],
    *,
    run_id: str,
    as_of: date,
    thresholds: Thresholds,
) -> list[CheckResult]:
    """Check what the run loaded and what is remembered: files, usual numbers, the promises of the contracts.

    Reads ops.load, ops.quarantine, ops.run, ref.working_day, the contracts' tables and their tables of versions.
    """
    # what a connector asks for tells only what has changed: a night has no usual size there
    usual = {name: contract for name, contract in contracts.items() if contract.in_files}
    history = {"history_runs": thresholds.history_runs, "history_needed": thresholds.history_needed}
    frames = {
        "load_file": read_frame(
            connection, sql_text("load_file"), run_id=run_id, quarantine_rows=thresholds.quarantine_rows
        ),
        "load_history": [
            row
            for row in read_frame(connection, sql_text("load_history"), run_id=run_id, as_of=as_of, **history)
            if row["dataset"] in usual
        ],
        "null_share": _of_each(usual, lambda c: null_share_rows(connection, c, run_id, thresholds.null_share_rows)),
        "promise": _of_each(contracts, lambda c: promise_rows(connection, c, run_id)),
        "code_value": _of_each(contracts, lambda c: code_rows(connection, c)),
    }
    parameters = {
        **asdict(thresholds),
        "least_ratio": 1 - thresholds.row_drop_share,
        "code_pairs": code_pairs(contracts),
    }
    return judge_frames(frames, load_expectations(), parameters)


def check_marts(
    connection: duckdb.DuckDBPyConnection, *, run_id: str, as_of: date, root_unit: str | None = None
) -> list[CheckResult]:
    """Check what was computed: identities of form II.06a, the city's totals, indicators, the late list, the portal's tables.

    `root_unit` is the unit of the city's totals; by default the one without a unit above it that has most below it.
    Every row of the marts is judged, whatever run computed it; what the portal changed of the past is told by the run
    that met it.
    """
    root = root_unit or _root_unit(connection)
    frames = {
        "form_06a": read_frame(connection, sql_text("form_06a")),
        "form_06a_carried": read_frame(connection, sql_text("form_06a_carried"), as_of=as_of),
        "root_figure": read_frame(connection, sql_text("root_figure"), as_of=as_of, root_unit=root),
        "counted_dossier": read_frame(connection, sql_text("counted_dossier"), root_unit=root),
        "indicator": read_frame(connection, sql_text("indicator"), beyond_one=list(BEYOND_ONE)),
        "late_dossier": read_frame(connection, sql_text("late_dossier"), as_of=as_of, root_unit=root),
    }
    return judge_frames(frames | _portal_frames(connection, run_id), load_expectations(), {"root_unit": root})


def _of_each(contracts: Mapping[str, Contract], rows_of: Callable[[Contract], list[Row]]) -> list[Row]:
    return [row for contract in contracts.values() for row in rows_of(contract)]


def _portal_frames(connection: duckdb.DuckDBPyConnection, run_id: str) -> dict[str, list[Row]]:
    """Frames of the portal's published tables: where they contradict themselves, what of the past they changed; those with rows."""
    frames = {
        "portal_score": read_frame(connection, sql_text("portal_score")),
        "portal_restatement": read_frame(connection, sql_text("portal_restatement"), run_id=run_id),
    }
    return {name: rows for name, rows in frames.items() if rows}


def _root_unit(connection: duckdb.DuckDBPyConnection) -> str:
    found = read_frame(connection, sql_text("root_unit"))
    return str(found[0]["unit_code"]) if found else ""
