"""What the city is: its units, and what one row of one of its exports means (its procedures: procedures.py)."""

from dataclasses import dataclass, field
from datetime import date, datetime

ROOT = "H13"

# A cell's meaning. A `date` is a cell without a time of day: the counting decides which instant that is.
Value = str | int | float | bool | date | datetime | None


@dataclass(frozen=True)
class Unit:
    """One row of units.csv."""

    code: str
    name: str
    kind: str
    parent: str | None = ROOT
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None


@dataclass(frozen=True)
class Row:
    """One data row of one export, as meant.

    `values` has a key for every column that the file has: None is an empty cell (or a word nobody knows, where
    the rules make that NULL), a missing key is a column that the file does not have. `unit_code` is the unit meant,
    in whatever way the cells say it; None when only the code inside the dossier code can tell.
    `bad` names the fault for which the row belongs in quarantine. `person` finds the marker strings of its applicant.
    """

    file: str
    landed_at: datetime
    line: int
    dossier_code: str | None
    values: dict[str, Value]
    kind: str
    person: int
    bad: str | None = None
    cells: dict[str, Value] = field(default_factory=dict, compare=False, repr=False)


# Two units share the name "Phường Thới Lai", one after the other; the day they change lies far from every receipt
# that is placed by name (the specification does not say whether valid_to is itself still valid).
RENAMED_ON = date(2026, 1, 1)

UNITS: tuple[Unit, ...] = (
    Unit(ROOT, "Thành phố Cần Thơ", "province", None),
    Unit("H13.02", "Sở Nội vụ", "department"),
    Unit("H13.03", "Sở Tư pháp", "department"),
    Unit("H13.05", "Sở Y tế", "department"),
    Unit("H13.05.01", "Bệnh viện Đa khoa Ô Môn", "department", parent="H13.05"),
    Unit("H13.05.02", "Trung tâm Kiểm nghiệm Thuốc", "department", parent="H13.05"),
    Unit("H13.07", "Sở Đất đai và Môi trường", "department"),
    Unit("H13.09", "Sở Văn hóa và Thể thao", "department"),
    Unit("000.00.53.H13", "Sở Công Thương", "department"),
    Unit("H13.101", "Phường An Hòa", "commune"),
    Unit("H13.102", "Xã Hoà Thuỵ", "commune"),
    Unit("H13.103", "Xã Vĩnh Thủy", "commune"),
    Unit("H13.104", "Xã Thạnh An", "commune"),  # one accent apart from the next:
    Unit("H13.105", "Xã Thanh An", "commune"),  # a comparison without accents mixes them up
    Unit("H13.106", "Phường Tân Lộc", "commune"),  # the same name but for its kind
    Unit("H13.107", "Xã Tân Lộc", "commune"),
    Unit("H13.108", "Phường Đông Thuận", "commune"),
    Unit("H13.109", "Xã Trường Long", "commune"),
    Unit("H13.110", "Phường Thới Lai", "commune", valid_to=RENAMED_ON, successor="H13.111"),
    Unit("H13.111", "Phường Thới Lai", "commune", valid_from=RENAMED_ON),
    Unit("H13.112", "Xã Nhơn Nghĩa", "commune"),
    Unit("H13.151", "Điểm tiếp nhận Trà Nóc", "commune", parent="H13.101"),
)

UNKNOWN_UNIT_IN_COLUMN = "H13.177"
UNKNOWN_UNITS_IN_DOSSIER_CODE = ("H13.188", "000.00.77.H30")

# Not in the catalogue. One always comes with its own sector, the other never, so that it does not matter
# whether a registered procedure takes over the sector of the record that first named it.
UNKNOWN_PROCEDURE_WITH_SECTOR = "2.909901"
UNKNOWN_PROCEDURE_WITHOUT_SECTOR = "2.909902"
OWN_SECTORS = ("G05", "LV12", "G77", "011")


def identity_number(person: int) -> str:
    """The invented identity number of a person: twelve digits found nowhere else."""
    return f"0920{(person * 7_919_317 + 50_000_123) % 100_000_000:08d}"


def phone_number(person: int) -> str:
    """The invented phone number of a person: ten digits."""
    return f"09{(person * 5_371_937 + 31_415_927) % 100_000_000:08d}"


# In notes, evidence and causes: free text stays in the private warehouse, whoever it names.
FREE_TEXT_MARKER = "Zznote"
NAME_MARKERS = ("zzperson", "zzstreet", "zzofficer", "zzsigner")
