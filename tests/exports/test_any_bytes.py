"""Whatever is dropped: a table or a refusal, never a crash, and every row is accounted for."""

from __future__ import annotations

import csv
import io
import string
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.exports.records import Records, lines_of
from connectors.problem import FileRejected
from tests.exports.reading import FIXTURES, Read, Reader

BRIEF = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
HEADING = ["Mã hồ sơ", "Trạng thái", "Ngày tiếp nhận", "Chủ hồ sơ"]
SAMPLES = [(FIXTURES / name).read_bytes() for name in ("cham-phay-bom.csv", "tab-utf16-nfd.xls", "bang-html.xls")]
WORKBOOKS = [(FIXTURES / name).read_bytes() for name in ("bieu-hai-tang.xlsx", "excel-97.xls")]

damage = st.lists(st.tuples(st.integers(0, 30_000), st.binary(max_size=3)), min_size=1, max_size=8)
cells = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('";,|\t\r\n\x00 1Aă'), max_size=12)


def read_or_refuse(content: bytes) -> Read | None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            read = Reader(Path(folder)).content(content)
        except FileRejected as rejected:
            assert rejected.message.vi
            return None
    assert read.file.rows >= 0
    assert read.file.furniture_rows >= 1
    assert all(1 <= int(str(number)) <= read.file.rows + read.file.furniture_rows for number in read.numbers)
    return read


def damaged(content: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    for place, piece in changes:
        at = place % len(content)
        content = content[:at] + piece + content[at + 1 :]
    return content


@BRIEF
@given(st.sampled_from(SAMPLES), damage)
def test_damaged_texts_are_read_or_refused(content: bytes, changes: list[tuple[int, bytes]]) -> None:
    read_or_refuse(damaged(content, changes))


@settings(BRIEF, max_examples=12)
@given(st.sampled_from(WORKBOOKS), damage, st.integers(0, 4000))
def test_damaged_workbooks_are_read_or_refused(content: bytes, changes: list[tuple[int, bytes]], cut: int) -> None:
    read_or_refuse(damaged(content[: len(content) - cut], changes))


@BRIEF
@given(st.binary(max_size=300))
def test_any_bytes_below_a_heading(tail: bytes) -> None:
    read_or_refuse(";".join(HEADING).encode() + b"\n" + tail)


@BRIEF
@given(st.lists(st.lists(cells, min_size=1, max_size=24), max_size=8), st.sampled_from(";,\t|"))
def test_every_record_is_data_or_furniture_under_its_own_number(rows: list[list[str]], delimiter: str) -> None:
    """Rows get a code, so that each is data: none may be lost, joined with its neighbour or renumbered."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow([*HEADING, *(f"Ghi chú {number}" for number in range(16))])
    writer.writerows([f"A-{number}", *row] for number, row in enumerate(rows, start=2))
    read = read_or_refuse(text.getvalue().encode())
    assert read is not None
    assert read.column("dossier_code") == [f"A-{number}" for number in read.numbers]
    assert read.file.rows == len(rows)
    assert read.file.furniture_rows == 1


@given(st.text(st.sampled_from('ab";\n\r'), max_size=60), st.sampled_from([1, 2, 3, 7, 100]))
def test_no_letter_is_lost_between_lines_and_records(text: str, size: int) -> None:
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    lines = list(lines_of(pieces))
    assert "".join(lines).replace("\n", "") == text.replace("\r", "").replace("\n", "")
    letters = [
        sign for record in Records(lines, ";", 3) for cell in record for sign in cell if sign in string.ascii_letters
    ]
    assert letters == [sign for sign in text if sign in string.ascii_letters]
