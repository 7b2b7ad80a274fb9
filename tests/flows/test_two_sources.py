"""Nights over two sources of one basis: every dossier counted once, the configuration says whose record stands."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.flows.home import Home, ask, dossier, make_home
from tests.flows.plain_night import plain_night

SECOND_SOURCE = '[sources.hau_giang]\nconnector = "exports"\ninbox = "hau-giang"\n'
EVENING = datetime(2026, 2, 10, 18)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Two sources that both know the second of three dossiers; the one that the precedence does not name knows more."""
    home = make_home(tmp_path_factory.mktemp("home"), 'precedence = ["exports"]')
    home.config.write_text(home.config.read_text(encoding="utf-8") + SECOND_SOURCE, encoding="utf-8")
    home.put("a.csv", [dossier(1), dossier(2)], EVENING)
    (home.folder / "hau-giang").mkdir()
    finished = dossier(2, status="Đã xử lý xong", finished="09/02/2026")
    home.put("../hau-giang/b.csv", [finished, dossier(3)], EVENING)
    assert plain_night(home.config, date(2026, 2, 10)).status == "published"
    return home


def test_each_dossier_is_counted_once(home: Home) -> None:
    columns = "SELECT source, right(dossier_code, 1), status, finished_at FROM core.dossier ORDER BY 2"
    assert home.query(columns) == [
        ("exports", "1", 4, None),
        ("exports", "2", 4, datetime(2026, 2, 9)),
        ("hau_giang", "3", 4, None),
    ]
    form = "SELECT received_total, resolved_total, open_total FROM mart.form_06a('2026-02-01', '2026-02-28')"
    assert home.query(f"{form} WHERE unit_code = 'H13' AND sector_code IS NULL") == [(3, 1, 2)]


def test_doctor_shows_what_each_source_gives(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(home, "doctor") == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "2/3 (66,7" in shown
    assert "1/3 (33,3" in shown
    assert "1 (1)" in shown


def test_a_change_of_precedence_in_the_environment_changes_whose_record_stands(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_PRECEDENCE", "hau_giang; exports")
    home.put("c.csv", [dossier(4)], datetime(2026, 2, 11, 18))
    assert plain_night(home.config, date(2026, 2, 11)).status == "published"
    assert home.query("SELECT source, status FROM core.dossier WHERE dossier_code LIKE '%-0002'") == [("hau_giang", 9)]
    assert home.query("SELECT source FROM ops.precedence ORDER BY place") == [("hau_giang",), ("exports",)]
