"""Contracts: one YAML per dataset, the only place where a dataset is described.

From a contract come the heading mapping, the DDL with its comments, the casts, the row rules and quarantine
reasons, the Great Expectations suite, the simulator's headings and the data dictionary. The shape follows the Open
Data Contract Standard 3.1 (kind, apiVersion, id, version, properties with logicalType, description, quality).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator


class Reads(StrEnum):
    """How a cell's text becomes a value. Any non-empty cell that cannot be read sends its row to quarantine."""

    CODE = "code"  # trimmed, upper case, inner blanks removed
    PROCEDURE = "procedure"  # `d.dddddd` out of any of its spellings
    TEXT = "text"
    INSTANT = "instant"  # a date without a time is its beginning
    DUE = "due"  # a date without a time is its end
    DAY = "day"
    INTEGER = "integer"
    NUMBER = "number"  # decimals allowed
    MONEY = "money"  # whole đồng
    HOURS = "hours"  # hours, decimals allowed, kept as whole seconds
    FLAG = "flag"  # Có, X, 1, true / Không, 0, false
    WORD = "word"  # one of the contract's codes, found by its words
    CODES = "codes"  # several codes with `;` between, kept as one text


#: DuckDB type of each way of reading. Instants are local time (Asia/Ho_Chi_Minh).
SQL_TYPES: Mapping[Reads, str] = {
    Reads.CODE: "VARCHAR",
    Reads.PROCEDURE: "VARCHAR",
    Reads.TEXT: "VARCHAR",
    Reads.INSTANT: "TIMESTAMP",
    Reads.DUE: "TIMESTAMP",
    Reads.DAY: "DATE",
    Reads.INTEGER: "BIGINT",
    Reads.NUMBER: "DOUBLE",
    Reads.MONEY: "BIGINT",
    Reads.HOURS: "BIGINT",
    Reads.FLAG: "BOOLEAN",
    Reads.WORD: "VARCHAR",
    Reads.CODES: "VARCHAR",
}


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bilingual(_Model):
    """A text for people, in Vietnamese and English."""

    vi: str = Field(min_length=3)
    en: str = Field(min_length=3)

    def of(self, language: str) -> str:
        """Return the text in `language` (vi or en)."""
        return self.en if language == "en" else self.vi


class KeyedHash(_Model):
    """A personal value is kept only as a keyed hash under another name, salted by further columns."""

    column: str
    fallback: str | None = None
    within: tuple[str, ...] = ()
    description: Bilingual


class Property(_Model):
    """One column of a dataset.

    `headings` are the accepted headings (compared without case and accents); `codes` maps each code to its words.
    `required` is always, never, or an SQL condition under which an empty cell is allowed (`unless`).
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    reads: Reads
    headings: tuple[str, ...] = Field(min_length=1)
    description: Bilingual
    required: bool = False
    required_unless: str | None = None
    personal: bool = False
    kept: bool = True
    physical_type: str | None = None
    codes: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    unknown_word: Literal["quarantine", "null"] = "quarantine"
    keyed_hash: KeyedHash | None = None
    is_required_heading: bool = False

    @property
    def sql_type(self) -> str:
        """DuckDB type of the read value."""
        return self.physical_type or SQL_TYPES[self.reads]

    @model_validator(mode="before")
    @classmethod
    def _required_cells_need_their_heading(cls, values: dict[str, Any]) -> dict[str, Any]:
        """A file without the column of a required cell is rejected: none of its rows could be read."""
        if values.get("required") or values.get("required_unless"):
            return values | {"is_required_heading": True}
        return values

    @model_validator(mode="after")
    def _personal_is_never_kept(self) -> Property:
        if self.personal and self.kept:
            raise ValueError(f"{self.name}: a personal column may not be kept, only its keyed hash")
        if self.reads is Reads.WORD and not self.codes:
            raise ValueError(f"{self.name}: a word column needs codes")
        return self


class DerivedColumn(_Model):
    """A column of the published table that no heading gives.

    With an `expression` it is computed from the read columns named in `of`; without one, connectors that know it stage
    it under its name, already as it is kept.
    """

    name: str
    sql_type: str
    description: Bilingual
    expression: str | None = None
    of: tuple[str, ...] = ()


class EarliestColumn(_Model):
    """The earliest value that other columns ever had, over all versions."""

    name: str
    of: tuple[str, ...]
    sql_type: str
    description: Bilingual


class UnitReference(_Model):
    """Which columns tell a record's unit: its code, its name as valid on a day, the agency code inside another code.

    In the bases of `inside_first` the agency code goes before the name where the catalogue knows it. A unit that no
    catalogue knows is registered below the root; with `below_root_only` only where its code says that it belongs there.
    """

    code: str | None = None
    name: str | None = None
    valid_at: str | None = None
    inside: str | None = None
    inside_first: tuple[str, ...] = ()
    below_root_only: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns whose presence in a file lets it change the unit."""
        return tuple(column for column in (self.code, self.name) if column)


class OneOfSources(_Model):
    """Several sources of one basis give one record: the first of the precedence gives it.

    `within` are the columns of what only one source may give (all steps of a dossier). With `fills` the next sources
    fill the record's empty columns, but those of `own`, which tell of the source itself.
    """

    within: tuple[str, ...]
    fills: bool
    own: tuple[str, ...] = ()


class NumberedColumn(_Model):
    """A number that some sources do not give: kept once given, the next ones in order within `within`.

    A row without it is known by `known_by`; rows of a run that are not known yet are numbered in the order of `by`.
    """

    column: str
    within: tuple[str, ...]
    known_by: str
    by: tuple[str, ...]


class Rule(_Model):
    """A row rule in SQL over the read columns: a row for which `holds` is false breaks it."""

    id: str
    column: str
    holds: str
    severity: Literal["critical", "warning"]
    reason: Bilingual


class Contract(_Model):
    """One dataset: what each row is, its columns, its rules, how fresh it must be.

    `row_time` names the column that tells when the source itself last wrote the row: the order in which rows win.
    The columns of `told_together` make one statement: a file that has one of them changes all. `answers` are the columns
    that people fill in on a list handed to them: a row with all of them empty tells nothing, and the load says how many.
    `unread` are headings that such a list carries beside the answers: they come back with it and are no news to anybody.
    Without `one_of_sources` a record is known by its source too. `basis` is given where whoever hands the dataset over,
    it is one and the same record: a catalogue. A dataset that is not `in_files` comes from a connector of its own only:
    nobody drops it into an inbox.
    """

    kind: Literal["DataContract"]
    apiVersion: Literal["v3.1.0"]
    id: str
    version: str
    status: Literal["active", "draft"]
    title: Bilingual
    description: Bilingual
    table: str
    basis: Literal["city"] | None = None
    key: tuple[str, ...]
    key_shape: str | None = None
    row_time: str | None = None
    told_together: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    in_files: bool = True
    fresh_within_working_days: int | None = None
    properties: tuple[Property, ...]
    derived: tuple[DerivedColumn, ...] = ()
    unit: UnitReference | None = None
    one_of_sources: OneOfSources | None = None
    numbered: NumberedColumn | None = None
    earliest: tuple[EarliestColumn, ...] = ()
    rules: tuple[Rule, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def by_name(self) -> dict[str, Property]:
        """Columns by name."""
        return {column.name: column for column in self.properties}

    @property
    def kept(self) -> tuple[Property, ...]:
        """Columns that are remembered as read (never a personal one)."""
        return tuple(column for column in self.properties if column.kept)

    @property
    def told(self) -> tuple[Property, ...]:
        """Columns that tell of the record, without the row's own time."""
        return tuple(column for column in self.properties if column.name != self.row_time)

    @model_validator(mode="after")
    def _names_agree(self) -> Contract:
        names = [column.name for column in self.properties]
        if len(set(names)) != len(names):
            raise ValueError(f"{self.id}: a column is named twice")
        computed = [*(column.name for column in self.derived), *(["unit_code"] if self.unit else [])]
        for needed in (
            *(rule.column for rule in self.rules),
            *(set(self.key) - set(computed)),
            *([self.row_time] if self.row_time else []),
            *self.told_together,
            *self.answers,
        ):
            if needed not in names:
                raise ValueError(f"{self.id}: no column {needed}")
        return self


#: libyaml, where it is there: eight times as fast, the same in all else.
_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str) -> Any:  # noqa: ANN401
    """Return the one document in a YAML text of ours, made of plain values only."""
    return yaml.load(text, Loader=_YAML)  # noqa: S506 - one of the two safe loaders


def parse_contract(text: str) -> Contract:
    """Read one contract from YAML text; a wrong key or a missing description is a `ValidationError`."""
    document: dict[str, Any] = read_yaml(text)
    return Contract.model_validate(document)


@cache
def load_contracts() -> dict[str, Contract]:
    """Return the project's contracts by dataset id, in the order of their files' names."""
    folder = files("connectors") / "contracts"
    texts = sorted((entry.name, entry.read_text(encoding="utf-8")) for entry in folder.iterdir())
    contracts = [parse_contract(text) for name, text in texts if name.endswith(".yml")]
    return {contract.id: contract for contract in contracts}


def file_contracts() -> dict[str, Contract]:
    """Return the contracts of what people drop as files, by dataset id."""
    return {name: contract for name, contract in load_contracts().items() if contract.in_files}
