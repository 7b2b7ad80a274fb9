"""Whom a night tells of what: once per event, one message per receiver, on a real mail server and a real webhook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path
from shutil import copyfile, copytree

import duckdb
import pytest

from connectors.contract import Bilingual
from connectors.local_time import local_now
from flows.alerts.register import Occasion, open_register
from flows.alerts.telling import enter_untold, occasion_of, tell_receivers
from flows.log import EventLog
from flows.night import Outcome
from flows.settings import Settings, load_settings
from tests.flows.home import Home, ask, dossier, make_home
from tests.flows.plain_night import plain_night
from tests.flows.receiving import Mailbox, Webhook, mail_server, webhook
from warehouse.publish import DATABASE

SECRET = "swordfish"
RULES = """
[receivers.chu_tich]
url = "{mail}"
[receivers.so]
url = "{other}"
[receivers.dieu_hanh]
language = "en"
[receivers.it_viec]
url = "{few}"
at_least = 30
[[alerts]]
name = "trễ"
on = "new_late"
units = ["H13.101"]
to = ["chu_tich", "it_viec"]
[[alerts]]
name = "hôm nay"
on = "due_today"
to = ["chu_tich"]
[[alerts]]
name = "sở khác"
on = "new_late"
units = ["H13.01"]
to = ["so"]
[[alerts]]
name = "điều hành"
on = "gate_held"
to = ["dieu_hanh"]
[[alerts]]
name = "lỡ"
on = "night_missed"
to = ["dieu_hanh", "it_viec"]
"""
RESTATED = """
INSERT INTO mart.restatement BY NAME
SELECT
    '0001' AS closing_id, 'report_month' AS period_kind, DATE '2025-12-15' AS period_start, DATE '2026-01-14' AS period_end,
    'city' AS basis, 'H13.101' AS unit_code, m.measure, $now AS value_now
FROM (VALUES ('resolved_late'), ('open_total')) AS m (measure)
"""
BEYOND = """
UPDATE mart.late_rate SET signal = 'above', centre = 0.05, late_rate = 0.15, resolved = 40, resolved_late = 6
WHERE unit_code = 'H13.101' AND period_start = DATE '2026-02-01'
"""
NO_WAITS = (0, 0, 0)


def html_of(mail: EmailMessage) -> str:
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def rows(first: int, last: int) -> list[str]:
    return [dossier(number) for number in range(first, last + 1)]


@dataclass
class City:
    """A home with a mail server and a webhook around it."""

    home: Home
    mailbox: Mailbox
    hook: Webhook

    @property
    def settings(self) -> Settings:
        return load_settings(self.home.config)

    def tell(self, outcome: Outcome, missed: tuple[date, ...] = ()) -> tuple[Bilingual, ...]:
        settings = self.settings
        log = EventLog(self.home.data / "log" / "motcua.jsonl", outcome.run_id)
        return tell_receivers(settings, occasion_of(settings, outcome, missed), log, NO_WAITS)

    def arrived(self) -> tuple[int, int]:
        return len(self.mailbox.mails), len(self.hook.posted)


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Mailbox, Webhook]]:
    with mail_server() as mailbox, webhook() as hook:
        yield mailbox, hook


@pytest.fixture
def city(servers: tuple[Mailbox, Webhook], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> City:
    mailbox, hook = servers
    mailbox.mails, mailbox.tried, mailbox.refuses, hook.posted, hook.status = [], 0, False, [], 200
    home = make_home(tmp_path / "city")
    addresses = {name: mailbox.address(f"{name}@example.vn") for name in ("mail", "other", "few")}
    home.config.write_text(home.config.read_text(encoding="utf-8") + RULES.format(**addresses), encoding="utf-8")
    hidden = f"json://motcua:{SECRET}@127.0.0.1:{hook.port}/hop/{SECRET}"
    monkeypatch.setenv("MOTCUA_RECEIVERS__DIEU_HANH__URL", hidden)
    return City(home, mailbox, hook)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, list[Outcome]]:
    """Three nights of 20 dossiers due on Tuesday 10 February: Monday, Wednesday, Thursday; on Thursday five more.

    The folder `wednesday` beside `data` holds what stood there on Wednesday.
    """
    home = make_home(tmp_path_factory.mktemp("nights"))
    home.put("ho-so.csv", rows(1, 20), datetime(2026, 2, 9, 8))
    outcomes = [plain_night(home.config, date(2026, 2, 9)), plain_night(home.config, date(2026, 2, 11))]
    copytree(home.data, home.folder / "wednesday", symlinks=True)
    home.put("ho-so-2.csv", rows(21, 25), datetime(2026, 2, 12, 8))
    return home, [*outcomes, plain_night(home.config, date(2026, 2, 12))]


def test_each_night_tells_only_what_is_new_in_one_message_per_receiver(
    city: City, nights: tuple[Home, list[Outcome]]
) -> None:
    monday, wednesday, thursday = nights[1]
    assert city.tell(monday) == ()
    (mail,) = city.mailbox.to("mail@")
    assert mail["Subject"] == "motcua 09/02/2026: 20 đến hạn"
    assert html_of(mail).count("<li>H13.101-260202-") == 20
    assert "hẹn trả 10/02/2026" in html_of(mail)
    assert city.tell(monday) == ()
    assert city.arrived() == (1, 0)

    assert city.tell(wednesday) == ()
    (_, mail) = city.mailbox.to("mail@")
    assert mail["Subject"] == "motcua 11/02/2026: 20 mới trễ hạn"
    assert html_of(mail).count("trễ 1 ngày làm việc") == 20
    assert city.tell(thursday) == ()
    assert [str(mail["Subject"]) for mail in city.mailbox.to("mail@")][2:] == ["motcua 12/02/2026: 5 mới trễ hạn"]
    assert city.mailbox.to("other@") == []  # nothing of a unit that is not theirs


def test_what_a_killed_run_published_and_did_not_tell_goes_out_with_the_next(
    city: City, nights: tuple[Home, list[Outcome]], tmp_path: Path
) -> None:
    left = Home(tmp_path / "left")
    copytree(nights[0].folder, left.folder, symlinks=True)
    copyfile(city.home.config, left.config)
    settings = load_settings(left.config)
    log = EventLog(left.data / "log" / "motcua.jsonl", "friday")
    for _ in range(2):
        enter_untold(settings, log)
    assert city.arrived() == (0, 0)
    for _ in range(2):
        assert tell_receivers(settings, Occasion(date(2026, 2, 13), "friday", "index.html"), log, NO_WAITS) == ()
    (mail,) = city.mailbox.to("mail@")
    assert mail["Subject"] == "motcua 13/02/2026: 5 mới trễ hạn"


def test_a_receiver_who_wants_thirty_hears_when_so_many_have_gathered_and_at_once_of_the_night_itself(
    city: City, nights: tuple[Home, list[Outcome]]
) -> None:
    _, wednesday, thursday = nights[1]
    city.tell(wednesday)
    city.tell(thursday)
    assert city.mailbox.to("few@") == []  # 20 + 5
    city.tell(thursday, missed=(date(2026, 2, 10),))
    (mail,) = city.mailbox.to("few@")
    assert mail["Subject"] == "motcua 12/02/2026: 1 đêm bị lỡ, 25 mới trễ hạn"


def test_at_most_fifty_lines_go_out_and_the_rest_is_counted(city: City, tmp_path: Path) -> None:
    home = make_home(tmp_path / "many")
    home.put("ho-so.csv", rows(1, 63), datetime(2026, 2, 9, 8))
    outcome = plain_night(home.config, date(2026, 2, 9))
    city.tell(outcome)
    (mail,) = city.mailbox.to("mail@")
    text = html_of(mail)
    assert text.count("<li>") == 50
    assert "… và 13 việc nữa, xem trang báo cáo" in text
    assert "reports/index.html" in text
    city.tell(outcome)
    assert city.arrived() == (1, 0)


def test_a_held_night_tells_why_once_though_nothing_was_published(city: City, tmp_path: Path) -> None:
    home = make_home(tmp_path / "held", more="quarantine_rows = 0\nquarantine_share = 0.0\n")
    home.put("xau.csv", [dossier(1, received="nhiều"), dossier(2)], datetime(2026, 2, 9, 8))
    for _ in range(2):
        city.tell(plain_night(home.config, date(2026, 2, 9)))
    (posted,) = city.hook.posted
    assert posted["title"] == "motcua 09/02/2026: NOT PUBLISHED"
    assert "xau.csv" in posted["message"]
    assert posted["path"] == f"/hop/{SECRET}"
    assert city.mailbox.mails == []


def test_a_source_that_gives_nothing_is_told_once(city: City, nights: tuple[Home, list[Outcome]]) -> None:
    more = '[[alerts]]\nname = "nguồn"\non = "source_stale"\nto = ["dieu_hanh"]\n'
    city.home.config.write_text(city.home.config.read_text(encoding="utf-8") + more, encoding="utf-8")
    for outcome in nights[1][1:]:
        city.tell(outcome)
    told = "\n".join(posted["message"] for posted in city.hook.posted)
    with duckdb.connect(str(nights[1][2].folder / "motcua.duckdb"), read_only=True) as connection:
        stale = connection.execute(
            "SELECT count(DISTINCT (source, dataset, newest_record_on)) FROM ops.freshness JOIN ops.run USING (run_id)"
            " WHERE ops.freshness.status <> 'fresh' AND as_of >= DATE '2026-02-11'"
        ).fetchall()
    assert told.count("Source exports, ") == stale[0][0] > 0


def test_a_unit_beyond_its_limits_is_told_once_and_a_signed_figure_each_time_it_changes(
    city: City, nights: tuple[Home, list[Outcome]], tmp_path: Path
) -> None:
    more = "".join(
        f'[[alerts]]\nname = "{kind}"\non = "{kind}"\nunits = ["H13"]\nto = ["dieu_hanh"]\n'
        for kind in ("signal", "restatement")
    )
    city.home.config.write_text(city.home.config.read_text(encoding="utf-8") + more, encoding="utf-8")
    thursday = replace(nights[1][2], folder=tmp_path)
    copyfile(nights[1][2].folder / DATABASE, tmp_path / DATABASE)
    for counted_now in (7, 7, 8):
        with duckdb.connect(str(tmp_path / DATABASE)) as connection:
            connection.execute("DELETE FROM mart.restatement")
            connection.execute(RESTATED, {"now": counted_now})
            connection.execute(BEYOND)
        city.tell(thursday)
    beyond, again = (posted["message"] for posted in city.hook.posted)
    assert "02/2026: 6/40 finished late, above its own upper limit" in beyond
    assert "15/12/2025–14/01/2026, closing 0001: 2 figures differ" in beyond
    assert "finished late" not in again
    assert "closing 0001: 2 figures differ" in again


def test_missed_nights_are_one_line_and_told_once(city: City, nights: tuple[Home, list[Outcome]]) -> None:
    monday = replace(nights[1][0], status="kept")
    days = tuple(date(2026, 2, day) for day in (4, 5, 6))
    city.tell(monday, missed=days)
    city.tell(monday, missed=days[1:])
    (posted,) = city.hook.posted
    assert posted["message"].count("\n- ") == 1
    assert "No good run for 3 days from 04/02/2026 to 06/02/2026" in posted["message"]


def test_figures_of_an_earlier_as_of_than_the_published_are_no_news(
    city: City, nights: tuple[Home, list[Outcome]]
) -> None:
    assert city.tell(replace(nights[1][1], status="kept")) == ()
    assert city.arrived() == (0, 0)


def test_what_could_not_be_sent_is_tried_a_few_times_warned_of_and_sent_by_the_next_night(
    city: City, nights: tuple[Home, list[Outcome]]
) -> None:
    _, wednesday, thursday = nights[1]
    city.mailbox.refuses = True
    (problem,) = city.tell(wednesday)
    assert "chu_tich" in problem.vi
    assert "--test chu_tich" in problem.en
    assert city.mailbox.tried == len(NO_WAITS)
    city.mailbox.refuses = False
    assert city.tell(thursday) == ()
    (mail,) = city.mailbox.to("mail@")
    assert mail["Subject"] == "motcua 12/02/2026: 25 mới trễ hạn"


def test_a_due_date_that_has_passed_before_it_could_be_told_is_not_told(
    city: City, nights: tuple[Home, list[Outcome]]
) -> None:
    monday, wednesday, _ = nights[1]
    city.mailbox.refuses = True
    city.tell(monday)
    city.mailbox.refuses = False
    city.tell(wednesday)
    assert [str(mail["Subject"]) for mail in city.mailbox.to("mail@")] == ["motcua 11/02/2026: 20 mới trễ hạn"]


def test_a_run_cut_off_while_sending_is_made_good_once_and_says_so(
    city: City, nights: tuple[Home, list[Outcome]]
) -> None:
    settings, wednesday = city.settings, nights[1][1]
    with open_register(settings.home) as register:  # what a killed run leaves: intent without an end
        register.gather(settings.alerts, occasion_of(settings, wednesday), local_now())
        register.sending("chu_tich")
    city.tell(wednesday)
    city.tell(wednesday)
    (mail,) = city.mailbox.to("mail@")
    assert "có thể đã đến một lần" in html_of(mail)


def test_an_address_never_reaches_log_warnings_or_register(
    city: City, nights: tuple[Home, list[Outcome]], capfd: pytest.CaptureFixture[str]
) -> None:
    city.hook.status = 500
    problems = city.tell(replace(nights[1][0], status="kept"), missed=(date(2026, 2, 6),))
    assert len(problems) == 1
    assert len(city.hook.posted) == len(NO_WAITS)
    said = capfd.readouterr()
    log = (city.home.data / "log" / "motcua.jsonl").read_text(encoding="utf-8")
    assert '"receiver": "dieu_hanh"' in log
    register = (city.home.data / "warehouse" / "alerts.duckdb").read_bytes()
    for shown in (log, said.out, said.err, str(problems), repr(city.settings)):
        assert SECRET not in shown
    assert SECRET.encode() not in register


def test_an_unknown_unit_tells_nothing_and_is_warned_of(city: City, nights: tuple[Home, list[Outcome]]) -> None:
    text = city.home.config.read_text(encoding="utf-8").replace('"H13.01"', '"H13.9999"')
    city.home.config.write_text(text, encoding="utf-8")
    (problem,) = city.tell(nights[1][1])
    assert "H13.9999" in problem.vi
    assert city.mailbox.to("other@") == []


def test_nothing_that_goes_wrong_with_alerts_stops_a_night(city: City, nights: tuple[Home, list[Outcome]]) -> None:
    (city.home.data / "warehouse").mkdir(parents=True)
    (city.home.data / "warehouse" / "alerts.duckdb").write_bytes(b"no database at all" * 1000)
    (problem,) = city.tell(nights[1][1])
    assert "motcua alerts --dry-run" in problem.vi


# ---------------------------------------------------------------- the command


def test_a_dry_run_shows_what_would_go_out_and_sends_and_remembers_nothing(
    city: City, nights: tuple[Home, list[Outcome]], capsys: pytest.CaptureFixture[str]
) -> None:
    copytree(nights[0].folder / "wednesday", city.home.data, symlinks=True)
    for _ in range(2):
        assert ask(city.home, "alerts", "--dry-run") == 0
        shown = capsys.readouterr().out
        assert "→ chu_tich: motcua 11/02/2026: 20 mới trễ hạn" in shown
        assert shown.count("- H13.101-260202-") == 20
    assert ask(city.home, "alerts", "--dry-run", "--as-of", "2026-02-09") == 0
    assert "→ chu_tich: motcua 09/02/2026: 20 đến hạn" in capsys.readouterr().out
    assert city.arrived() == (0, 0)
    assert not (city.home.data / "warehouse" / "alerts.duckdb").exists()
    assert ask(city.home, "alerts", "--dry-run", "--as-of", "2026-01-01") == 3
    assert ask(city.home, "alerts", "--as-of", "2026-02-09") == 3
    assert ask(city.home, "alerts") == 0
    assert [str(mail["Subject"]) for mail in city.mailbox.mails] == ["motcua 11/02/2026: 20 mới trễ hạn"]


def test_a_test_message_reaches_its_receiver_or_says_what_to_do(
    city: City, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask(city.home, "alerts", "--test", "dieu_hanh") == 0
    assert city.hook.posted[0]["title"] == "motcua: test message"
    assert ask(city.home, "alerts", "--test", "nobody") == 3
    city.hook.status = 500
    assert ask(city.home, "alerts", "--test", "dieu_hanh") == 1
    monkeypatch.delenv("MOTCUA_RECEIVERS__DIEU_HANH__URL")
    assert ask(city.home, "alerts", "--test", "dieu_hanh") == 1
    said = capsys.readouterr()
    assert "MOTCUA_RECEIVERS__DIEU_HANH__URL" in said.err + said.out
    assert SECRET not in said.err + said.out


def test_the_check_up_names_missed_nights_and_receivers_without_an_address(
    nights: tuple[Home, list[Outcome]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Home(tmp_path / "checked")
    copytree(nights[0].folder, home.folder, symlinks=True)
    rule = '[receivers.so]\n[[alerts]]\nname = "lỡ"\non = "night_missed"\nto = ["so"]\n'
    home.config.write_text(home.config.read_text(encoding="utf-8") + rule, encoding="utf-8")
    assert ask(home, "doctor") == 0
    said = capsys.readouterr().out
    assert "motcua backfill --from 2026-02-13 --to " in said
    assert "MOTCUA_RECEIVERS__SO__URL" in said


def test_without_anything_published_there_is_nothing_to_tell(city: City) -> None:
    assert ask(city.home, "alerts", "--dry-run") == 1


def test_an_occasion_without_rules_leaves_no_register(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    occasion = Occasion(date(2026, 2, 9), "R1", "page", missed=(date(2026, 2, 8),))
    assert tell_receivers(load_settings(home.config), occasion, EventLog(tmp_path / "log.jsonl", "R1")) == ()
    assert not (home.data / "warehouse").exists()
