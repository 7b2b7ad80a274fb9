"""Points of the 766 set, recomputed from counts that the portal published with its own scores (captures of 2026)."""

from __future__ import annotations

import duckdb
import pytest

from tests.warehouse.scoring import figures_only, score

#: unit, indicator, numerator, denominator, published score (None: published without one).
PUBLISHED = [
    ("H44", "C05", 528684, 597918, 17.68),
    ("H44.01", "C05", 156, 161, 19.38),
    ("H44.03", "C05", 1689, 1840, 18.36),
    ("H44.100", "C05", 7368, 8253, 17.86),
    ("H13", "C05", 362898, 434590, 16.70),
    ("H44", "C21c", 87, 89, 1.96),
    ("H44", "C22", 138744, 138744, 6.0),
    ("H44", "C21a", 0, 0, None),
    ("H44", "C15", 133274, 184513, 4.33),
    ("H44", "C16", 21233, 184513, 0.46),
    ("H44", "C17", 3160, 184513, 0.04),
    ("H44", "C18", 0, 184513, 0.0),
    ("H44", "C19a", 85644, 184513, 0.93),
    ("H44", "C19b", 297, 1301, 0.46),
    ("H44.03", "C15", 385, 588, 3.93),
    ("H44.03", "C16", 312, 588, 2.12),
    ("H44.03", "C19b", 10, 42, 0.48),
    ("H44.100", "C15", 2469, 2971, 4.99),
    ("H44.100", "C16", 479, 2971, 0.64),
    ("H44.100", "C17", 35, 2971, 0.03),
    ("H44.100", "C19a", 1137, 2971, 0.77),
    ("H44", "C24", 144574, 184513, 5.22),
    ("H44", "C23a", 182, 247, 4.42),
    ("H44", "C23b", 137, 247, 3.33),
    ("H44.01", "C24", 0, 0, 0.0),
    ("H44.01", "C23a", 0, 0, 6.0),
    ("H44.01", "C23b", 0, 0, 6.0),
    ("H44.03", "C24", 486, 588, 5.51),
]
#: unit, counts of C12, C13, C14, published score of the group (of 10).
PAYMENT = [
    ("H44", (82913, 98459), (93, 310), (56, 310), 6.25),
    ("H44.01", (0, 0), (0, 1), (0, 1), 0.0),
    ("H44.03", (7, 7), (2, 3), (0, 3), 7.67),
    ("H44.100", (1516, 1707), (12, 35), (7, 35), 6.69),
]


@pytest.fixture
def scored() -> duckdb.DuckDBPyConnection:
    """A warehouse whose indicator figures are the portal's own counts, for one month."""
    rows = [(unit, indicator, n, d) for unit, indicator, n, d, _ in PUBLISHED]
    rows += [
        (unit, indicator, n, d)
        for unit, *counts, _ in PAYMENT
        for indicator, (n, d) in zip(("C12", "C13", "C14"), counts, strict=True)
    ]
    connection = figures_only()
    score(
        connection,
        [
            ("city" if indicator in {"C21a", "C21c", "C23a", "C23b"} else "portal", unit, indicator, n, d)
            for unit, indicator, n, d in rows
        ],
    )
    return connection


def test_scores_from_the_portals_counts_agree_with_its_scores(scored: duckdb.DuckDBPyConnection) -> None:
    """Every score recomputed from published counts is the published one within 0.015; no ratio, no score."""
    found = {
        (unit, indicator): score
        for unit, indicator, score in scored.execute(
            "SELECT unit_code, indicator_id, score FROM mart.indicator_value"
        ).fetchall()
    }
    for unit, indicator, _, _, published in PUBLISHED:
        expected = published if published is None else pytest.approx(published, abs=0.015)
        assert found[unit, indicator] == expected, (unit, indicator)


def test_payment_groups_agree_with_the_portals(scored: duckdb.DuckDBPyConnection) -> None:
    """6·A + min(2, 2.5·B) + min(2, 2.5·C): of rounded parts, as published."""
    found = dict(
        scored.execute("SELECT unit_code, score FROM mart.portal_group_score WHERE group_code = 'TTTT'").fetchall()
    )
    for unit, *_, published in PAYMENT:
        assert found[unit] == pytest.approx(published, abs=0.015), unit


def test_group_scores_sum_to_the_total_and_estimates_are_marked(scored: duckdb.DuckDBPyConnection) -> None:
    """TOTAL is the sum of the six groups; only what holds a hypothesis is an estimate."""
    rows = scored.execute(
        "SELECT unit_code, sum(score) FILTER (group_code <> 'TOTAL'), max(score) FILTER (group_code = 'TOTAL'),"
        " max(max_score) FILTER (group_code = 'TOTAL'), list(group_code ORDER BY group_code) FILTER (is_estimate)"
        " FROM mart.portal_group_score GROUP BY unit_code"
    ).fetchall()
    assert rows
    for unit, parts, total, most, estimates in rows:
        assert total == pytest.approx(parts, abs=1e-9), unit
        assert most == 90 + 10
        assert estimates == ["CLGQ", "TOTAL"]
