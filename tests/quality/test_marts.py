"""After computing: the identities of form II.06a, the city's totals, the indicators, the late list.

The small city by hand, basis city, as-of 10/02/2026. January: 5 received (1 online), 1 carried over = 6 = 4 resolved
(1 early, 2 on time, one of them without due date, 1 late) + 2 open (1 overdue, 1 waiting). February: 1 received, 2
carried over = 3 open. Late now: 1; finished late: 1.
"""

from __future__ import annotations

import pytest

from quality.expectations import load_expectations
from quality.results import CheckResult
from tests.quality.conftest import failed


def test_what_the_warehouse_computes_of_the_small_city_holds(sound_marts: list[CheckResult]) -> None:
    assert [(result.check_id, result.observed) for result in sound_marts if not result.passed] == []
    assert {result.severity for result in sound_marts} == {"critical"}


@pytest.mark.parametrize(
    ("check_id", "values", "place"),
    [
        ("form_06a_received", ["1 / "], "H13.1, 01/01/2026–31/01/2026"),
        ("form_06a_balance", ["1 / "], "H13.1, 01/01/2026–31/12/2026"),
        ("form_06a_resolved", ["1 / "], "H13.1, 01/01/2026–31/03/2026"),
        ("form_06a_open", ["1 / "], "H13.2, 01/02/2026–28/02/2026"),
        ("form_06a_of_which", ["1 / "], "H13.2, 01/01/2026–31/03/2026"),
        ("form_06a_sign", ["1 / "], "H13.2, 01/01/2026–31/12/2026"),
        ("form_06a_carried", ["2 / "], "H13, 01/01/2026"),  # the city's quarter, and February of H13.2
        # the quarter itself (5 direct and postal, 2 online less the one taken away), all quarters, and the report years
        ("root_received", ["5 ≠ 6", "6 ≠ 7", "0 ≠ 7"], "kỳ 01/01/2026–31/03/2026"),
        ("root_resolved", ["1 ≠ 2", "3 ≠ 4", "0 ≠ 4"], "kỳ 15/01/2026–14/02/2026"),
        ("root_open", ["4 ≠ 3"], "kỳ 15/01/2026–14/02/2026"),
        ("counted_once", ["7 ≠ 8"], "7"),
        ("unit_outside_root", ["1 / 9"], "H99"),
        ("indicator_share", ["1 / "], "H13, 01/01/2026–31/01/2026"),
        ("indicator_denominator", ["1 / "], "H13, 01/01/2026–31/01/2026"),
        ("indicator_division", ["1 / "], "H13, 01/01/2026–31/01/2026"),
        ("late_list_open", ["0 ≠ 1"], "0"),
        ("late_list_closed", ["2 ≠ 1"], "2"),
    ],
)
def test_each_broken_identity_is_told_with_a_place_to_look(
    broken_marts: list[CheckResult], check_id: str, values: list[str], place: str
) -> None:
    results = failed(broken_marts, check_id)
    assert {result.severity for result in results} == {"critical"}
    assert sorted(result.observed[: len(values[0])] for result in results) == sorted(values)
    assert any(place in result.message.vi and place.removeprefix("kỳ ") in result.message.en for result in results)


def test_each_indicator_is_named(broken_marts: list[CheckResult]) -> None:
    for check_id, indicator in (("share", "C01"), ("denominator", "C02"), ("division", "C03")):
        (result,) = failed(broken_marts, f"indicator_{check_id}")
        assert result.message.vi.startswith(f"Chỉ số {indicator} (số liệu của thành phố): 1 trong ")


def test_every_listed_check_is_tripped_somewhere(
    broken_loads: list[CheckResult], empty_loads: list[CheckResult], broken_marts: list[CheckResult]
) -> None:
    """A new entry of expectations.yml needs a night that breaks it, or it may never have worked."""
    tripped = {r.check_id.split(".")[0] for r in (*broken_loads, *empty_loads, *broken_marts) if not r.passed}
    names = {"rule_critical": "due_after_receipt", "rule_warning": "dossier_code_shape"}
    assert {names.get(entry.id, entry.id) for entry in load_expectations()} == tripped
