"""The fields of a synchronisation record (service DongBoHoSoMC) and the contract columns that they give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

#: Single values, all of them text; dates are yyyyMMddHHmmss, empty text is no value.
SCALARS = (
    "MaHoSo",
    "MaTTHC",
    "TenTTHC",
    "MaLinhVuc",
    "TenLinhVuc",
    "KenhThucHien",
    "ChuHoSo",
    "LoaiDoiTuong",
    "SoGiayToChuHoSo",
    "NgayNopHoSo",
    "NgayTiepNhan",
    "NgayHenTra",
    "TrangThaiHoSo",
    "NgayTra",
    "NgayKetThucXuLy",
    "NgayTuChoi",
    "DonViXuLy",
    "HoSoCoThanhPhanSoHoa",
    "TaiKhoanDuocXacThucVoiVNeID",
    "DuocThanhToanTrucTuyen",
)

#: Lists of objects and what is read of each.
LISTS: Mapping[str, tuple[str, ...]] = {
    "DinhDanhCHS": ("SoDinhDanh",),
    "DSKetNoiCSDL": ("MaCSDL",),
    "TaiLieuNop": ("IsDeleted", "DuocSoHoa", "DuocTaiSuDung", "DuocLayTuKhoDMQG"),
    "DanhSachLePhi": ("Gia",),
    "DanhSachHoSoBoSung": ("NgayBoSung", "NgayTiepNhanBoSung"),
    "DanhSachGiayToKetQua": ("DuongDanTepTinKetQua",),
}

#: Fields that no column needs; most of them are personal and none is ever taken out of the file.
LEFT_OUT = frozenset(
    {
        "MaDoiTuong",
        "ThongTinKhac",
        "Email",
        "Fax",
        "SoDienThoai",
        "TrichYeuHoSo",
        "ThongTinTra",
        "HinhThuc",
        "NoiNopHoSo",
        "GhiChu",
    }
)

#: The contract's columns and the fields each is made of.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "dossier_code": ("MaHoSo",),
    "procedure_code_raw": ("MaTTHC",),
    "procedure_name": ("TenTTHC",),
    "sector_code": ("MaLinhVuc",),
    "sector_name": ("TenLinhVuc",),
    "unit_name": ("DonViXuLy",),
    "channel": ("KenhThucHien",),
    "submitted_at": ("NgayNopHoSo",),
    "received_at": ("NgayTiepNhan",),
    "due_at": ("NgayHenTra",),
    "finished_at": ("NgayKetThucXuLy",),
    "returned_at": ("NgayTra",),
    "refused_at": ("NgayTuChoi",),
    "status": ("TrangThaiHoSo",),
    "applicant_kind": ("LoaiDoiTuong",),
    "applicant_name": ("ChuHoSo",),
    "applicant_identity": ("SoGiayToChuHoSo", "DinhDanhCHS"),
    "fee_amount": ("DanhSachLePhi",),
    "paid_online": ("DuocThanhToanTrucTuyen",),
    "supplement_count": ("DanhSachHoSoBoSung",),
    "supplement_requested_at": ("DanhSachHoSoBoSung",),
    "supplement_seconds": ("DanhSachHoSoBoSung",),
    "has_electronic_result": ("DanhSachGiayToKetQua",),
    "has_digitised_component": ("HoSoCoThanhPhanSoHoa", "TaiLieuNop"),
    "reuses_data": ("TaiLieuNop",),
    "from_personal_store": ("TaiLieuNop",),
    "uses_population_data": ("TaiKhoanDuocXacThucVoiVNeID", "TaiLieuNop", "DSKetNoiCSDL"),
}

#: Without these in any of its records a file holds no dossiers (a file of progress records has no TrangThaiHoSo).
REQUIRED = ("MaHoSo", "TrangThaiHoSo")


#: What stands for a column in messages, where it is not the name of its first field.
_PARTS: Mapping[str, str] = {
    "fee_amount": "DanhSachLePhi.Gia",
    "supplement_requested_at": "DanhSachHoSoBoSung.NgayBoSung",
    "supplement_seconds": "DanhSachHoSoBoSung.NgayTiepNhanBoSung",
    "has_electronic_result": "DanhSachGiayToKetQua.DuongDanTepTinKetQua",
    "reuses_data": "TaiLieuNop.DuocTaiSuDung",
    "from_personal_store": "TaiLieuNop.DuocLayTuKhoDMQG",
}


def heading_of(column: str) -> str:
    """Return the field, or the part of a list, by which a person finds a column in a record; no two are equal."""
    return _PARTS.get(column, COLUMNS[column][0])


def columns_given(fields: Iterable[str]) -> tuple[str, ...]:
    """Return the contract columns that records with these fields can give."""
    given = frozenset(fields)
    return tuple(column for column, sources in COLUMNS.items() if given.intersection(sources))


def unknown_fields(fields: Iterable[str]) -> tuple[str, ...]:
    """Return the fields that a synchronisation record is not known to have, sorted."""
    return tuple(sorted(frozenset(fields) - LEFT_OUT - LISTS.keys() - frozenset(SCALARS)))


def record_shape() -> dict[str, str | list[dict[str, str]]]:
    """Return what `from_json` takes out of a record: texts, and lists of objects with their texts."""
    lists = {field: [dict.fromkeys(parts, "VARCHAR")] for field, parts in LISTS.items()}
    return dict.fromkeys(SCALARS, "VARCHAR") | lists
