"""Great Expectations judges the frames: one suite per frame, in memory, silent, nothing written to disk."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from connectors.contract import Bilingual
from quality.expectations import BatchExpectation
from quality.results import CheckResult
from quality.wording import Cell, Row, filled, filled_in_both

if TYPE_CHECKING:
    import great_expectations as gx
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.core.batch_definition import BatchDefinition

#: Values that expectations.yml and its messages name as `$name` and `{name}`.
Parameters = Mapping[str, Any]
#: How many rows that break one expectation are told one by one.
MOST_TOLD = 20
_PLACE = "place"  # position of a row in its frame, by which Great Expectations names unexpected rows


class CheckError(RuntimeError):
    """An expectation could not be judged: a fault of ours (a missing column, a wrong kwarg), never of the data."""


def judge_frames(
    frames: Mapping[str, Sequence[Row]], expectations: Sequence[BatchExpectation], parameters: Parameters
) -> list[CheckResult]:
    """Judge each frame once by its expectations; return their results in the order of `expectations`.

    Raises `CheckError` when an expectation cannot be judged at all: a check that does not run never passes.
    """
    unexpected: dict[str, list[int]] = {}
    with _silence():
        for name, rows in frames.items():
            suite = [entry for entry in expectations if entry.frame == name]
            unexpected |= _validate(name, rows, suite, parameters)
    cells = {name: value for name, value in parameters.items() if isinstance(value, int | float | str)}
    return [
        result
        for entry in expectations
        if entry.frame in frames
        for result in _results(entry, frames[entry.frame], unexpected[entry.id], cells)
    ]


@contextmanager
def _silence() -> Iterator[None]:
    """Keep analytics, log lines and warnings of the library off while it is imported and judges."""
    # Read at import: nothing is ever sent.
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    # Its modules set levels of their own, so what they log is stopped on its way out instead.
    logger, nowhere = logging.getLogger("great_expectations"), logging.NullHandler()
    propagate = logger.propagate
    logger.propagate = False
    logger.addHandler(nowhere)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.removeHandler(nowhere)
        logger.propagate = propagate


@cache
def _any_frame() -> BatchDefinition[Any]:
    """Return what gives a batch of whatever frame it is handed; made once, for each costs as much as judging a frame."""
    # Imported here: it takes seconds that only this step needs.
    import great_expectations as gx
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        progress_bars=ProgressBarsConfig(globally=False),
        analytics_enabled=False,
    )
    source = gx.get_context(mode="ephemeral", project_config=config).data_sources.add_pandas("frames")
    return source.add_dataframe_asset("frame").add_batch_definition_whole_dataframe("all")


def _validate(
    name: str, rows: Sequence[Row], suite: Sequence[BatchExpectation], parameters: Parameters
) -> dict[str, list[int]]:
    """Return the places of unexpected rows by the id of the expectation they break."""
    if not rows:
        return {entry.id: [] for entry in suite}
    import pandas as pd

    frame = pd.DataFrame([{_PLACE: place, **row} for place, row in enumerate(rows)])
    batch = _any_frame().get_batch({"dataframe": frame})
    answer = batch.validate(
        _suite(name, suite, parameters),
        result_format={"result_format": "COMPLETE", "unexpected_index_column_names": [_PLACE]},
    )
    return dict(_places(result) for result in answer.results)


def _suite(name: str, entries: Sequence[BatchExpectation], parameters: Parameters) -> gx.ExpectationSuite:
    import great_expectations as gx
    import great_expectations.expectations as classes

    return gx.ExpectationSuite(
        name=name,
        expectations=[
            getattr(classes, entry.expectation)(
                **{key: _resolved(value, parameters) for key, value in entry.kwargs.items()},
                severity=entry.severity,
                meta={"id": entry.id},
            )
            for entry in entries
        ],
    )


def _resolved(value: object, parameters: Parameters) -> object:
    return parameters[value[1:]] if isinstance(value, str) and value.startswith("$") else value


def _places(result: ExpectationValidationResult) -> tuple[str, list[int]]:
    """Return the id of an expectation and the places of the rows that break it (positions come as NumPy integers)."""
    meta = result.expectation_config.meta if result.expectation_config else None
    name = str((meta or {})["id"])
    places = sorted(int(row[_PLACE]) for row in result.result.get("unexpected_index_list") or ())
    # An exception inside the library is told as a failure without an unexpected row.
    if bool(result.success) == bool(places):
        raise CheckError(f"{name}: success is {result.success} with {len(places)} rows: {result.exception_info}")
    return name, places


def _results(
    entry: BatchExpectation, rows: Sequence[Row], broken: Sequence[int], parameters: Row
) -> Iterator[CheckResult]:
    expected = filled(entry.expected, parameters, "vi")
    if entry.each_row:
        checked = [place for place, row in enumerate(rows) if row[entry.kwargs["column"]] is not None]
        for place in checked:
            yield _of_row(entry, {**parameters, **rows[place]}, expected, passed=place not in broken)
        return
    if not broken:
        yield _passed(entry, len(rows), expected)
    for place in broken[:MOST_TOLD]:
        yield _of_row(entry, {**parameters, **rows[place]}, expected, passed=False)
    if len(broken) > MOST_TOLD:
        yield _further(entry, len(broken) - MOST_TOLD, expected)


def _of_row(entry: BatchExpectation, cells: Row, expected: str, *, passed: bool) -> CheckResult:
    held = Bilingual(vi=f"Đạt: {entry.title.vi}.", en=f"Holds: {entry.title.en}.")
    return CheckResult(
        check_id=_text(cells.get("check_id"), entry.id),
        dataset=_text(cells.get("dataset"), entry.dataset),
        severity=entry.severity,
        passed=passed,
        observed=filled(entry.observed, cells, "vi"),
        expected=expected,
        message=filled_in_both(held if passed else entry.message, cells),
    )


def _passed(entry: BatchExpectation, rows: int, expected: str) -> CheckResult:
    cells: Row = {"rows": rows}
    told = Bilingual(vi=f"Đạt: {entry.title.vi} (đã xét: {{rows}}).", en=f"Holds: {entry.title.en} (judged: {{rows}}).")
    observed = filled("0 / {rows}", cells, "vi")
    return CheckResult(entry.id, entry.dataset, entry.severity, True, observed, expected, filled_in_both(told, cells))


def _further(entry: BatchExpectation, count: int, expected: str) -> CheckResult:
    cells: Row = {"count": count}
    told = Bilingual(
        vi=f"{entry.title.vi}: còn {{count}} trường hợp khác không đạt, không kể ra ở đây.",
        en=f"{entry.title.en}: {{count}} more cases do not hold and are not told here.",
    )
    observed = filled("+ {count}", cells, "vi")
    return CheckResult(entry.id, entry.dataset, entry.severity, False, observed, expected, filled_in_both(told, cells))


def _text(cell: Cell, otherwise: str) -> str:
    return cell if isinstance(cell, str) else otherwise
