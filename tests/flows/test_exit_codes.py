"""Exit codes of the command line: 3 for configuration and usage, 1 for anything else, and a message that says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.cli import run
from flows.night import one_run_at_a_time
from tests.flows.home import Home, ask, make_home


@pytest.fixture
def nothing_published(tmp_path: Path) -> Home:
    return make_home(tmp_path)


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["nightly", "--no-such-option"],
        ["late", "--due-within", "-1"],
        ["late", "--due-within", "many"],
        ["sql"],
        ["form", "06a"],
        ["simulate", "--out", "x", "--days", "0", "--dossiers", "1", "--seed", "1"],
        ["backfill", "--from", "2026-01-01"],
        ["quarantine", "show"],
    ],
)
def test_a_usage_error_is_3_and_says_where_help_is(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 3
    assert "--help" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["nightly", "--as-of", "31/02/2026"],
        ["nightly", "--as-of", "hôm qua"],
        ["backfill", "--from", "2026-02-02", "--to", "2026-02-01"],
        ["backfill", "--from", "2026-02-30", "--to", "2026-03-01"],
        ["form", "06a", "--period", "2026-02", "--out", "bieu.docx"],
        ["form", "07b", "--period", "2026-02", "--out", "bieu.xlsx"],
    ],
)
def test_an_argument_that_cannot_be_is_a_usage_error(nothing_published: Home, arguments: list[str]) -> None:
    assert ask(nothing_published, *arguments) == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ["nightly"],
        ["backfill", "--from", "2026-01-01", "--to", "2026-01-02"],
        ["late"],
        ["indicators"],
        ["sql", "SELECT 1"],
        ["quarantine", "list"],
        ["doctor"],
    ],
)
def test_without_a_configuration_file_the_exit_code_is_3(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, "--config", str(tmp_path / "motcua.toml")]) == 3
    assert "motcua.toml" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_place_of_the_configuration_file_is_3_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["late", "--config", str(tmp_path)]) == 3
    assert str(tmp_path) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "vietnamese"),
    [
        (["no-such-command"], "Không có lệnh “no-such-command”"),
        (["late", "--ou", "x"], "Không có tùy chọn --ou"),
        (["form", "06a", "--out", "x.xlsx"], "Thiếu --period"),
        (["sql"], "Thiếu query"),
        (["late", "--unit"], "Tùy chọn --unit cần một giá trị"),
        (["sql", "SELECT", "1"], "Thừa “1”"),
        (["late", "--due-within", "-1"], "Giá trị của --due-within"),
    ],
)
def test_a_wrong_call_is_told_in_vietnamese(
    arguments: list[str], vietnamese: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 3
    assert vietnamese in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "vietnamese"),
    [
        ('hoem = "data"', "motcua.hoem: không có khóa này"),
        ("keep_publications = 0", "motcua.keep_publications: phải từ 1 trở lên"),
        ('schedule = "lúc 1 giờ rưỡi"', "motcua.schedule: phải theo mẫu"),
        ('keep_publications = "nhiều"', "motcua.keep_publications: cần số nguyên"),
        ('language = "fr"', "motcua.language: chỉ nhận 'vi' or 'en'"),
    ],
)
def test_a_wrong_key_is_told_in_vietnamese(
    tmp_path: Path, line: str, vietnamese: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(make_home(tmp_path, more=f"{line}\n"), "late") == 3
    assert vietnamese in capsys.readouterr().err


def test_a_wrong_key_is_3_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = make_home(tmp_path, more='hoem = "data"\n')
    assert ask(home, "late") == 3
    assert "motcua.hoem" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["late"],
        ["indicators"],
        ["sql", "SELECT 1"],
        ["quarantine", "list"],
        ["quarantine", "show", "a.csv"],
        ["form", "06a", "--period", "2026-02", "--out", "bieu.xlsx"],
    ],
)
def test_before_the_first_publication_the_exit_code_is_1(
    nothing_published: Home, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(nothing_published, *arguments) == 1
    assert "motcua nightly" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["nightly", "--as-of", "2026-02-20"], ["backfill", "--from", "2026-02-19", "--to", "2026-02-20"]]
)
def test_while_another_run_lasts_the_exit_code_is_1(
    nothing_published: Home, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with one_run_at_a_time(nothing_published.data):
        assert ask(nothing_published, *arguments) == 1
    said = capsys.readouterr().err
    assert "lần chạy khác" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("arguments", [["--help"], ["nightly", "--help"], ["quarantine", "list", "--help"]])
def test_help_is_no_error(arguments: list[str]) -> None:
    assert run(arguments) == 0


@pytest.mark.parametrize(
    ("language", "told", "not_told"),
    [("vi", "Chạy đêm: lấy, nạp", "the nightly run"), ("en", "the nightly run (as-of default: yesterday)", "Chạy đêm")],
)
def test_help_is_in_the_language_asked_for(
    language: str, told: str, not_told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MOTCUA_LANG", language)
    assert run(["nightly", "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert told in said
    assert not_told not in said


def test_messages_are_in_the_language_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "motcua.toml")
    run(["late", "--config", missing])
    assert "Không thấy tệp cấu hình" in capsys.readouterr().err
    monkeypatch.setenv("MOTCUA_LANG", "en")
    run(["late", "--config", missing])
    assert "not found" in capsys.readouterr().err
