"""One figure as published: its definition, value, target and score, and what to compare it with."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

import duckdb

from connectors.contract import Bilingual
from flows.reports.queries import records
from warehouse.behind import Place
from warehouse.database import sql_text

#: How well a definition is verified; practice of one province and unverified ones are never shown as law.
STANDINGS = {
    "V": Bilingual(vi="đã đối chiếu", en="read in a text or in data"),
    "D": Bilingual(vi="suy ra", en="derived"),
    "P": Bilingual(vi="thực hành địa phương, chưa kiểm chứng", en="practice of one province, not verified"),
    "R": Bilingual(vi="chưa kiểm chứng", en="not verified"),
}
#: How well a rule of the 766 points is verified.
RULE_STANDINGS = {
    "observed": Bilingual(vi="khớp điểm đã công bố", en="reproduces published scores"),
    "inferred": Bilingual(vi="suy ra", en="inferred"),
    "hypothesis": Bilingual(vi="giả thuyết: chỉ là ước tính", en="hypothesis: an estimate only"),
}
_NOT_LAW = frozenset("PR")


@dataclass(frozen=True)
class ScoredIndicator:
    """What an indicator is called, and how well the rule of its points is verified; None where it has no such rule."""

    indicator_id: str
    title_vi: str
    title_en: str
    unit_of_measure: str
    standing: str | None

    @property
    def title(self) -> Bilingual:
        """The title in both languages."""
        return Bilingual(vi=self.title_vi, en=self.title_en)

    @property
    def is_estimate(self) -> bool:
        """Whether its score rule is only a hypothesis: points are an estimate, never the score."""
        return self.standing == "hypothesis"


@dataclass(frozen=True)
class Figure(ScoredIndicator):
    """An indicator at one place. `value` is a fraction or a mean; what is not published, known or set is None."""

    clause: str
    formula_vi: str
    source: str
    status: str
    valid_from: date | None
    valid_to: date | None
    numerator: float | None
    denominator: float | None
    value: float | None
    score: float | None
    max_score: float | None
    meets_target: bool | None
    full_at: float | None
    score_when_none: float | None
    comparator: str | None
    target: float | None
    target_document: str | None
    target_from: date | None
    target_by: date | None
    target_scope_en: str | None
    target_scope_vi: str | None
    value_before: float | None
    value_year_before: float | None


def remark(status: str) -> Bilingual | None:
    """Return what must stand beside a figure whose definition is not verified, None for the others."""
    return STANDINGS[status] if status in _NOT_LAW else None


def read_figure(connection: duckdb.DuckDBPyConnection, indicator_id: str, place: Place) -> Figure:
    """Read an indicator of the catalogue at one place of the published warehouse."""
    answer = connection.execute(
        sql_text("queries", "figure.sql"),
        {
            "indicator": indicator_id,
            "unit": place.unit_code,
            "basis": place.basis,
            "kind": place.period_kind,
            "start": place.period_start,
            "end": place.period_end,
        },
    )
    (figure,) = records(answer, Figure)
    return figure


def known_indicator(connection: duckdb.DuckDBPyConnection, asked: str) -> tuple[str, str] | None:
    """Return id and basis of the indicator a person means (letter case aside; D and Đ stay two letters), None: none."""
    wanted = unicodedata.normalize("NFC", asked.strip()).casefold()
    found = connection.execute("SELECT indicator_id, basis FROM ref.indicator ORDER BY indicator_id").fetchall()
    return next(((str(name), str(basis)) for name, basis in found if name.casefold() == wanted), None)
