"""`[sources.NAME]` of the connector dvcqg_reporting: the portal's address, the city's root unit there, which periods."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from connectors.interface.settings import Address, InterfaceSettings


class Settings(InterfaceSettings):
    """A public service behind a firewall: asked slowly, and not at all any more once it refuses (403, 429)."""

    gives_up_on: ClassVar[frozenset[int]] = frozenset({403, 429})

    base_url: Address = "https://dichvucong.gov.vn"
    #: The city on the portal: the code of its agency and the portal's id of it.
    root_code: str = Field(default="H13", min_length=1)
    root_id: str = Field(default="019d2be3-6a85-74ec-a339-9985e7aba649", min_length=1)
    #: Also the table of all provinces.
    with_provinces: bool = True
    #: Periods that ended before this day are never asked for.
    since: date = date(2026, 1, 1)
    #: How many older periods are asked for again each night, those asked longest ago first: figures of the past change too.
    older_periods: int = Field(default=1, ge=0)

    pause: float = Field(default=2, ge=0)
    pause_jitter: float = Field(default=2, ge=0)
    retries: int = Field(default=2, ge=0, le=20)
    backoff: float = Field(default=5, ge=0)
    read_timeout: float = Field(default=60, gt=0)
    longest_pull: float = Field(default=2 * 3600, gt=0)
