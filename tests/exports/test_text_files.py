"""Delimited text in any encoding, with any delimiter and any quotes: every line is a row, under its own number."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import duckdb
import pytest

from connectors.contract import load_contracts
from connectors.exports.reader import stage
from tests.exports.reading import Reader, windows_1258

HEADING = "Mã hồ sơ;Trạng thái;Ngày tiếp nhận;Chủ hồ sơ"
PLAIN = f"{HEADING}\nA-1;Đang xử lý;01/02/2026;Nguyễn Thị Mận\nA-2;Đã trả kết quả;02/02/2026;Đỗ Văn Ổi\n"
NAMES = ["Nguyễn Thị Mận", "Đỗ Văn Ổi"]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (PLAIN.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + PLAIN.encode(), "utf-8"),
        (PLAIN.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + PLAIN.encode("utf-16-be"), "utf-16"),
        (PLAIN.encode("utf-16-le"), "utf-16-le"),
        (PLAIN.encode("utf-16-be"), "utf-16-be"),
        (windows_1258(PLAIN), "cp1258"),
        (windows_1258(PLAIN.replace(HEADING, "Ma ho so;Trang thai;Ngay tiep nhan;Chu ho so")), "cp1258"),
        (windows_1258(PLAIN.replace(HEADING, "Ma ho so;Trang thai;Ngay tiep nhan;Chủ ho so")), "cp1258"),
        (unicodedata.normalize("NFD", PLAIN).encode(), "utf-8"),
        (PLAIN.replace("\n", "\r\n").encode(), "utf-8"),
        (PLAIN.replace("\n", "\r").encode(), "utf-8"),
    ],
)
def test_encodings_and_line_ends(reader: Reader, content: bytes, encoding: str) -> None:
    read = reader.content(content)
    assert read.column("applicant_name") == NAMES
    assert read.column("status") == ["Đang xử lý", "Đã trả kết quả"]
    assert (read.numbers, read.file.encoding) == ([2, 3], encoding)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_delimiters(reader: Reader, delimiter: str) -> None:
    read = reader.content(PLAIN.replace(";", delimiter))
    assert read.column("applicant_name") == NAMES


def test_a_delimiter_inside_quotes_is_text(reader: Reader) -> None:
    read = reader.content('Mã hồ sơ,Trạng thái,Ngày tiếp nhận,"Phí, lệ phí"\nA-1,4,01/02/2026,"1.250,5"\n')
    assert read.rows == [
        {"row_number": 2, "dossier_code": "A-1", "status": "4", "received_at": "01/02/2026", "fee_amount": "1.250,5"}
    ]


def test_cells_are_texts_as_written(reader: Reader) -> None:
    """DuckDB's sniffer would round 1.10 and turn 007 into 7."""
    read = reader.content(f"{HEADING}\n007;1e5;  01/02/2026 ;NULL\n1.10;true;NaN;\u00a0\n")
    assert read.column("dossier_code") == ["007", "1.10"]
    assert read.column("status") == ["1e5", "true"]
    assert read.column("received_at") == ["01/02/2026", "NaN"]
    assert read.column("applicant_name") == ["NULL", None]


def test_blanks_of_every_kind_are_plain_and_invisible_signs_are_gone(reader: Reader) -> None:
    read = reader.content(
        f"{HEADING}\n\u200bA\u00ad-1\ufeff;\u3000Đang\u2009xử lý\u00a0;\t01/02/2026;Lê\u202fVăn\x0bA\n"
    )
    assert read.rows == [
        {
            "row_number": 2,
            "dossier_code": "A-1",
            "status": "Đang xử lý",
            "received_at": "01/02/2026",
            "applicant_name": "Lê Văn A",
        }
    ]


def test_short_rows_are_filled_and_long_rows_are_marked(reader: Reader) -> None:
    read = reader.content(f"{HEADING}\nA-1;4\nA-2;4;;x;;\nA-3;4;;x;;thừa\nA-4;4;;x{';' * 30}xa\n")
    assert read.column("extra_cells") == [None, None, "thừa", "xa"]
    assert read.column("applicant_name") == [None, "x", "x", "x"]


def test_a_table_with_many_empty_columns_behind_it(reader: Reader) -> None:
    empty = ";" * 20
    read = reader.content(f'{HEADING}{empty}\nA-1;4;x;"Lê\nVăn A"{empty}\nA-2;4;x;y{empty}\n')
    assert read.column("applicant_name") == ["Lê Văn A", "y"]
    assert read.column("extra_cells") == [None, None]


def test_blank_lines_count_as_rows_of_the_file(reader: Reader) -> None:
    assert reader.content(f"\n\n{HEADING}\nA-1;4;x;y\n\n\n").numbers == [4]  # DuckDB leaves these lines out
    read = reader.content(f"\n{HEADING}\n\nA-1;4;x;y\n\n\nA-2;4;x;y\n\n")
    assert read.numbers == [4, 7]
    assert read.file.furniture_rows == 5


def test_a_line_break_inside_quotes_is_a_blank(reader: Reader) -> None:
    read = reader.content(f'{HEADING}\nA-1;4;x;"Lê\nVăn\r\nA"\nA-2;4;x;y\n')
    assert read.column("applicant_name") == ["Lê Văn A", "y"]
    assert read.numbers == [2, 3]


@pytest.mark.parametrize(
    "broken",
    [
        'A-2;4;x;"Ba',  # never closed
        'A-2;4;x;"Ba\nA-3;4;x;"Tư',  # closed by the next one's opening
    ],
)
def test_an_open_quote_does_not_swallow_the_rows_below(reader: Reader, broken: str) -> None:
    after = "".join(f"B-{number};4;x;y\n" for number in range(1, 200))
    read = reader.content(f'{HEADING}\nA-1;4;x;"Một; hai"\n{broken}\n{after}')
    expected = ["A-1", "A-2"] + ["A-3"] * broken.count("A-3") + [f"B-{number}" for number in range(1, 200)]
    assert read.column("dossier_code") == expected
    assert read.column("applicant_name")[0] == "Một; hai"
    assert "ngoặc kép" in read.file.notes[0].vi


def test_quotes_inside_a_cell_are_ordinary_signs(reader: Reader) -> None:
    read = reader.content(f'{HEADING}\nA-1;4;x;Hộ "Ba"\nA-2;4;x;"Hộ ""Tư"""\n')
    assert read.column("applicant_name") == ['Hộ "Ba"', 'Hộ "Tư"']


def test_a_damaged_letter_does_not_change_the_encoding_of_the_others(reader: Reader) -> None:
    read = reader.content(PLAIN.replace("Mận", "M?n").encode().replace(b"?", b"\xe1\xba"))
    assert read.column("applicant_name") == ["Nguyễn Thị M\ufffdn", "Đỗ Văn Ổi"]
    assert read.file.encoding == "utf-8-replace"
    assert "ký tự hỏng" in read.file.notes[0].vi


def test_a_letter_that_was_lost_before_the_export_is_told_too(reader: Reader) -> None:
    read = reader.content(PLAIN.replace("Ổ", "\ufffd"))
    assert read.column("applicant_name") == ["Nguyễn Thị Mận", "Đỗ Văn \ufffdi"]
    assert read.file.encoding == "utf-8-replace"


def test_nul_and_control_bytes_are_blanks(reader: Reader) -> None:
    read = reader.content(f"{HEADING}\nA-1;4;x;Lê\x00Văn\x01A\nA-2;4;x;\x1a\n".encode())
    assert read.column("applicant_name") == ["Lê Văn A", None]


def test_the_sep_line_of_excel_is_letterhead(reader: Reader) -> None:
    assert reader.content(f"sep=;\n{HEADING}\nA-1;4;x;y\n").numbers == [3]


def test_row_numbers_hold_in_a_large_file_read_by_two_threads(tmp_path: Path) -> None:
    path = tmp_path / "lon [1].csv"  # brackets are a pattern for DuckDB
    filling = "Phường Ninh Kiều " * 12
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{HEADING};Ghi chú\n")
        file.writelines(f"A-{number};4;x;y;{filling}\n" for number in range(2, 100_002))
    assert path.stat().st_size > 20_000_000
    with duckdb.connect(config={"threads": 2, "preserve_insertion_order": False}) as connection:
        stage(connection, path, path.name, load_contracts(), "staged", tmp_path / "scratch")
        wrong = "SELECT count(*) FROM staged WHERE dossier_code <> 'A-' || row_number"
        assert connection.execute(wrong).fetchall() == [(0,)]
        assert connection.execute("SELECT count(*) FROM staged").fetchall() == [(100_000,)]
        assert connection.execute("SELECT current_setting('preserve_insertion_order')").fetchall() == [(False,)]
