"""The fields of synchronisation records and the contract columns that they give, by the portal's service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Service:
    """One service of the portal: what its records hold and which dataset they are.

    `scalars` are single values, all of them text (dates yyyyMMddHHmmss, empty text is no value); `lists` are lists of
    objects and what is read of each; `left_out` are fields that no column needs, most of them personal: none is ever
    taken out of the file. `columns` maps the contract's columns to the fields each is made of, `parts` what stands for
    a column in messages where it is not its first field. A file in
    which no record has one of each of `required` is of another service.
    """

    name: str
    dataset: str
    template: str
    scalars: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    required: tuple[tuple[str, ...], ...]
    left_out: frozenset[str] = frozenset()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)

    def heading_of(self, column: str) -> str:
        """Return the field, or the part of a list, by which a person finds a column in a record; no two are equal."""
        return self.parts.get(column, self.columns[column][0])

    def columns_given(self, fields: Iterable[str]) -> tuple[str, ...]:
        """Return the contract columns that records with these fields can give."""
        given = frozenset(fields)
        return tuple(column for column, sources in self.columns.items() if given.intersection(sources))

    def unknown_fields(self, fields: Iterable[str]) -> tuple[str, ...]:
        """Return the fields that a record of the service is not known to have, sorted."""
        return tuple(sorted(frozenset(fields) - self.left_out - self.lists.keys() - frozenset(self.scalars)))

    def missing(self, fields: Iterable[str]) -> list[str]:
        """Return the required fields that no record has, the first of each that may stand for each other."""
        return [names[0] for names in self.required if not frozenset(names).intersection(fields)]

    def record_shape(self) -> dict[str, str | list[dict[str, str]]]:
        """Return what `from_json` takes out of a record: texts, and lists of objects with their texts."""
        lists = {name: [dict.fromkeys(parts, "VARCHAR")] for name, parts in self.lists.items()}
        return dict.fromkeys(self.scalars, "VARCHAR") | lists


DOSSIERS = Service(
    name="DongBoHoSoMC",
    dataset="dossier",
    template="stage.sql",
    scalars=(
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
    ),
    lists={
        "DinhDanhCHS": ("SoDinhDanh",),
        "DSKetNoiCSDL": ("MaCSDL",),
        "TaiLieuNop": ("IsDeleted", "DuocSoHoa", "DuocTaiSuDung", "DuocLayTuKhoDMQG"),
        "DanhSachLePhi": ("Gia",),
        "DanhSachHoSoBoSung": ("NgayBoSung", "NgayTiepNhanBoSung", "NgayHenTraTruoc"),
        "DanhSachGiayToKetQua": ("DuongDanTepTinKetQua",),
    },
    left_out=frozenset(
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
    ),
    columns={
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
        "earlier_due_at": ("DanhSachHoSoBoSung",),
        "has_electronic_result": ("DanhSachGiayToKetQua",),
        "has_digitised_component": ("HoSoCoThanhPhanSoHoa", "TaiLieuNop"),
        "reuses_data": ("TaiLieuNop",),
        "from_personal_store": ("TaiLieuNop",),
        "uses_population_data": ("TaiKhoanDuocXacThucVoiVNeID", "TaiLieuNop", "DSKetNoiCSDL"),
    },
    parts={
        "fee_amount": "DanhSachLePhi.Gia",
        "supplement_requested_at": "DanhSachHoSoBoSung.NgayBoSung",
        "supplement_seconds": "DanhSachHoSoBoSung.NgayTiepNhanBoSung",
        "earlier_due_at": "DanhSachHoSoBoSung.NgayHenTraTruoc",
        "has_electronic_result": "DanhSachGiayToKetQua.DuongDanTepTinKetQua",
        "reuses_data": "TaiLieuNop.DuocTaiSuDung",
        "from_personal_store": "TaiLieuNop.DuocLayTuKhoDMQG",
    },
    required=(("MaHoSo",), ("TrangThaiHoSo",)),
)

PROGRESS = Service(
    name="CapNhatTienDoHoSoMC",
    dataset="step",
    template="stage_progress.sql",
    scalars=(
        "MaHoSo",
        "NguoiXuLy",
        "ThoiDiemXuLy",
        "PhongBanXuLy",
        "TrangThai",
        "NgayBatDau",
        "NgayKetThucTheoQuyDinh",
    ),
    left_out=frozenset({"ChucDanh", "NoiDungXuLy"}),
    columns={
        "dossier_code": ("MaHoSo",),
        "department": ("PhongBanXuLy",),
        "officer_name": ("NguoiXuLy",),
        "status": ("TrangThai",),
        "started_at": ("NgayBatDau", "ThoiDiemXuLy"),
        "due_at": ("NgayKetThucTheoQuyDinh",),
        "done_at": ("ThoiDiemXuLy",),
        "processed_at": ("ThoiDiemXuLy",),
    },
    required=(("MaHoSo",), ("TrangThai",), ("NgayBatDau", "ThoiDiemXuLy")),
)

SERVICES = (DOSSIERS, PROGRESS)


def service_of(fields: Iterable[str]) -> Service | None:
    """Return the service whose records have these fields, or None."""
    return next((service for service in SERVICES if not service.missing(fields)), None)
