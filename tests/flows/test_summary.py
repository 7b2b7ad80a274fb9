"""What a night tells the person at the keyboard and Prefect."""

from __future__ import annotations

import io
from pathlib import Path

import duckdb
import pytest

from flows.night import Outcome
from flows.speech import Speech
from flows.summary import late_units, markdown_story, tell
from tests.flows.conftest import FourNights
from warehouse.publish import DATABASE


def told(outcome: Outcome, four_nights: FourNights, language: str) -> str:
    stream = io.StringIO()
    tell(outcome, Speech(language, stream), four_nights.home.data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "vi",
            (
                "Đã công bố: số liệu đến hết 20/02/2026, 20 hồ sơ trong kho.",
                "4 tệp: đọc 22 dòng = nạp 20 + không đổi 0 + để riêng 2.",
                "Cảnh báo:",
            ),
        ),
        (
            "en",
            (
                "Published: data up to 20/02/2026, 20 dossiers in the warehouse.",
                "4 files: 22 rows read = 20 loaded + 0 unchanged + 2 set aside.",
                "Warning:",
            ),
        ),
    ],
)
def test_a_night_tells_what_was_read_and_what_was_set_aside(
    four_nights: FourNights, language: str, said: tuple[str, ...]
) -> None:
    text = told(four_nights.outcomes[0], four_nights, language)
    for sentence in (*said, "ho-so-1.csv", "received_at", "ghi-chu.csv", "index.html", "motcua.duckdb"):
        assert sentence in text
    assert "Vắng Mặt" not in text


def test_a_night_of_an_earlier_as_of_shows_its_own_folder(four_nights: FourNights) -> None:
    text = told(four_nights.outcomes[3], four_nights, "vi")
    assert "bản đang công bố mới hơn nên giữ nguyên" in text
    assert str(four_nights.outcomes[3].folder / "reports" / "index.html") in text
    assert str(four_nights.home.data / "published") in told(four_nights.outcomes[2], four_nights, "vi")


def test_the_story_for_prefect_names_run_day_and_warnings(four_nights: FourNights) -> None:
    story = markdown_story(four_nights.outcomes[0])
    for word in ("20/02/2026", four_nights.run_id(1), "Đã công bố", "index.html", "## Cảnh báo"):
        assert word in story


def test_a_unit_with_few_finished_dossiers_is_not_ranked(four_nights: FourNights) -> None:
    assert late_units(four_nights.outcomes[2].folder, limit=20) == []


def test_units_are_ranked_by_their_late_rate_of_the_running_month(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / DATABASE)) as connection:
        connection.execute(
            """
            CREATE SCHEMA mart; CREATE SCHEMA ref; CREATE SCHEMA ops;
            CREATE TABLE ops.publication AS SELECT 'R1' AS run_id;
            CREATE TABLE ref.unit AS FROM (VALUES ('H13', 'Thành phố', NULL), ('A', 'Sở A', 'H13'), ('B', 'Xã B', 'H13'),
                ('C', 'Xã C', 'H13'), ('D', 'Xã D', 'H13')) AS unit (unit_code, name, parent_code);
            CREATE TABLE mart.late_rate AS FROM (VALUES
                (DATE '2026-02-01', 'H13', 23, 189, 0.12, 9, 20), (DATE '2026-02-01', 'A', 3, 30, 0.1, 1, 2),
                (DATE '2026-02-01', 'B', 10, 100, 0.1, 0, 0), (DATE '2026-02-01', 'C', 29, 29, 1.0, 5, 5),
                (DATE '2026-02-01', 'D', 10, 30, 0.3333, 3, 4), (DATE '2026-01-01', 'A', 30, 30, 1.0, 1, 1)
            ) AS rate (period_start, unit_code, resolved_late, resolved, late_rate, open_overdue, "open");
            """
        )
    rows = late_units(tmp_path, limit=2)
    assert [list(row.values()) for row in rows] == [
        ["D", "Xã D", "10/30", "33,33%", "3/4"],
        ["B", "Xã B", "10/100", "10,00%", "0/0"],
    ]
