"""`[sources.NAME]` of the connector dvcqg_sync: a folder of records, or the session service that gives them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator

from connectors.interface.settings import Address, InterfaceSettings
from connectors.source import listed

_Field = Annotated[str, Field(pattern=r"^\w+$")]
#: Datasets that the catalogues give.
CatalogueDataset = Literal["procedure", "sector", "agency"]
#: What the service needs beside its address.
_WITH_URL = ("dstcode", "madonvi")


class Settings(InterfaceSettings):
    """Either `inbox` or `url`. Account of the service: `username` and `password`."""

    inbox: Path | None = None
    url: Address | None = None
    #: Where the log-in is posted; without it `login` beside the last part of `url` (an assumption).
    auth_endpoint: Address | None = None
    dstcode: str | None = None
    madonvi: str | None = None
    username: SecretStr | None = None
    password: SecretStr | None = None

    #: How many dossiers of the city one night asks about, and after how many days again about those that are still
    #: open, or that the portal did not know.
    lookups_per_night: int = Field(default=5000, ge=0)
    lookup_again_days: float = Field(default=7, gt=0)
    #: Error codes that say "no such dossier" (none is known; an empty result says so too).
    not_found_codes: tuple[str, ...] = ()

    #: Services that give all records of a time, such as DongBoHoSoMC and CapNhatTienDoHoSoMC, where the city's
    #: integration platform has them: an assumption, off by default, and so are the names of their parameters.
    list_services: tuple[str, ...] = ()
    list_from: str = "tungay"
    list_to: str = "denngay"
    list_time: str = "%Y%m%d%H%M%S"
    list_days: float = Field(default=1, gt=0)
    list_first_days: float = Field(default=31, gt=0)
    list_overlap_days: float = Field(default=2, ge=0)

    #: Services of the catalogues (procedures, sectors, agencies), and how often they are asked. With LayThuTuc among
    #: them, each procedure that records name and no catalogue knows is asked about; how the service answers for one
    #: that it does not know either is not known: off by default.
    catalogues: tuple[str, ...] = ("LayDanhSachTTHC", "LayDanhMucLinhVuc", "LayDanhMucCoQuan")
    catalogue_days: float = Field(default=7, gt=0)
    #: Fields of the catalogues (procedure, sector, agency) where they differ from those in catalogues.py, such as
    #: [sources.NAME.catalogue_fields.procedure] level = "CAPTHUCHIEN".
    catalogue_fields: Mapping[CatalogueDataset, Mapping[str, _Field]] = Field(default_factory=dict)

    #: Codes (MaCSDL) of the national population database in synchronisation records.
    population_databases: tuple[str, ...] = ("1",)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The inbox."""
        return (self.inbox,) if self.inbox else ()

    @property
    def log_in_url(self) -> str:
        """Where the log-in is posted."""
        return self.auth_endpoint or f"{(self.url or '').rstrip('/').rpartition('/')[0]}/login"

    @field_validator("population_databases", "not_found_codes", "list_services", "catalogues", mode="before")
    @classmethod
    def _codes_of_one_text(cls, value: object) -> object:
        return listed(value)

    @model_validator(mode="after")
    def _files_or_service(self) -> Self:
        if self.inbox and self.url:
            raise ValueError("inbox hoặc url, không cả hai: tách thành hai nguồn / inbox or url, not both: two sources")
        missing = [name for name in _WITH_URL if self.url and not getattr(self, name)]
        if missing:
            raise ValueError(f"thiếu / missing: {', '.join(missing)}")
        return self

    def missing(self) -> tuple[str, ...]:
        """Names of the secrets that the service needs and that are not given."""
        return tuple(name for name in ("username", "password") if not self.secret(name))
