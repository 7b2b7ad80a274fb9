"""Names behind the keys of officers: in the private warehouse, never published, every look-up written down."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.flows.home import Home, ask, dossier, make_home
from tests.flows.plain_night import plain_night

HEADINGS = (
    "Mã hồ sơ;Bước;Mã đơn vị xử lý;Phòng ban xử lý;Cán bộ xử lý;Trạng thái;Ngày bắt đầu;Hạn xử lý;Ngày hoàn thành"
)
STEPS = [
    "H13.101-260202-0001;1;H13.101;Một cửa;Lê Thị  Zzhidden;Đang xử lý;02/02/2026;05/02/2026;",
    "H13.101-260202-0002;1;H13.101;Một cửa;LÊ THỊ ZZHIDDEN;Đang xử lý;02/02/2026;05/02/2026;",
    "H13.101-260202-0003;1;H13.102;Một cửa;Lê Thị Zzhidden;Đang xử lý;02/02/2026;05/02/2026;",
    "H13.101-260202-0004;1;H13.102;Một cửa;;Đang xử lý;02/02/2026;05/02/2026;",
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = make_home(tmp_path_factory.mktemp("officer"))
    made.put("ho-so.csv", [dossier(number) for number in (1, 2, 3, 4)], datetime(2026, 2, 18, 17))
    made.put("buoc-1.csv", STEPS, datetime(2026, 2, 18, 18), HEADINGS)
    plain_night(made.config, date(2026, 2, 19))
    again = STEPS[0].replace("Đang xử lý", "Đã xử lý xong")
    made.put("buoc-2.csv", [again], datetime(2026, 2, 19, 18), HEADINGS)
    plain_night(made.config, date(2026, 2, 20))
    return made


def _keys(home: Home) -> dict[str, str]:
    rows = home.query("SELECT DISTINCT unit_code, officer_key FROM core.dossier_step WHERE officer_key IS NOT NULL")
    return {str(unit): str(key) for unit, key in rows}


def test_a_key_of_the_publication_leads_to_the_name_unit_and_days(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = _keys(home)
    assert sorted(keys) == ["H13.101", "H13.102"]
    assert keys["H13.101"] != keys["H13.102"], "a name is a person within its unit"
    assert ask(home, "officer", keys["H13.101"], "--reason", "kiểm tra trễ hạn tháng 2") == 0
    shown = capsys.readouterr().out
    for word in ("Lê Thị Zzhidden", "H13.101", "18/02/2026", "19/02/2026"):
        assert word in shown
    assert ask(home, "officer", keys["H13.102"], "--reason", "x") == 0
    assert "19/02/2026" not in capsys.readouterr().out


def test_each_look_up_is_written_down_without_the_name(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    log = home.data / "log" / "officer_lookup.jsonl"
    log.unlink(missing_ok=True)
    key = _keys(home)["H13.101"]
    assert ask(home, "officer", key, "--reason", "kiểm tra") == 0
    assert ask(home, "officer", "f" * 32, "--reason", "thử") == 1
    assert "MOTCUA_HASH_SECRET" in capsys.readouterr().err
    told = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [(one["key"], one["reason"], one["found"]) for one in told] == [
        (key, "kiểm tra", True),
        ("f" * 32, "thử", False),
    ]
    assert all(one["user"] and one["time"] for one in told)
    assert log.stat().st_mode & 0o777 == 0o600
    assert "zzhidden" not in log.read_text(encoding="utf-8").lower()


def test_without_a_reason_nothing_is_shown(home: Home) -> None:
    assert ask(home, "officer", _keys(home)["H13.101"]) == 3
    assert ask(home, "officer", _keys(home)["H13.101"], "--reason", " ") == 3


def test_what_cannot_be_written_down_is_not_shown(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    log = home.data / "log" / "officer_lookup.jsonl"
    log.unlink(missing_ok=True)
    log.mkdir()
    try:
        assert ask(home, "officer", _keys(home)["H13.101"], "--reason", "x") == 1
        said = capsys.readouterr()
        assert "officer_lookup.jsonl" in said.err
        assert "Zzhidden" not in said.out + said.err
    finally:
        log.rmdir()


def test_names_are_in_the_private_file_alone(home: Home) -> None:
    found = sorted(
        str(path.relative_to(home.data))
        for path in home.data.rglob("*")
        if path.is_file() and "landing" not in path.parts and b"zzhidden" in path.read_bytes().lower()
    )
    private = Path("warehouse/private/officers.duckdb")
    assert found == [str(private)]
    assert (home.data / private).stat().st_mode & 0o777 == 0o600
    assert (home.data / private.parent).stat().st_mode & 0o777 == 0o700
