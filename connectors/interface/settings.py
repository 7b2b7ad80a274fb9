"""The keys of motcua.toml that every source asked over HTTP has."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field

from connectors.source import SourceSettings

Address = Annotated[str, Field(pattern=r"^https?://[^\s/?#]+[^\s?#]*$")]


class InterfaceSettings(SourceSettings):
    """How patiently and how politely a system is asked; times are in seconds, sizes in bytes.

    Answers of 30 to 180 seconds and 429, 500, 502, 503, 504 are ordinary for the systems of one-stop shops.
    """

    #: Statuses at which this kind of system is not asked again, though others would be.
    gives_up_on: ClassVar[frozenset[int]] = frozenset()

    #: Certificates of a private authority (PEM); without it, those that the system of this machine trusts.
    ca_file: Path | None = None
    connect_timeout: float = Field(default=15, gt=0)
    read_timeout: float = Field(default=200, gt=0)
    #: An answer that trickles in longer than this is given up.
    answer_timeout: float = Field(default=900, gt=0)
    #: How often one request is repeated.
    retries: int = Field(default=5, ge=0, le=20)
    backoff: float = Field(default=2, ge=0)
    #: The longest wait between two attempts, also when `Retry-After` asks for more.
    longest_wait: int = Field(default=300, ge=0)
    #: Least pause between two requests, and the random part on top of it. Requests go one after the other in any case;
    #: with 0.2 s each, three thousand pages of a full compare would wait ten minutes for nothing.
    pause: float = Field(default=0.02, ge=0)
    pause_jitter: float = Field(default=0.03, ge=0)
    #: A pull that takes longer than this is broken off; what has landed stays, the next night goes on with it.
    longest_pull: float = Field(default=4 * 3600, gt=0)
    largest_answer: int = Field(default=16 * 2**20, ge=1024)
