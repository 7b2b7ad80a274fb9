"""What is no data is left out, and nothing that is data ever is."""

from __future__ import annotations

import pytest

from tests.exports.reading import Reader

HEADING = "STT;Mã hồ sơ;Trạng thái;Ngày tiếp nhận;Chủ hồ sơ;Phí, lệ phí"
DATA = ["1;H13.01-260101-0001;Đang xử lý;01/01/2026;Lê Thị Mận;50.000"]


def numbers(reader: Reader, *lines: str, heading: str = HEADING) -> list[object]:
    """Return the numbers of the rows that are data; the heading is row 1, the data above is row 2."""
    return reader.content("\n".join([heading, *DATA, *lines]) + "\n").numbers


@pytest.mark.parametrize(
    "totals",
    [
        "Tổng cộng;1;;;;50.000",  # the count stands in the column of the codes
        "TỔNG SỐ;;;;;50.000",
        "Cộng;;x;x;x;50.000",
        "Tổng;;;;;",
        "Total;;;;;50000",
        "tong cong;;;;;50.000",
        ";Tổng cộng: 123 hồ sơ;;;;",
        ";Tổng số hồ sơ: 1.550;;;;",
        ";;;;Tổng cộng (I+II);50.000",
        ";;;Cộng:;;50.000",
        "Lũy kế;;;;;",
    ],
)
def test_totals_rows_at_the_end_and_in_the_middle(reader: Reader, totals: str) -> None:
    after = "2;H13.01-260101-0002;Đang xử lý;01/01/2026;Trần Văn Ổi;0"
    assert numbers(reader, totals) == [2]
    assert numbers(reader, totals, after) == [2, 4]


@pytest.mark.parametrize(
    "data",
    [
        "2;H13.01-260101-0002;Đang xử lý;01/01/2026;Tổng công ty Xây dựng số 1;0",
        "2;H13.01-260101-0002;Đang xử lý;01/01/2026;Tống Thị Mơ;0",
        "2;H13.01-260101-0002;;;Cộng;",
        ";H13.01-260101-0002;;;Tổng;",
        ";;Đang xử lý;01/01/2026;Tổng cộng;0",  # a row without its code is set aside later, not here
        ";;Đang xử lý;;;",
        ";;;01/01/2026;;",
        ";;;01/01/2026;GIÁM ĐỐC CÔNG TY SÔNG HẬU;0",
        "2;;Đang xử lý;01/01/2026;Công;0",
        "2;KHONG-SO;Đang xử lý;;;",
        "2;H13.05 - 260101 - 0001;;;;",
        "2;1;;;;",
        "2;000123;;;;",
        ";;;;Trần Thị B;",  # nothing above says that data is over
        "2;;x;y;z;t",
        "TỔNG CÔNG TY;H13.01-260101-0002;;;;",
        "Tổng cộng;H13.01-260101-0002;Đang xử lý;01/01/2026;;",
    ],
)
def test_a_row_of_data_is_never_taken_for_furniture(reader: Reader, data: str) -> None:
    after = "9;H13.01-260101-0009;Đang xử lý;01/01/2026;Trần Văn Ổi;0"
    assert numbers(reader, data, after) == [2, 3, 4]
    assert numbers(reader, data) == [2, 3]


def test_a_row_without_code_after_a_blank_row_is_still_data(reader: Reader) -> None:
    assert numbers(reader, ";;;;;", "2;;Đang xử lý;02/01/2026;Trần Thị B;") == [2, 4]


@pytest.mark.parametrize(
    "block",
    [
        [";;;;Cần Thơ, ngày 05 tháng 02 năm 2026;", ";NGƯỜI LẬP BIỂU;;;THỦ TRƯỞNG ĐƠN VỊ;", ";Lê Văn A;;;Trần Thị B;"],
        [";Cần Thơ, ngày 05 tháng 02 năm 2026;;;;", ";NGƯỜI LẬP BIỂU;;;;", ";;(Ký, ghi rõ họ tên);;;", ";Lê Văn A;;;;"],
        [";;;;;", ";;;KT. CHỦ TỊCH;;", ";;;PHÓ CHỦ TỊCH;;", ";;;;;", ";;;Trần Thị B;;"],
        ["Tổng cộng;1;;;;50.000", ";;;;Trần Thị B;"],
        [";;;;;", ";;;;Trần Thị B;"],
        [";Lập biểu;Kế toán;Trưởng phòng;Giám đốc;", ";Lê A;Trần B;Võ C;Bùi D;Phan E"],  # names of four signers
        ["Người lập: Lê Văn A;;;;;", "Ngày in: 05/02/2026 08:00;;;;;", "Trang 1/1;;;;;"],
        [";;;;;", ";Ghi chú: số liệu tính đến 05/02/2026;;;;", ";Nơi nhận: UBND thành phố; Sở Nội vụ;;;"],
    ],
)
def test_the_signature_block_below_the_data(reader: Reader, block: list[str]) -> None:
    assert numbers(reader, *block) == [2]


def test_a_signature_phrase_between_rows_of_data_is_kept(reader: Reader) -> None:
    """Only below the last row of data is there a signature block; a row in between is set aside, not lost."""
    after = "9;H13.01-260101-0009;Đang xử lý;01/01/2026;Trần Văn Ổi;0"
    assert numbers(reader, ";NGƯỜI LẬP BIỂU;;;;", after) == [2, 3, 4]


def test_heading_and_column_numbers_come_again_on_every_printed_page(reader: Reader) -> None:
    numbers_row = "(1);(2);(3);(4);(5);(6)"
    after = "2;H13.01-260101-0002;Đang xử lý;01/01/2026;Trần Văn Ổi;0"
    read = reader.content("\n".join([HEADING, numbers_row, *DATA, HEADING.upper(), numbers_row, after]) + "\n")
    assert read.numbers == [3, 6]
    assert (read.file.rows, read.file.furniture_rows) == (2, 4)


def test_a_row_with_only_its_serial_number_is_blank(reader: Reader) -> None:
    assert numbers(reader, "2;;;;;", "3;;;;;") == [2]


def test_a_file_without_data(reader: Reader) -> None:
    read = reader.content(f"{HEADING}\n(1);(2);(3);(4);(5);(6)\nKhông có dữ liệu;;;;;\n;;;;;\n;;;;Lê Thị Mận;\n")
    assert (read.rows, read.file.furniture_rows) == ([], 5)
    assert "không có dòng dữ liệu" in read.file.notes[0].vi


def test_codes_under_other_columns_are_data(reader: Reader) -> None:
    heading = "Mã hồ sơ;Mã đơn vị;Trạng thái;Ngày tiếp nhận;Chủ hồ sơ;Tên TTHC;Lĩnh vực;Mã TTHC"
    read = reader.content(f"{heading}\nA-1;H13.01;4;01/01/2026;x;y;z;1.000001\n;;;;;;;\n;H13.05;;;;Khai sinh;;\n")
    assert read.numbers == [2, 4]
