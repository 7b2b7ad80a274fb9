"""Speaking to the person: one language, plain text into a file, no progress there."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest

from connectors.contract import Bilingual
from flows.speech import Speech

FILE_MISSING = Bilingual(vi="Không thấy tệp [danh-sach.csv]", en="File not found [danh-sach.csv]")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("language", "message", "warning", "error"),
    [
        ("vi", "Không thấy tệp [danh-sach.csv]", "Cảnh báo", "Lỗi"),
        ("en", "File not found [danh-sach.csv]", "Warning", "Error"),
    ],
)
def test_messages_are_said_in_the_person_s_language_and_plain_off_a_terminal(
    language: str, message: str, warning: str, error: str
) -> None:
    stream = io.StringIO()
    speech = Speech(language, stream)
    speech.say(FILE_MISSING)
    speech.warn(FILE_MISSING)
    speech.error(FILE_MISSING)
    assert stream.getvalue() == f"{message}\n{warning}: {message}\n{error}: {message}\n"


def test_a_table_writes_numbers_and_dates_as_the_language_does() -> None:
    columns = [
        Bilingual(vi="Đơn vị", en="Unit"),
        Bilingual(vi="Số hồ sơ", en="Dossiers"),
        Bilingual(vi="Hạn trả", en="Due"),
    ]
    rows = [
        ("Sở Xây dựng", 1234, date(2026, 3, 2)),
        ("UBND phường Cái Răng", 5, datetime(2026, 3, 2, 17, 0)),
        ("", None, None),
    ]
    printed = {}
    for language in ("vi", "en"):
        stream = io.StringIO()
        Speech(language, stream).table(Bilingual(vi="Hồ sơ trễ hẹn", en="Late dossiers"), columns, rows)
        printed[language] = [line.rstrip() for line in stream.getvalue().splitlines()]
    assert printed["vi"][:4] == [
        "Hồ sơ trễ hẹn",
        "Đơn vị                Số hồ sơ  Hạn trả",
        "Sở Xây dựng              1.234  02/03/2026",
        "UBND phường Cái Răng         5  02/03/2026 17:00",
    ]
    assert printed["en"][2].split() == ["Sở", "Xây", "dựng", "1,234", "02/03/2026"]


def test_a_long_path_is_never_broken_or_cut_off_a_terminal() -> None:
    stream = io.StringIO()
    path = "/srv/motcua/" + "thu-muc/" * 40 + "danh-sach.csv"
    speech = Speech("vi", stream)
    speech.error(Bilingual(vi=f"Không đọc được {path}", en=f"Cannot read {path}"))
    speech.table(FILE_MISSING, [Bilingual(vi="Tệp nguồn", en="Source file")], [(path,)])
    assert stream.getvalue().count(path) == 2


def test_control_characters_of_a_file_name_never_reach_the_terminal() -> None:
    stream = Terminal()
    Speech("en", stream).say(Bilingual(vi="Tệp \x1b]0;x\x07.csv", en="File \x1b]0;x\x07.csv"))
    assert "\x1b]0" not in stream.getvalue()
    assert "\x07" not in stream.getvalue()


def test_progress_is_silent_off_a_terminal_and_moves_on_one() -> None:
    title = Bilingual(vi="Đang nạp", en="Loading")
    for stream, silent in ((io.StringIO(), True), (Terminal(), False)):
        with Speech("vi", stream).progress(title, total=2) as done:
            done(2)
        assert (stream.getvalue() == "") is silent
        assert ("2/2" in stream.getvalue()) is not silent
