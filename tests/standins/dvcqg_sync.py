"""A stand-in of the session service of the portal's synchronisation: log-in, look-ups, lists and catalogues."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.standins.faulty_server import Asked, FaultySystem

USERNAME = "h13-dong-bo"
PASSWORD = "mat-khau-dong-bo-2026"
DSTCODE = "VN:GOV:000.00.00.G22:vpcpdvcprocess"
AGENCY = "H13"
LOG_IN_PATH = "/mapi/login"
SERVICE_PATH = "/mapi/g"
Record = dict[str, Any]


@dataclass
class SyncSystem(FaultySystem):
    """Records by dossier code. `codes` are the ways in which success is written, one after the other.

    Before the requests of `forgets` (numbers of `asked`) the service forgets its session; `errors` answers a request
    with an error of the service; `empty` is what stands for no result.
    """

    records: dict[str, Record] = field(default_factory=dict)
    progress: list[Record] = field(default_factory=list)
    catalogues: Mapping[str, list[Record]] = field(default_factory=dict)
    codes: tuple[Any, ...] = (0, "0", "00")
    forgets: set[int] = field(default_factory=set)
    errors: dict[int, Record] = field(default_factory=dict)
    empty: Any = field(default_factory=list)
    log_ins: int = 0
    session: str = ""

    def put(self, *records: Record) -> None:
        """Add records, or let them take the place of what they were."""
        self.records |= {record["MaHoSo"]: record for record in records}

    def counts(self, asked: Asked) -> bool:
        """Questions are numbered, log-ins are not."""
        return asked.path == SERVICE_PATH

    def bodies(self) -> list[Record]:
        """What was asked, as JSON."""
        return [json.loads(asked.body) for asked in self.asked]

    def looked_up(self) -> list[str]:
        """The codes of all look-ups, in their order."""
        return [body["mahoso"] for body in self.bodies() if body["service"] == "TraCuuHoSo"]

    def answer(self, asked: Asked) -> tuple[int, Any]:
        """Log in, or give the records of a service."""
        body = json.loads(asked.body)
        if asked.path == LOG_IN_PATH:
            return self._log_in(asked, body)
        if asked.path != SERVICE_PATH:
            return 404, {"message": "không có"}
        number = len(self.asked) - 1
        if number in self.forgets:
            self.forgets.discard(number)
            self.session = ""
        if not self.session or body["session"] != self.session:
            return 200, {"error_code": "-5", "message": "Session không hợp lệ hoặc đã hết hạn", "result": None}
        if number in self.errors:
            return 200, self.errors[number]
        code = self.codes[number % len(self.codes)]
        return 200, {"error_code": code, "message": "", "result": self._result(body) or self.empty}

    def _log_in(self, asked: Asked, body: Record) -> tuple[int, Any]:
        if asked.headers.get("dstcode") != DSTCODE or body != {"username": USERNAME, "password": PASSWORD}:
            return 200, {"error_code": "-1", "message": f"Sai tài khoản {body.get('username')}", "session": None}
        self.log_ins += 1
        self.session = f"phien-lam-viec-{self.log_ins}"
        return 200, {"error_code": self.codes[self.log_ins % len(self.codes)], "session": self.session}

    def _result(self, body: Record) -> list[Record]:
        assert body["madonvi"] == AGENCY
        if body["service"] == "TraCuuHoSo":
            return [self.records[body["mahoso"]]] if body["mahoso"] in self.records else []
        if body["service"] == "DongBoHoSoMC":
            received = ((record, record["NgayTiepNhan"]) for record in self.records.values())
            return [record for record, moment in received if body["tungay"] <= moment < body["denngay"]]
        if body["service"] == "CapNhatTienDoHoSoMC":
            begun = ((record, record["NgayBatDau"]) for record in self.progress)
            return [record for record, moment in begun if body["tungay"] <= moment < body["denngay"]]
        if body["service"] == "LayThuTuc":
            procedures = self.catalogues["LayDanhSachTTHC"]
            return [procedure for procedure in procedures if procedure["MaTTHC"] == body["maTTHC"]]
        return list(self.catalogues.get(body["service"], []))
