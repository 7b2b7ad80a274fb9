"""The list of batch checks: what each expects of which frame, how grave it is, what it tells people."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict

from connectors.contract import Bilingual, read_yaml
from quality.results import Severity


class BatchExpectation(BaseModel):
    """One entry of expectations.yml.

    `expectation` is a Great Expectations class over the rows of `frame`; in `kwargs` a text `$name` stands for a
    parameter. `observed` and `message` are filled from the row that broke it, `expected` from the parameters alone.
    With `each_row` every row of the frame with a value in `kwargs.column` is a check of its own (its `check_id`, else
    the entry's), passed or not; without it a frame in which nothing is unexpected gives one passed result.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    frame: str
    dataset: str
    expectation: str
    kwargs: dict[str, Any]
    severity: Severity
    each_row: bool = False
    title: Bilingual
    observed: str
    expected: str
    message: Bilingual


@cache
def load_expectations() -> tuple[BatchExpectation, ...]:
    """Return the entries of expectations.yml in their order; a wrong key or a missing text is a `ValidationError`."""
    text = files("quality").joinpath("expectations.yml").read_text(encoding="utf-8")
    return tuple(BatchExpectation.model_validate(entry) for entry in read_yaml(text))
