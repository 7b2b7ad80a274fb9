"""Hand-made dossiers as iGate shows them, each with what must be known of it afterwards."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]
WARD = {"id": "68c0a1", "code": "H13.101", "name": "Phường Ninh Kiều", "parent": {"id": "68c000", "code": "H13"}}
DEPARTMENT = {"id": "68c0a2", "code": "H13.02", "name": [{"languageId": 228, "name": "Sở Công Thương"}]}
NAMES = [{"languageId": 46, "name": "Birth registration"}, {"languageId": 228, "name": "Đăng ký khai sinh"}]
SECTOR = {"id": "5f01", "code": "G15-HT01", "name": [{"languageId": 228, "name": "Hộ tịch"}]}
PROCESS = {"processDefinition": {"processingTime": 3, "processingTimeUnit": "d", "timesheet": {"name": "Hành chính"}}}
#: Ids of this city's iGate that no default table can know.
CONFIGURED = """
[sources.igate.status]
"5" = 5
"12" = 10
[sources.igate.level]
"L4" = "full"
"L3" = "partial"
"L2" = "information"
[sources.igate.channel]
"0" = "direct"
"1" = "online"
"2" = "postal"
"""


def row(number: int, **values: object) -> Row:
    """Return an ordinary dossier of the ward with `values` over it; a value of `...` takes the field away."""
    ordinary: Row = {
        "id": f"66f0c{number:03}",
        "code": f"H13.101-261001-{number:04}",
        "nationCode": f"000.00.01.H13-261001-{number:04}",
        "dossierStatus": {"id": 2, "name": "Đang xử lý"},
        "applicant": {"data": {"fullname": "NGUYỄN THỊ BÍ MẬT", "identityNumber": "092199000123", "phoneNumber": None}},
        "procedure": {"id": "p1", "code": "1.001193", "translate": NAMES, "sector": SECTOR},
        "procedureProcessDefinition": PROCESS,
        "agency": WARD,
        "procedureLevel": {"id": "L4", "name": "Toàn trình"},
        "applyMethod": {"id": 1, "name": "Trực tuyến"},
        "accepter": {"fullname": "Lê Cán Bộ"},
        "appliedDate": "2026-10-01T08:00:00.000+0700",
        "acceptedDate": "2026-10-01T09:30:00.000+0700",
        "appointmentDate": "2026-10-06T17:00:00.000+0700",
        "updatedDate": f"2026-10-05T08:{number:02}:00.000+0700",
    }
    return {name: value for name, value in {**ordinary, **values}.items() if value is not ...}


def step(agency: Row, begin: str, end: str | None, officer: str = "Trần Một Cửa") -> Row:
    """Return one task of a dossier."""
    task = {"agency": agency, "assignee": {"fullname": officer}, "assignedDate": begin, "dueDate": None}
    return {**task, "completedDate": end}


ROWS: list[Row] = [
    row(1),
    row(  # +0000: half past nine at night of the day before is half past four in the morning here
        2,
        appliedDate="2026-09-30T21:30:00.000+0000",
        acceptedDate="2026-09-30T21:30:00.000+0000",
        appointmentDate="2026-10-05T17:00:00.000+0000",
        updatedDate="2026-10-05T01:02:00.000+0000",
    ),
    row(  # other offsets, no fraction, no offset at all
        3,
        appliedDate="2026-10-01T08:00:00+07:00",
        acceptedDate="2026-10-01T02:30:00Z",
        appointmentDate="2026-10-06T17:00:00",
        dossierStatus={"id": "4", "name": "Có kết quả"},
        completedDate="2026-10-06T11:00:00.123+0900",
        updatedDate="2026-10-06T09:00:00",
    ),
    row(  # the status is only in the status of the task, the procedure's name is an object
        4,
        dossierStatus=None,
        dossierTaskStatus={"id": 4, "name": "Đã có kết quả"},
        procedure={"id": "p1", "code": "1.001193.000.00.00.H13", "translate": {"languageId": 228, "name": "Khai sinh"}},
        completedDate="2026-10-05T10:00:00.000+0700",
        updatedDate="2026-10-05T10:00:01.000+0700",
    ),
    row(  # the status has an id without a name; the procedure's name is plain text; current task as an array
        5,
        dossierStatus={"id": 12},
        dossierTaskStatus={"id": 88, "name": "Đã trả kết quả"},
        procedure={"id": "p1", "code": "1.001193", "translate": "Đăng ký khai sinh", "sector": {"code": "G15-HT01"}},
        completedDate="2026-10-05T10:00:00.000+0700",
        returnedDate="2026-10-05T15:00:00.000+0700",
        currentTask=[step(WARD, "2026-10-05T10:00:00.000+0700", None)],
        updatedDate="2026-10-05T15:00:01.000+0700",
    ),
    row(  # a department, on paper, with tasks
        6,
        code="H13.02-261002-0006",
        agency=DEPARTMENT,
        procedure={"id": "p2", "code": "2.000229", "translate": [], "sector": None},
        procedureLevel={"id": "L3", "name": "Một phần"},
        applyMethod={"id": 0, "name": "Trực tiếp"},
        task=[
            step(DEPARTMENT, "2026-10-02T08:00:00.000+0700", "2026-10-02T10:00:00.000+0700"),
            step(DEPARTMENT, "2026-10-02T03:00:00.000+0000", None, "Phạm Thẩm Định"),
        ],
        currentTask=step(DEPARTMENT, "2026-10-02T10:00:00.000+0700", None, "Phạm Thẩm Định"),
        updatedDate="2026-10-02T10:00:00.000+0700",
    ),
    row(  # waits for the applicant; no due date of appointment, one of the process; unknown fields; nulls
        7,
        dossierStatus={"id": 5, "name": "Yêu cầu bổ sung"},
        appointmentDate=None,
        dueDate="2026-10-08T17:00:00.000+0700",
        extendTime=None,
        task=None,
        nationCode=None,
        somethingNew={"deep": [1, 2, {"x": None}]},
        applyMethod={"id": 2, "name": "Bưu chính"},
    ),
    row(  # registered only: nothing received, hardly a field there
        8,
        dossierStatus={"id": 0, "name": "Mới đăng ký"},
        acceptedDate=...,
        appointmentDate=...,
        nationCode=...,
        procedureLevel=...,
        applyMethod=...,
        accepter=...,
        applicant=...,
        procedureProcessDefinition=...,
    ),
    row(9, agency=..., updatedDate=None),  # the unit is in the code alone; it was never updated
    row(10, updatedDate="2026-10-07T08:00:00.000+0700"),
    row(11, updatedDate="2026-10-07T08:00:00.000+0700"),  # ended in bulk: the same instant
    row(12, updatedDate="2026-10-07T08:00:00.000+0700"),
]

_OPEN = ("H13.101", "1.001193", 4, "online", "full")
_BEGUN = ("2026-10-01 08:00:00", "2026-10-01 09:30:00")
#: code: unit, procedure, status, channel, level, submitted, received, day of the due date, finished, returned
KNOWN: dict[str, tuple[object, ...]] = {
    "H13.101-261001-0001": (*_OPEN, *_BEGUN, "2026-10-06", None, None),
    "H13.101-261001-0002": (*_OPEN, "2026-10-01 04:30:00", "2026-10-01 04:30:00", "2026-10-06", None, None),
    "H13.101-261001-0003": (
        *("H13.101", "1.001193", 9, "online", "full"),
        *(*_BEGUN, "2026-10-06", "2026-10-06 09:00:00.123", None),
    ),
    "H13.101-261001-0004": (
        *("H13.101", "1.001193", 9, "online", "full"),
        *(*_BEGUN, "2026-10-06", "2026-10-05 10:00:00", None),
    ),
    "H13.101-261001-0005": (
        *("H13.101", "1.001193", 10, "online", "full"),
        *(*_BEGUN, "2026-10-06", "2026-10-05 10:00:00", "2026-10-05 15:00:00"),
    ),
    "H13.02-261002-0006": ("H13.02", "2.000229", 4, "direct", "partial", *_BEGUN, "2026-10-06", None, None),
    "H13.101-261001-0007": ("H13.101", "1.001193", 5, "postal", "full", *_BEGUN, "2026-10-08", None, None),
    "H13.101-261001-0008": ("H13.101", "1.001193", 1, None, None, _BEGUN[0], None, None, None, None),
    "H13.101-261001-0009": (*_OPEN, *_BEGUN, "2026-10-06", None, None),
    "H13.101-261001-0010": (*_OPEN, *_BEGUN, "2026-10-06", None, None),
    "H13.101-261001-0011": (*_OPEN, *_BEGUN, "2026-10-06", None, None),
    "H13.101-261001-0012": (*_OPEN, *_BEGUN, "2026-10-06", None, None),
}
