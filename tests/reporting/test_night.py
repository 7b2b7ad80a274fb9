"""Nights over the portal's reporting: published beside our own, restatements told, a refusal leaves dated figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from connectors.dvcqg_reporting.periods import Period, period_of
from connectors.local_time import local_now
from tests.flows.published import Published, published_night
from tests.reporting.city import write_city
from tests.standins.faulty_server import serving
from tests.standins.reporting import ReportingSystem, department, metric, scored, small_city

TABLE = "dossier-digitized"


@dataclass(frozen=True)
class Nights:
    """A first night; one on which a figure of the last finished month is another; one on which the portal refuses us."""

    last: Period
    first: Published
    second: Published
    third: Published


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    folder = tmp_path_factory.mktemp("reporting")
    as_of = local_now().date() - timedelta(days=1)
    last = period_of("month", as_of).before
    system = ReportingSystem(tables=small_city())
    with serving(system) as url:
        config = write_city(folder, url, last.start)
        first = published_night(config, as_of)
        results = metric("ORIGINAL_RESULT_AVAILABLE", 5, 8, 3.75, 6)
        system.of_period[TABLE, "month", str(last.start)] = [
            department(TABLE, "H13", **scored(3.75, 22, results)),
            department(TABLE, "H13.999", **scored(1, 22)),
        ]
        second = published_night(config, as_of)
        system.faults = dict.fromkeys(range(len(system.asked), 9999), "403")
        yield Nights(last, first, second, published_night(config, as_of))


def of_last_month(nights: Nights, unit: str = "H13") -> str:
    return f"period_kind = 'month' AND period_start = DATE '{nights.last.start}' AND unit_code = '{unit}'"


def test_every_figure_is_kept_with_its_fetch(nights: Nights) -> None:
    counted = "SELECT count(*), count(DISTINCT sha256), min(basis) FROM core.portal_score WHERE period_kind = 'month'"
    ((figures, answers, basis),) = nights.first.query(counted)
    assert figures > 100
    assert (answers, basis) == (8, "portal")
    loads = "SELECT DISTINCT dataset, status, rows_read = rows_loaded, rows_quarantined FROM ops.load WHERE source = 'reporting'"
    assert nights.first.query(loads) == [("portal_score", "loaded", True, 0)]


def test_provinces_are_kept_and_are_no_units_of_ours(nights: Nights) -> None:
    province = "SELECT group_code, score FROM core.portal_score WHERE unit_code = 'H20' AND period_kind = 'year' ORDER BY 2 DESC LIMIT 2"
    assert nights.first.query(province) == [("TOTAL", 68.11), ("TDGQ", 17.63)]
    assert nights.first.query("SELECT unit_code FROM ref.unit WHERE registered_from = 'portal_score'") == []
    assert nights.first.query("SELECT count(*) FROM mart.portal_group_score WHERE unit_code = 'H20'") == [(0,)]


def test_a_unit_below_the_root_that_no_list_knows_is_registered(nights: Nights) -> None:
    registered = "SELECT unit_code, name, parent_code FROM ref.unit WHERE registered_from = 'portal_score'"
    assert nights.second.query(registered) == [("H13.999", "H13.999", "H13")]
    assert (
        "1 đơn vị không có trong danh mục đã được ghi tạm dưới H13 và vẫn được tính: H13.999" in nights.second.warnings
    )


def test_the_published_score_stands_beside_ours(nights: Nights) -> None:
    # of two dossiers one ended on its day, the other is open past it: C05 1/2, 10 of 20 points; the portal says 15
    scores = f"SELECT score, published_score, difference, is_estimate FROM mart.portal_group_score WHERE {of_last_month(nights)}"
    assert nights.first.query(f"{scores} AND group_code = 'TDGQ'") == [(10, 15, -5, False)]
    ((ours, published, _, is_estimate),) = nights.first.query(f"{scores} AND group_code = 'TOTAL'")
    assert (published, is_estimate) == (50.13, True)
    assert ours is not None


def test_published_metrics_stand_beside_our_indicators(nights: Nights) -> None:
    beside = (
        "SELECT metric, indicator_id, ours_numerator, ours_denominator, portal_numerator, portal_denominator, difference, note"
        f" FROM mart.portal_comparison WHERE {of_last_month(nights)} AND metric IN ('ORIGINAL_RESULT_AVAILABLE', 'DOSSIER_SYNC')"
        " ORDER BY metric"
    )
    assert nights.first.query(beside) == [
        ("DOSSIER_SYNC", "C22", None, None, 8, 8, None, "TEMP: Mẫu số tạm."),
        ("ORIGINAL_RESULT_AVAILABLE", "C15", 1, 2, 6, 8, -0.25, "Khác mẫu số"),
    ]


def test_the_same_figures_again_are_known(nights: Nights) -> None:
    fresh = "SELECT status, count(*), sum(rows_read) FROM ops.load JOIN ops.publication USING (run_id) WHERE source = 'reporting' GROUP BY 1 ORDER BY 1"
    ((known, files, nothing), (loaded, one, rows)) = nights.second.query(fresh)
    assert (known, nothing, loaded, one) == ("known", 0, "loaded", 1)
    assert files >= 23
    assert rows == 3


def test_a_changed_figure_of_a_finished_period_is_a_restatement_and_the_old_one_stays(nights: Nights) -> None:
    assert nights.first.query("FROM mart.portal_restatement") == []
    restated = (
        "SELECT endpoint, unit_code, metric, numerator_before, numerator, score_before, score, fetched_before < fetched_at"
        " FROM mart.portal_restatement ORDER BY metric"
    )
    assert nights.second.query(restated) == [
        (TABLE, "H13", "ORIGINAL_RESULT_AVAILABLE", 6, 5, 4.5, 3.75, True),
        (TABLE, "H13", "TOTAL", None, None, 6.5, 3.75, True),
    ]
    kept = (
        f"SELECT score FROM core.portal_score WHERE {of_last_month(nights)} AND endpoint = '{TABLE}' AND metric = 'TOTAL'"
        " ORDER BY fetched_at"
    )
    assert nights.second.query(kept) == [(6.5,), (3.75,)]
    newest = (
        f"SELECT published_score FROM mart.portal_group_score WHERE {of_last_month(nights)} AND group_code = 'MDSH'"
    )
    assert nights.second.query(newest) == [(3.75,)]


def test_a_restatement_is_told_by_the_night_that_met_it(nights: Nights) -> None:
    told = f"Bảng {TABLE} của Cổng DVCQG (nguồn reporting), kỳ {nights.last.start:%d/%m/%Y} – {nights.last.end:%d/%m/%Y}: 2 số liệu"
    assert told in nights.second.warnings
    assert "H13, ORIGINAL_RESULT_AVAILABLE: 4.5 → 3.75" in nights.second.warnings
    assert told not in nights.third.warnings


def test_a_refusal_fails_this_source_only_and_its_figures_stand_with_their_date(nights: Nights) -> None:
    assert nights.third.outcome.status == "published"
    scores = "SELECT * FROM mart.portal_group_score ORDER BY ALL"
    assert nights.third.query(scores) == nights.second.query(scores)
    assert "HTTP 403 (đã thử 1 lần)" in nights.third.warnings
    ((at,),) = nights.second.query("SELECT max(fetched_at) FROM core.portal_score")
    assert f"Dữ liệu lấy được gần nhất, lúc {at:%H:%M ngày %d/%m/%Y}, vẫn được dùng" in nights.third.warnings
    dossiers = "SELECT count(*) FROM core.dossier"
    assert nights.third.query(dossiers) == [(2,)]


def test_parts_that_add_up_raise_no_warning(nights: Nights) -> None:
    judged = (
        "SELECT check_id, passed FROM ops.check_result JOIN ops.publication USING (run_id)"
        " WHERE dataset = 'core.portal_score' AND check_id LIKE 'portal_score_%' ORDER BY 1"
    )
    found = dict(nights.first.query(judged))
    assert found["portal_score_total"]
    assert found["portal_score_sum"]


def test_a_published_score_names_its_fetch(nights: Nights) -> None:
    named = (
        "SELECT DISTINCT g.published_at = s.fetched_at FROM mart.portal_group_score AS g JOIN core.portal_score AS s"
        " ON s.unit_code = g.unit_code AND s.period_kind = g.period_kind AND s.period_start = g.period_start"
        f" AND s.group_code = g.group_code AND s.metric = 'TOTAL' AND s.endpoint = '{TABLE}'"
    )
    assert nights.first.query(named) == [(True,)]
