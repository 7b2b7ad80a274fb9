"""Pulling the portal's tables: each whole or not at all, politely, and nothing fetched is ever lost or told twice."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable

import pytest

from connectors.landing import LandedFile
from connectors.problem import SourceFailed
from tests.reporting.city import Puller, pages_of
from tests.standins.faulty_server import FAULTS
from tests.standins.reporting import ROOT_ID, Row, department, progress, scored

#: March 2026 is the running month, February the last finished one; the first quarter and the year run.
NAMES = {
    "transparency": 200, "dvc-progress-tree": 100, "provide-online-tree": 200, "formality-online-payment-tree": 100,
    "handling-satisfaction": 200, "dossier-digitized": 200, "service-results": 200,
}  # fmt: skip


@pytest.fixture(autouse=True)
def four_periods(puller: Puller) -> None:
    puller.more = {"since": "2026-01-01", "older_periods": 0}


def names(files: Iterable[LandedFile]) -> list[str]:
    return [file.name for file in files]


def test_every_table_is_asked_for_in_every_period(puller: Puller) -> None:
    pulled = puller.pull()
    asked = puller.asked()
    assert Counter(name for name, _ in asked) == Counter(dict.fromkeys(NAMES, 4)) + Counter({"service-results": 4})
    assert len(pulled.files) == len(asked) == 32
    of_units = [sent for _, sent in asked if "departmentType" not in sent]
    assert {sent["rootDepartmentId"] for sent in of_units} == {ROOT_ID}
    assert {name: sent["pageSize"] for name, sent in asked if "pageSize" in sent} == NAMES
    assert {sent["currentPage"] for sent in of_units} == {1}
    assert {"timeType": "year", "year": 2026, "departmentType": "ADMINISTRATIVE_UNIT"} in [sent for _, sent in asked]


def test_satisfaction_is_asked_for_by_days_and_the_others_by_period(puller: Puller) -> None:
    puller.pull()
    days = [(sent["fromDate"], sent["toDate"]) for name, sent in puller.asked() if name == "handling-satisfaction"]
    assert days == [
        ("2026-03-01", "2026-03-31"), ("2026-02-01", "2026-02-28"), ("2026-01-01", "2026-03-31"), ("2026-01-01", "2026-12-31")
    ]  # fmt: skip
    others = [sent for name, sent in puller.asked() if name == "transparency"]
    assert [(sent["timeType"], sent.get("month"), sent.get("quarter")) for sent in others] == [
        ("month", 3, None), ("month", 2, None), ("quarter", None, 1), ("year", None, None)
    ]  # fmt: skip
    assert not [sent for name, sent in puller.asked() if name != "handling-satisfaction" and "fromDate" in sent]


def test_the_answer_lands_as_it_came_with_its_hash_and_what_was_asked(puller: Puller) -> None:
    pulled = puller.pull()
    (file,) = [file for file in pulled.files if file.name == "dvc-progress-tree_units_month_2026-02-01.json"]
    (page,) = pages_of(file)
    assert (page["table"], page["period_start"], page["period_end"]) == (
        "dvc-progress-tree",
        "2026-02-01",
        "2026-02-28",
    )
    assert page["request"] == {
        "timeType": "month", "year": 2026, "month": 2, "rootDepartmentId": ROOT_ID, "currentPage": 1, "pageSize": 100
    }  # fmt: skip
    raw = json.dumps(page["answer"], ensure_ascii=False).encode()
    assert raw in file.path.read_bytes()
    assert page["sha256"] == hashlib.sha256(raw).hexdigest()
    assert (page["status"], page["fetched_at"]) == (201, page["asked_at"])
    assert file.path.stat().st_mode & 0o077 == 0


def many(table: str, count: int) -> list[Row]:
    """A table of the root and `count` communes."""
    figures = progress(1, 2, 10) if table == "dvc-progress-tree" else scored(1, 10)
    return [department(table, code, **figures) for code in ("H13", *(f"H13.{100 + n}" for n in range(count)))]


@pytest.mark.parametrize(("count", "pages"), [(99, 1), (100, 2), (118, 2), (200, 3)])
def test_a_table_is_read_to_its_last_page(puller: Puller, count: int, pages: int) -> None:
    puller.system.tables["dvc-progress-tree"] = many("dvc-progress-tree", count)
    pulled = puller.pull()
    (file,) = [file for file in pulled.files if file.name == "dvc-progress-tree_units_year_2026-01-01.json"]
    landed = pages_of(file)
    assert len(landed) == pages
    assert len({row["departmentCode"] for page in landed for row in page["answer"]["data"]["children"]}) == count
    assert {page["fetched_at"] for page in landed} == {landed[0]["asked_at"]}


def test_a_table_whose_second_page_fails_is_not_taken_at_all(puller: Puller) -> None:
    puller.system.tables["dvc-progress-tree"] = many("dvc-progress-tree", 118)
    # questions 0: transparency; 1 and 2: the pages of progress; every further one once
    puller.system.faults = {2: "503", 3: "503"}
    pulled = puller.pull()
    assert "dvc-progress-tree_units_month_2026-03-01.json" not in names(pulled.files)
    assert len(pulled.files) == 31
    (left_out,) = pulled.not_taken
    assert left_out.name == "dvc-progress-tree_units_month_2026-03-01.json"
    assert "HTTP 503" in left_out.message.vi
    assert "Bảng dvc-progress-tree (01/03/2026–31/03/2026): chưa lấy được lần nào" in left_out.message.vi


def test_a_table_that_shifts_between_its_pages_is_read_again(puller: Puller) -> None:
    rows = many("dvc-progress-tree", 118)
    puller.system.tables["dvc-progress-tree"] = rows
    shifted: list[str] = []

    def shift(name: str, page: int) -> None:
        if name == "dvc-progress-tree" and page == 1 and not shifted:
            rows.insert(1, rows.pop())  # the last unit comes first: row 100 is met again on page 2
            shifted.append(name)

    puller.system.after_page = shift
    (file,) = [f for f in puller.pull().files if f.name == "dvc-progress-tree_units_month_2026-03-01.json"]
    children = [row["departmentCode"] for page in pages_of(file) for row in page["answer"]["data"]["children"]]
    assert len(children) == len(set(children)) == 118


def test_a_table_that_never_comes_to_rest_is_left_for_the_next_night(puller: Puller) -> None:
    rows = many("dvc-progress-tree", 118)
    puller.system.tables["dvc-progress-tree"] = rows

    def shift(name: str, page: int) -> None:
        if name == "dvc-progress-tree" and page == 1:
            rows.insert(1, rows.pop())

    puller.system.after_page = shift
    pulled = puller.pull()
    assert not [name for name in names(pulled.files) if name.startswith("dvc-progress-tree")]
    assert "thay đổi giữa các trang" in pulled.not_taken[0].message.vi


@pytest.mark.parametrize("status", ["403", "429"])
def test_a_refusal_ends_the_night_of_this_source_at_once(puller: Puller, status: str) -> None:
    puller.publish(puller.pull())
    before = len(puller.system.asked)
    puller.system.tables["transparency"] = [department("transparency", "H13", **scored(5, 18))]
    puller.system.faults = {before + 2: status}
    pulled = puller.pull()
    assert len(puller.system.asked) == before + 3
    assert names(pulled.files) == [f"{name}_units_month_2026-03-01.json" for name in list(NAMES)[:2]]
    (left_out,) = pulled.not_taken
    assert f"HTTP {status} (đã thử 1 lần)" in left_out.message.vi
    assert "Bảng provide-online-tree (01/03/2026–31/03/2026) giữ số liệu lấy lúc" in left_out.message.vi
    assert "còn 29 bảng" in left_out.message.vi


def test_after_a_refusal_the_next_night_begins_with_what_was_left(puller: Puller) -> None:
    puller.system.faults = {2: "403"}
    puller.publish(puller.pull())
    puller.pull()
    asked = puller.asked()
    assert [name for name, _ in asked[:4]] == [
        "transparency",
        "dvc-progress-tree",
        "provide-online-tree",
        "provide-online-tree",
    ]
    assert [name for name, sent in asked[-2:]] == ["transparency", "dvc-progress-tree"]
    assert asked[-1][1]["timeType"] == "month"


@pytest.mark.parametrize("fault", ["403", "429", "drop"])
def test_a_portal_that_refuses_everything_fails_the_source(puller: Puller, fault: str) -> None:
    puller.system.faults = dict.fromkeys(range(99), fault)
    with pytest.raises(SourceFailed) as failed:
        puller.pull()
    assert "/api/v1/reporting/evaluation/transparency" in failed.value.message.vi
    assert "bi-mat" not in failed.value.message.vi
    assert len(puller.system.asked) <= 2


@pytest.mark.parametrize("fault", sorted({*FAULTS} - {"429", "429_wait", "429_nonsense", "401"}))
def test_a_passing_fault_changes_nothing(puller: Puller, fault: str) -> None:
    puller.system.faults = {1: fault}
    pulled = puller.pull()
    assert (len(pulled.files), pulled.not_taken) == (32, ())


def test_after_three_tables_that_did_not_come_the_others_are_left_alone(puller: Puller) -> None:
    puller.system.faults = dict.fromkeys(range(1, 99), "502")
    pulled = puller.pull()
    assert names(pulled.files) == ["transparency_units_month_2026-03-01.json"]
    assert len(pulled.not_taken) == 3
    assert len(puller.system.asked) == 1 + 3 * 2


def test_a_table_of_another_unit_than_was_asked_for_is_refused(puller: Puller) -> None:
    puller.system.tables["transparency"][0]["departmentId"] = "một đơn vị khác"
    pulled = puller.pull()
    assert not [name for name in names(pulled.files) if name.startswith("transparency")]
    assert "thiếu đúng đơn vị đã hỏi (departmentId)" in pulled.not_taken[0].message.vi


def test_the_same_answers_again_tell_nothing_new(puller: Puller) -> None:
    first = puller.pull()
    puller.publish(first)
    second = puller.pull()
    assert [file.sha256 for file in second.files] == [file.sha256 for file in first.files]
    assert all(after.modified_at > before.modified_at for before, after in zip(first.files, second.files, strict=True))
    assert len(list((puller.folder / "landing").rglob("*.json"))) == 32


def test_a_figure_that_goes_back_to_what_it_was_is_a_fetch_of_its_own(puller: Puller) -> None:
    name = "transparency_units_year_2026-01-01.json"

    def fetched(score: float) -> str:
        puller.system.tables["transparency"] = [department("transparency", "H13", **scored(score, 18))]
        pulled = puller.pull()
        puller.publish(pulled)
        return next(file.sha256 for file in pulled.files if file.name == name)

    assert len({fetched(5), fetched(6), fetched(5)}) == 3


def test_equal_answers_of_two_periods_are_two_tables(puller: Puller) -> None:
    pulled = puller.pull()
    assert len({file.sha256 for file in pulled.files}) == 32


def test_what_no_publication_has_loaded_is_handed_over_again(puller: Puller) -> None:
    first = puller.pull()
    second = puller.pull()
    assert names(second.files) == names(first.files) * 2
    puller.publish(second)
    assert len(puller.pull().files) == 32


def test_the_check_up_asks_for_one_table(puller: Puller) -> None:
    reach = puller.reader.reach()
    assert (reach.seen, reach.advice) == (puller.url, None)
    assert len(puller.system.asked) == 1
