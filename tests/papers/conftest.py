"""A small city after one real night, its papers in the publication.

As of Sunday 22/11/2026. Report month 11 runs from 15/10 to 14/11 (a Saturday), report month 12 from 15/11. Phường Ninh
Kiều (H13.101) resolves two dossiers late in month 11 and holds a third, which it resolves late in month 12; Phường Cái
Khế (H13.102) holds one that is overdue and one that waits for the applicant; Văn phòng UBND (H13.01) is on time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import duckdb
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from flows.reports.papers.papers import Published
from flows.reports.papers.signature import SignatureBlock
from tests.flows.home import Home, make_home
from tests.flows.plain_night import plain_night

AS_OF = date(2026, 11, 22)
HEADINGS = "Mã hồ sơ;Trạng thái;Mã đơn vị;Ngày tiếp nhận;Ngày hẹn trả;Ngày có kết quả;Mã TTHC;Chủ hồ sơ"
FIRST_PROMISE = ["H13.101-261001-0001;4;H13.101;01/10/2026;16/10/2026;;1.000001;Nguyễn Thị Vắng Mặt"]
DOSSIERS = [
    "H13.101-261001-0001;9;H13.101;01/10/2026;20/10/2026;23/10/2026;1.000001;Nguyễn Thị Vắng Mặt",
    "H13.101-261001-0002;9;H13.101;01/10/2026;30/10/2026;02/11/2026;1.000001;Nguyễn Thị Vắng Mặt",
    "H13.101-261020-0003;9;H13.101;20/10/2026;09/11/2026;18/11/2026;;Nguyễn Thị Vắng Mặt",
    "H13.102-261005-0001;4;H13.102;05/10/2026;12/11/2026;;1.000002;Nguyễn Thị Vắng Mặt",
    "H13.102-261005-0002;5;H13.102;05/10/2026;10/11/2026;;1.000002;Nguyễn Thị Vắng Mặt",
    "H13.01-261010-0001;9;H13.01;10/10/2026;20/10/2026;19/10/2026;1.000002;Nguyễn Thị Vắng Mặt",
]
PROCEDURE_HEADINGS = "Mã TTHC;Tên TTHC;Cấp thực hiện"
PROCEDURES = ["1.000001;Đăng ký khai sinh;Cấp xã", "1.000002;Cấp phép xây dựng;Cấp xã"]
STEP_HEADINGS = "Mã hồ sơ;Bước;Mã đơn vị xử lý;Phòng ban xử lý;Ngày bắt đầu;Ngày hoàn thành"
STEPS = [
    "H13.102-261005-0001;1;H13.102;Bộ phận Một cửa;05/10/2026;06/10/2026",
    "H13.102-261005-0001;2;H13.01;Phòng Nội chính;06/10/2026;",
    "H13.101-261020-0003;1;H13.101;Phòng Kinh tế;20/10/2026;18/11/2026",
]


@pytest.fixture(scope="session")
def first_night(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The city after its night; tests only read it."""
    home = make_home(tmp_path_factory.mktemp("papers") / "Một cửa's [thử]")
    home.put("hen-lan-dau.csv", FIRST_PROMISE, datetime(2026, 10, 2), HEADINGS)
    home.put("ho-so.csv", DOSSIERS, datetime(2026, 11, 20), HEADINGS)
    home.put("thu-tuc.csv", PROCEDURES, datetime(2026, 11, 20), PROCEDURE_HEADINGS)
    home.put("tien-do.csv", STEPS, datetime(2026, 11, 20), STEP_HEADINGS)
    plain_night(home.config, AS_OF)
    return home


@contextmanager
def publication(home: Home) -> Iterator[Published]:
    """What papers are made of."""
    with duckdb.connect(str(home.data / "published/motcua.duckdb"), read_only=True) as connection:
        yield Published(connection, AS_OF, "R1", SignatureBlock())


@pytest.fixture
def published(first_night: Home) -> Iterator[Published]:
    """The publication of the first night."""
    with publication(first_night) as found:
        yield found


def lines(sheet: Worksheet) -> list[list[object]]:
    """Return what stands in the rows below the numbers of the columns, dates as days."""
    rows = [[cell.value for cell in row[:12]] for row in sheet.iter_rows(min_row=7, max_row=sheet.max_row - 1)]
    shown = [[value.date() if isinstance(value, datetime) else value for value in row] for row in rows]
    return [row for row in shown if any(value is not None for value in row)]
