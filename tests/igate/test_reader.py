"""Every shape in which iGate gives a dossier, as the texts of the contract's columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from connectors.igate.reader import Reader
from connectors.igate.records import list_keys
from connectors.landing import LandedFile
from connectors.problem import FileRejected, SourceFailed
from connectors.simulate import City, clean_rows
from connectors.source import StagedFile
from tests.igate.city import dossier, settings
from tests.standins.simulated import STATUSES, igate_rows

NAME = [{"languageId": 46, "name": "Certify"}, {"languageId": 228, "name": "Chứng thực bản sao"}]


class Desk:
    """Stages answers with a reader of a configuration."""

    def __init__(self, folder: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.folder = folder
        self.connection = connection
        self.more: dict[str, object] = {}

    def reader(self) -> Reader:
        return Reader("igate", settings("http://127.0.0.1", **self.more))

    def file(self, *pages: object, text: str | None = None, name: str = "a.json") -> LandedFile:
        """Write answers as they lie in the landing."""
        path = self.folder / name
        body = text or "".join(json.dumps({"content": page}, indent=1, ensure_ascii=False) + "\n" for page in pages)
        path.write_text(body, encoding="utf-8")
        at = datetime(2026, 3, 10)
        return LandedFile("igate", path.name, path, name, path.stat().st_size, at, at)

    def stage(self, *pages: object, text: str | None = None) -> tuple[StagedFile, StagedFile]:
        first, second = self.reader().stage(self.connection, self.file(*pages, text=text), self.folder / "scratch")
        return first, second

    def cell(self, column: str, **row: object) -> object:
        """Return one cell of the only dossier of an answer."""
        self.stage([{**dossier(1, 0), **row}])
        return self.connection.execute(f"SELECT {column} FROM staged_dossier").fetchall()[0][0]

    def steps(self, columns: str, **row: object) -> list[tuple[Any, ...]]:
        """Return the steps of the only dossier of an answer."""
        self.stage([{**dossier(1, 0), **row}])
        return self.connection.execute(f"SELECT {columns} FROM staged_step").fetchall()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with duckdb.connect() as connection:
        yield Desk(tmp_path, connection)


@pytest.mark.parametrize(
    "procedure",
    [
        {"code": "2.000815", "translate": NAME},
        {"code": "2.000815", "translate": {"languageId": 228, "name": "Chứng thực bản sao"}},
        {"code": "2.000815", "translate": "Chứng thực bản sao"},
        {"code": "2.000815", "translate": [], "name": "Chứng thực bản sao"},
        {"code": "2.000815", "name": NAME},
    ],
)
def test_a_name_is_read_from_a_list_an_object_or_a_text(desk: Desk, procedure: object) -> None:
    assert desk.cell("procedure_name", procedure=procedure) == "Chứng thực bản sao"
    assert desk.cell("procedure_code_raw", procedure=procedure) == "2.000815"


@pytest.mark.parametrize(
    ("status", "task_status", "cell"),
    [
        ({"id": 2, "name": NAME}, None, "4"),
        ({"id": "4"}, {"id": 9, "name": "Đã có kết quả"}, "9"),
        (None, {"id": 0, "name": "Mới đăng ký"}, "1"),
        ({}, {"name": "Đang xử lý"}, "Đang xử lý"),
        (None, None, None),
    ],
)
def test_a_status_is_that_of_the_catalogue_wherever_it_stands(
    desk: Desk, status: object, task_status: object, cell: str | None
) -> None:
    assert desk.cell("status", dossierStatus=status, dossierTaskStatus=task_status) == cell


def test_the_configured_catalogues_lie_over_the_known_one(desk: Desk) -> None:
    desk.more = {"status": {"4": 10, "61c1": "5"}, "level": {"5f": "full"}, "channel": {"1": "online"}}
    assert desk.cell("status", dossierStatus={"id": 4}) == "10"
    assert desk.cell("status", dossierStatus={"id": "61c1"}) == "5"
    assert desk.cell("service_level", procedureLevel={"id": "5f", "name": "Mức nào đó"}) == "Toàn trình"
    assert desk.cell("channel", applyMethod={"id": 1, "name": "Cách 1"}) == "Trực tuyến"
    assert desk.cell("channel", applyMethod={"id": 0, "name": "Trực tiếp"}) == "Trực tiếp"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-03-02T08:15:00.000+0700", "2026-03-02T08:15:00.000+0700"),
        ("2026-03-02T17:00:00.000+0000", "2026-03-02T17:00:00.000+0000"),
        ("2026-03-02T08:15:00", "2026-03-02T08:15:00"),
        (1772415300000, "2026-03-02 01:35:00Z"),
        ("1772415300000", "2026-03-02 01:35:00Z"),
        ("", None),
        (None, None),
        ("hôm qua", "hôm qua"),
    ],
)
def test_an_instant_keeps_its_offset_for_the_contract_to_read(desk: Desk, written: object, read: str | None) -> None:
    assert desk.cell("received_at", acceptedDate=written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-03-12T17:00:00.000+0000", "2026-03-13"),  # local midnight, shown as 17:00 of the day before
        ("2026-02-28T17:00:00.000Z", "2026-03-01"),
        ("2026-03-13T00:00:00.000+0700", "2026-03-13"),
        ("2026-03-13T00:00:00", "2026-03-13"),
        (1773334800000, "2026-03-13"),
        ("2026-03-13T17:00:00.000+0700", "2026-03-13T17:00:00.000+0700"),
    ],
)
def test_a_due_date_at_local_midnight_is_a_day_without_a_time(desk: Desk, written: object, read: str) -> None:
    assert desk.cell("due_at", appointmentDate=written) == read


def test_the_four_moments_and_the_due_date_are_kept_apart(desk: Desk) -> None:
    days = {
        "appliedDate": 1,
        "acceptedDate": 2,
        "completedDate": 3,
        "returnedDate": 4,
        "appointmentDate": 5,
        "dueDate": 6,
    }
    given = {name: f"2026-03-0{day}T10:00:00.000+0700" for name, day in days.items()}
    moments = (
        "concat_ws(' ', submitted_at[9:10], received_at[9:10], finished_at[9:10], returned_at[9:10], due_at[9:10])"
    )
    assert desk.cell(moments, **given) == "01 02 03 04 05"
    assert desk.cell("due_at[9:10]", **{**given, "appointmentDate": None}) == "06"


@pytest.mark.parametrize(
    ("agency", "unit"),
    [
        ({"code": "H13.101", "name": "Phường A", "parent": {"code": "H13", "name": "UBND TP"}}, ("H13.101", "Phường A")),
        ({"code": "PKT", "name": "Phòng Kinh tế", "parent": {"code": "H13.101", "name": "Phường A"}}, ("H13.101", "Phường A")),
        ({"name": "Phường A", "parent": {"code": "H13", "name": "UBND TP"}}, (None, "Phường A")),
        ({"name": "Phòng Kinh tế", "parent": {"code": "H13.101", "name": "Phường A"}}, ("H13.101", "Phường A")),
        ({"parent": {"code": "H13", "name": "UBND TP"}}, (None, None)),
        ({"code": "X1", "name": NAME}, ("X1", "Chứng thực bản sao")),
        ("Phường A", (None, "Phường A")),
        (None, (None, None)),
    ],
)  # fmt: skip
def test_the_unit_is_the_agency_or_the_one_above_a_room(desk: Desk, agency: object, unit: tuple[str, str]) -> None:
    assert (desk.cell("unit_code_raw", agency=agency), desk.cell("unit_name", agency=agency)) == unit


def test_people_and_ids(desk: Desk) -> None:
    applicant = {
        "data": {"fullname": "Nguyễn  Văn\u00a0A", "identityNumber": "093", "phoneNumber": "09", "ownerFullname": ""}
    }
    assert desk.cell("applicant_name", applicant=applicant) == "Nguyễn  Văn A"
    assert desk.cell("applicant_identity", applicant=applicant) == "093"
    assert desk.cell("source_id") == dossier(1, 0)["id"]
    assert desk.cell("national_code", nationCode="000.00.00.H13-260302-0001") == "000.00.00.H13-260302-0001"
    assert desk.cell("officer_name", accepter={"fullname": "Trần B"}) == "Trần B"
    assert (
        desk.cell("officer_name", accepter={"fullname": "Trần B"}, currentTask={"assignee": {"fullname": "C"}}) == "C"
    )


def task(day: int, name: str, **more: object) -> dict[str, object]:
    return {
        "agency": {"code": "H13.101", "name": "Phường A"},
        "assignee": {"fullname": name},
        "assignedDate": f"2026-03-{day:02}T08:00:00.000+0700",
        **more,
    }


DONE = {"completedDate": "2026-03-04T08:00:00.000+0700"}


def test_steps_are_numbered_by_their_beginning(desk: Desk) -> None:
    tasks = [task(5, "C"), task(3, "A", **DONE), task(4, "B", **DONE)]
    read = desk.steps("row_number, step_no, officer_name, status, done_at IS NULL", task=tasks)
    assert read == [(1, "1", "A", None, False), (1, "2", "B", None, False), (1, "3", "C", "4", True)]


@pytest.mark.parametrize("current", [task(5, "C"), [task(5, "C")], [task(3, "A", **DONE), task(5, "C")]])
def test_the_task_at_hand_is_a_step_where_the_list_lacks_it(desk: Desk, current: object) -> None:
    assert [name for (name,) in desk.steps("officer_name", task=[task(3, "A", **DONE)], currentTask=current)] == [
        "A",
        "C",
    ]


def test_without_tasks_there_are_no_steps(desk: Desk) -> None:
    assert desk.steps("*") == []


def test_a_step_of_a_room_names_the_unit_above_and_the_room(desk: Desk) -> None:
    agency = {"code": "PKT", "name": "Phòng Kinh tế", "parent": {"code": "H13.101"}}
    read = desk.steps("unit_code_raw, department", task=[task(3, "A", agency=agency), task(4, "B")])
    assert read == [("H13.101", "Phòng Kinh tế"), ("H13.101", None)]


def test_rows_are_numbered_over_the_pages_of_a_file(desk: Desk) -> None:
    staged, steps = desk.stage([dossier(1, 0), dossier(2, 1)], [], [dossier(3, 2, task=[task(3, "A")])])
    assert (staged.rows, steps.rows) == (3, 1)
    rows = desk.connection.execute(
        "SELECT row_number, right(dossier_code, 1) FROM staged_dossier ORDER BY rowid"
    ).fetchall()
    assert rows == [(1, "1"), (2, "2"), (3, "3")]
    assert desk.connection.execute("SELECT row_number FROM staged_step").fetchall() == [(3,)]


def test_unknown_fields_are_told_and_nothing_else_changes(desk: Desk) -> None:
    staged, steps = desk.stage(
        [{**dossier(1, 0), "eForm": {"a": 1}, "extendTime": 3}, {**dossier(2, 0), "applicantNote": "x"}]
    )
    assert (staged.unknown_headings, steps.unknown_headings) == (("applicantNote", "eForm"), ())


def test_half_a_pair_of_surrogates_does_not_refuse_the_file(desk: Desk) -> None:
    page = {"content": [dossier(1, 0, nationCode="A"), dossier(2, 0, nationCode="B")]}
    text = json.dumps(page).replace('"A"', r'"x\ud83dy"').replace('"B"', r'"\ud83d\ude00\\ud83d"')
    desk.stage(text=text)
    codes = desk.connection.execute("SELECT national_code FROM staged_dossier ORDER BY rowid").fetchall()
    assert codes == [("x\ufffdy",), ("\U0001f600\\ud83d",)]
    assert list((desk.folder / "scratch").iterdir()) == []


def test_a_damaged_file_is_refused_without_what_stands_in_it(desk: Desk) -> None:
    text = json.dumps({"content": [dossier(1, 0)]})[:-5]
    with pytest.raises(FileRejected) as rejected:
        desk.stage(text=text)
    assert "260302" not in str(rejected.value)
    with pytest.raises(SourceFailed):
        desk.reader().examine(desk.connection, [desk.file(text=text)], desk.folder)


def test_a_simulated_city_comes_through_all_shapes_as_it_is(desk: Desk) -> None:
    town = City(out=desk.folder, days=20, dossiers=300, seed=7, until=date(2026, 3, 10))
    desk.more = {"status": STATUSES}
    desk.stage(list(igate_rows(town)))
    same = (
        "dossier_code",
        "national_code",
        "procedure_name",
        "sector_code",
        "unit_code_raw",
        "unit_name",
        "applicant_identity",
    )
    truth = [(*(row[name] for name in same), str(row["status"])) for row in clean_rows(town).to_pylist()]
    read = desk.connection.execute(f"SELECT {', '.join(same)}, status FROM staged_dossier ORDER BY rowid").fetchall()
    assert read == truth


# ---------------------------------------------------------------- catalogues


def test_an_unknown_status_holds_the_source_and_gives_a_block_to_paste(desk: Desk) -> None:
    rows = [dossier(n, n, dossierStatus={"id": 77, "name": "Chờ bổ sung"}) for n in range(3)]
    rows += [dossier(9, 9, dossierStatus={"id": 'x"y', "name": NAME})]
    with pytest.raises(SourceFailed) as held:
        desk.reader().examine(desk.connection, [desk.file(rows)], desk.folder)
    block = held.value.message.vi.split(":\n")[1].splitlines()
    assert block[0] == "[sources.igate.status]"
    assert block[1:3] == ['"77" = ?  # Chờ bổ sung: 3 hồ sơ', '"x\\"y" = ?  # Chứng thực bản sao: 1 hồ sơ']


def test_an_unknown_level_or_channel_is_a_note_and_a_known_word_is_none(desk: Desk) -> None:
    rows = [
        dossier(1, 1, applyMethod={"id": 1, "name": "Trực tuyến"}, procedureLevel={"id": "5f", "name": "Mức độ 4"}),
        dossier(2, 1, applyMethod={"id": 5, "name": "Qua Zalo"}, procedureLevel={"id": "60", "name": "Mức lạ"}),
    ]
    (note,) = desk.reader().examine(desk.connection, [desk.file(rows)], desk.folder)
    assert '[sources.igate.level]\n"60" = ?  # Mức lạ: 1 hồ sơ\n[sources.igate.channel]\n"5" = ?  # Qua Zalo' in note.vi
    desk.more = {"channel": {"5": "online"}, "level": {"60": "full"}}
    assert list(desk.reader().examine(desk.connection, [desk.file(rows)], desk.folder)) == []


def test_a_full_compare_counts_ids_and_lists_codes_of_later_pulls_too(desk: Desk) -> None:
    full = desk.file(
        [dossier(1, 0), dossier(2, 0)], [dossier(2, 0), {**dossier(3, 0), "code": dossier(1, 0)["code"].lower()}]
    )
    later = desk.file([dossier(4, 0)], name="b.json")
    assert list_keys(desk.reader().settings, [full], [later], desk.connection, "seen", desk.folder) == 3
    codes = desk.connection.execute("SELECT DISTINCT right(dossier_code, 1) FROM seen ORDER BY 1").fetchall()
    assert codes == [("1",), ("2",), ("4",)]
