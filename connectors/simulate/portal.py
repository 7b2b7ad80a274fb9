"""The national portal's copy of the invented city: synchronisation records with what pushers do to them."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.simulate import dossiers, procedures
from connectors.simulate.arrays import Instants
from connectors.simulate.city import City
from connectors.simulate.dossiers import Dossiers
from connectors.simulate.export import Export
from connectors.simulate.further_datasets import further_rows
from connectors.simulate.plan import export_time

_CHANNELS = {"direct": "1", "online": "2", "postal": "3"}
#: What pushers write for a missing identity number.
MISSING_IDENTITY = "000000001"
#: Shares of dossiers that a pusher garbles, and of those that never reach the portal.
_NEVER_PUSHED, _RANDOM_CODE, _BACK_TO_NEW, _WITHOUT_DUE, _CLOSED, _COPIED = 0.02, 0.005, 0.01, 0.08, 0.7, 0.4
#: 5, 6 and 8 are rewritten to 9.
_REWRITTEN = ("5", "6", "8")

#: A record, its fields in the service's order.
Record = dict[str, object]


def simulate_portal(city: City, folder: Path) -> list[Path]:
    """Write what the city's pushers sent to the portal below `folder`: one file of dossiers, one of progress records.

    The same city gives the same bytes, whatever else is written of it.
    """
    drawn = dossiers.rows(city, city.random("dossier"), procedures.rows(city, city.random("procedure")))
    random = city.random("portal")
    pushed = np.flatnonzero(random.random(len(drawn.unit)) >= _NEVER_PUSHED)
    records = list(_dossiers(city, drawn.of(pushed), random))
    codes = dict(
        zip(drawn.of(pushed).facts["dossier_code"].to_pylist(), (str(r["MaHoSo"]) for r in records), strict=True)
    )
    night = export_time(city, city.until, time(0, 50))
    progress = _progress(city, drawn, codes)
    return [
        _file("dong-bo-ho-so.jsonl.gz", night, records).save(folder),
        _file("cap-nhat-tien-do.jsonl.gz", night + timedelta(minutes=1), progress).save(folder),
    ]


def _file(name: str, written_at: datetime, records: Iterable[Record]) -> Export:
    def write(target: Path) -> None:
        # no name and no time in the head of the archive: the same records are the same bytes
        with target.open("wb") as raw, gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as packed, _text(packed) as lines:
            lines.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)

    return Export(name, written_at, write)


def _text(packed: gzip.GzipFile) -> io.TextIOWrapper:
    return io.TextIOWrapper(packed, "utf-8", newline="\n")


def _dossiers(city: City, drawn: Dossiers, random: np.random.Generator) -> Iterator[Record]:
    """Yield one record per dossier as of the end of the data."""
    columns = _texts(dossiers.seen(drawn, city.end))
    first_due = _stamps(drawn.lives.first_due)
    garbled = {
        name: random.random(len(drawn.unit)) < share
        for name, share in (
            ("code", _RANDOM_CODE),
            ("new", _BACK_TO_NEW),
            ("due", _WITHOUT_DUE),
            ("closed", _CLOSED),
            ("copied", _COPIED),
        )
    }
    serials = random.integers(10**8, 10**9, len(drawn.unit)).tolist()
    for place, serial in enumerate(serials):
        record = _dossier({name: values[place] for name, values in columns.items()}, first_due[place])
        yield _garbled(record, {name: bool(flags[place]) for name, flags in garbled.items()}, serial)


def _dossier(cell: Mapping[str, str], first_due: str) -> Record:
    """Return a record that tells what the city's own does."""
    return {
        "MaHoSo": cell["dossier_code"],
        "MaTTHC": cell["procedure_code_raw"],
        "TenTTHC": cell["procedure_name"],
        "MaLinhVuc": cell["sector_code"],
        "TenLinhVuc": cell["sector_name"],
        "KenhThucHien": _CHANNELS.get(cell["channel"], ""),
        "ChuHoSo": cell["applicant_name"],
        "LoaiDoiTuong": "1" if cell["applicant_identity"] else "",
        "SoGiayToChuHoSo": cell["applicant_identity"] or MISSING_IDENTITY,
        "SoDienThoai": cell["applicant_phone"],
        "NgayNopHoSo": cell["submitted_at"],
        "NgayTiepNhan": cell["received_at"],
        "NgayHenTra": cell["due_at"],
        "TrangThaiHoSo": cell["status"],
        "NgayTra": cell["returned_at"],
        "HinhThuc": "0",
        "NgayKetThucXuLy": cell["finished_at"],
        "NgayTuChoi": cell["refused_at"],
        "DonViXuLy": cell["unit_name"],
        "HoSoCoThanhPhanSoHoa": _flag(cell["has_digitised_component"]),
        "DuocThanhToanTrucTuyen": cell["paid_online"],
        "TaiLieuNop": _attachments(cell),
        "DanhSachLePhi": [{"TenPhiLePhi": "Lệ phí", "Gia": cell["fee_amount"]}] if cell["fee_amount"] else [],
        "DanhSachHoSoBoSung": _supplements(cell, first_due),
        "DanhSachGiayToKetQua": [{"DuongDanTepTinKetQua": "/ket-qua.pdf"}]
        if cell["has_electronic_result"] == "true"
        else [],
    }


def _attachments(cell: Mapping[str, str]) -> list[dict[str, str]]:
    told = {
        "DuocSoHoa": _flag(cell["has_digitised_component"]),
        "DuocTaiSuDung": _flag(cell["reuses_data"]),
        "DuocLayTuKhoDMQG": _flag(cell["from_personal_store"]),
    }
    return [{"TenTepDinhKem": "thanh-phan-1.pdf", "IsDeleted": "False", **told}]


def _supplements(cell: Mapping[str, str], first_due: str) -> list[dict[str, str]]:
    if not cell["supplement_requested_at"]:
        return []
    moved = {"NgayHenTraTruoc": first_due, "NgayHenTraMoi": cell["due_at"]} if first_due != cell["due_at"] else {}
    return [{"HoSoBoSungId": "1", "NgayBoSung": cell["supplement_requested_at"], "NgayTiepNhanBoSung": "", **moved}]


def _garbled(record: Record, flaws: Mapping[str, bool], serial: int) -> Record:
    """Return the record as it was pushed."""
    if flaws["closed"] and record["TrangThaiHoSo"] in _REWRITTEN:
        record |= {"TrangThaiHoSo": "9"}
    if flaws["new"]:
        record |= {"TrangThaiHoSo": "1"}
    if flaws["due"]:
        record |= {"NgayHenTra": ""}
    if flaws["copied"] and record["NgayTiepNhan"]:
        record |= {"NgayNopHoSo": record["NgayTiepNhan"]}
    if flaws["code"]:
        record |= {"MaHoSo": f"HS{serial}"}
    return record


def _progress(city: City, drawn: Dossiers, codes: Mapping[str, str]) -> Iterator[Record]:
    """Yield the steps of the dossiers that were pushed, under the codes they were pushed with; none has a number."""
    columns = _texts(further_rows(city, "step", drawn))
    for place, code in enumerate(columns["dossier_code"]):
        cell = {name: values[place] for name, values in columns.items()}
        if code in codes:
            yield {
                "MaHoSo": codes[code],
                "NguoiXuLy": cell["officer_name"],
                "ChucDanh": "Chuyên viên",
                "ThoiDiemXuLy": cell["done_at"] or cell["started_at"],
                "PhongBanXuLy": cell["department"],
                "NoiDungXuLy": "",
                "TrangThai": "9" if cell["status"] in _REWRITTEN else cell["status"],
                "NgayBatDau": cell["started_at"],
                "NgayKetThucTheoQuyDinh": cell["due_at"],
            }


def _flag(text: str) -> str:
    return {"true": "1", "false": "0"}.get(text, "")


def _texts(table: pa.Table) -> dict[str, list[str]]:
    """Return the columns as texts: instants as yyyyMMddHHmmss, nothing as empty text."""
    columns = {}
    for name in table.column_names:
        column = table[name]
        if pa.types.is_timestamp(column.type):
            column = pc.strftime(column, "%Y%m%d%H%M%S")
        columns[name] = pc.fill_null(column.cast(pa.string()), "").to_pylist()
    return columns


def _stamps(instants: Instants) -> list[str]:
    texts = np.datetime_as_string(instants, unit="s").tolist()
    return ["" if text == "NaT" else "".join(filter(str.isdigit, text)) for text in texts]
