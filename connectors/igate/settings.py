"""`[sources.NAME]` of the connector igate: addresses, account, paging, and the catalogues of ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, SecretStr

from connectors.interface.settings import Address, InterfaceSettings

#: Ids of dossierStatus that are known, as the portal's statuses 1-10: mới đăng ký, đang xử lý, có kết quả.
KNOWN_STATUSES: Mapping[str, int] = {"0": 1, "2": 4, "4": 9}

_Status = Annotated[int, Field(ge=1, le=10)]


class Settings(InterfaceSettings):
    """Account: `client_id` and `client_secret`, and with the grant `password` also `username` and `password`."""

    api_url: Address
    sso_url: Address
    realm: str = Field(default="digo", pattern=r"^[\w.-]+$")
    grant: Literal["client_credentials", "password"] = "client_credentials"
    client_id: SecretStr | None = None
    client_secret: SecretStr | None = None
    username: SecretStr | None = None
    password: SecretStr | None = None

    spec: Literal["page", "slice"] = "page"
    page_size: int = Field(default=50, ge=1, le=1000)
    #: Further parameters of the search, such as ancestor-agency-id or remove-status, sent as they are.
    filters: Mapping[str, str] = Field(default_factory=dict)
    #: How far before the watermark a pull reads again, and how often everything is compared.
    overlap_days: float = Field(default=2, ge=0)
    full_compare_days: float = Field(default=7, gt=0)

    #: Catalogues of the source's ids; those of `status` are laid over the known ones.
    status: Mapping[str, _Status] = Field(default_factory=dict)
    level: Mapping[str, Literal["full", "partial", "information"]] = Field(default_factory=dict)
    channel: Mapping[str, Literal["direct", "online", "postal"]] = Field(default_factory=dict)

    @property
    def statuses(self) -> dict[str, int]:
        """The catalogue of statuses."""
        return {**KNOWN_STATUSES, **self.status}

    def account(self) -> dict[str, str]:
        """Return the form of the grant (RFC 6749); parts that are not given are empty."""
        form = {"grant_type": self.grant, "client_id": self.secret("client_id")}
        if self.secret("client_secret") or self.grant == "client_credentials":
            form["client_secret"] = self.secret("client_secret")
        if self.grant == "password":
            form |= {"username": self.secret("username"), "password": self.secret("password")}
        return form

    def missing(self) -> tuple[str, ...]:
        """Names of the secrets that the grant needs and that are not given."""
        return tuple(name for name, value in self.account().items() if not value)
