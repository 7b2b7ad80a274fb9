"""motcua quarantine resubmit: corrected rows go back in with the next night, and only whole."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.flows.conftest import AS_OF
from tests.flows.home import HEADINGS, Home, ask, dossier
from tests.flows.plain_night import plain_night

WAITING = "SELECT business_key, resolved_run IS NULL FROM ops.quarantine ORDER BY 1"


def corrected(folder: Path, *rows: str) -> Path:
    """A file that a person has saved elsewhere."""
    path = folder / "sửa.csv"
    path.write_text("\n".join([HEADINGS, *rows, ""]), encoding="utf-8")
    return path


def put_back(home: Home) -> list[Path]:
    return sorted((home.inbox / "nop-lai").glob("*"))


def test_corrected_rows_are_loaded_by_the_next_night_and_resolved(
    after_one_night: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = corrected(tmp_path, dossier(21), dossier(40))
    assert ask(after_one_night, "quarantine", "resubmit", str(file)) == 0
    said = capsys.readouterr().out
    assert "2 dòng" in said
    assert "1 dòng có mã" in said  # dossier 40 was never set aside
    (placed,) = put_back(after_one_night)
    assert placed.read_bytes() == file.read_bytes()

    outcome = plain_night(after_one_night.config, AS_OF)
    assert outcome.status == "published"
    assert after_one_night.query(WAITING) == [("H13.101-260202-0021", False), ("H13.101-260202-0022", True)]
    assert after_one_night.query("SELECT count(*) FROM core.dossier") == [(22,)]


def test_rows_that_are_still_wrong_are_named_and_nothing_is_handed_in(
    after_one_night: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = corrected(tmp_path, dossier(21), dossier(22, received="32/01/2026"))
    assert ask(after_one_night, "quarantine", "resubmit", str(file)) == 1
    said = capsys.readouterr()
    assert "dòng 3: Cột “Ngày tiếp nhận”" in said.out
    assert "1/2 dòng" in said.err
    assert put_back(after_one_night) == []


def test_a_file_that_was_loaded_as_it_is_is_not_handed_in_again(after_one_night: Home, tmp_path: Path) -> None:
    after_one_night.put("ho-so-2.csv", [dossier(21)], datetime(2026, 2, 20, 18))
    plain_night(after_one_night.config, AS_OF)
    assert ask(after_one_night, "quarantine", "resubmit", str(corrected(tmp_path, dossier(21)))) == 1
    assert put_back(after_one_night) == []


@pytest.mark.parametrize(("name", "text"), [("khong-co.csv", None), ("trong.csv", "")])
def test_a_file_that_is_not_there_or_says_nothing_is_refused(
    after_one_night: Home, tmp_path: Path, name: str, text: str | None
) -> None:
    file = tmp_path / name
    if text is not None:
        file.write_text(text)
    assert ask(after_one_night, "quarantine", "resubmit", str(file)) == (3 if text is None else 1)
    assert put_back(after_one_night) == []


def test_where_several_inboxes_could_take_it_the_source_must_be_named(after_one_night: Home, tmp_path: Path) -> None:
    other = '[sources.so_khac]\nconnector = "exports"\ninbox = "khac"\n'
    after_one_night.config.write_text(after_one_night.config.read_text(encoding="utf-8") + other, encoding="utf-8")
    file = corrected(tmp_path, dossier(21))
    assert ask(after_one_night, "quarantine", "resubmit", str(file)) == 3
    assert ask(after_one_night, "quarantine", "resubmit", str(file), "--source", "exports") == 0
    assert len(put_back(after_one_night)) == 1


def test_reasons_are_told_in_the_language_asked_for(
    after_one_night: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MOTCUA_LANG", "en")
    assert ask(after_one_night, "quarantine", "show", "ho-so-1.csv") == 0
    assert "the value cannot be read; expected a day" in capsys.readouterr().out
