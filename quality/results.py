"""What a batch check answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from connectors.contract import Bilingual

Severity = Literal["critical", "warning"]


@dataclass(frozen=True)
class CheckResult:
    """The answer of one check: critical ones that did not hold keep the publication back, warnings are shown.

    `check_id` is stable from run to run; `dataset` is the dataset or table that was checked; `observed` and `expected`
    are short, for tables; `message` says what happened and what to do, without personal data.
    """

    check_id: str
    dataset: str
    severity: Severity
    passed: bool
    observed: str
    expected: str
    message: Bilingual
