"""Scores of the 766 set: what the portal published, what our counts give, and where a unit stands in its level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

import duckdb

from flows.reports.place import Place
from flows.reports.queries import read
from flows.reports.rates import Rate
from flows.reports.units import Level, Unit

#: Groups of QĐ 766/QĐ-TTg in their order; their sum is TOTAL.
GROUPS = ("CKMB", "TDGQ", "CLGQ", "TTTT", "MDHL", "MDSH", "TOTAL")


@dataclass(frozen=True)
class GroupScore:
    """A row of `mart.portal_group_score`, points; NULL where nothing was there to judge or nothing was published."""

    period_start: date
    unit_code: str
    group_code: str
    score: float | None
    max_score: float
    published_score: float | None
    difference: float | None
    is_estimate: bool

    @property
    def share(self) -> float | None:
        """Points of the points possible."""
        return None if self.score is None else self.score / self.max_score


@dataclass(frozen=True)
class ScoreGap:
    """A row of `mart.score_gap`: how many more records put right win all points of a criterion, and each of them how many."""

    unit_code: str
    indicator_id: str
    title_vi: str
    title_en: str
    basis: str
    counted: str
    numerator: float | None
    denominator: float | None
    score: float | None
    max_score: float
    missing_for_max: int | None
    gain_for_max: float | None
    points_per_record: float | None
    is_estimate: bool

    @property
    def rate(self) -> Rate | None:
        """Numerator of denominator, None where one of them is not known."""
        if self.numerator is None or self.denominator is None:
            return None
        return Rate(round(self.numerator), round(self.denominator))


@dataclass(frozen=True)
class ScoreLine:
    """One group of one unit: this month's score, that of the month before, the median of its level (all in points)."""

    now: GroupScore
    before: GroupScore | None
    median: float | None

    @property
    def change(self) -> float | None:
        """Points more than in the month before."""
        if self.now.score is None or self.before is None or self.before.score is None:
            return None
        return self.now.score - self.before.score


@dataclass(frozen=True)
class ScoreRow:
    """One listed unit with its groups by code."""

    unit: Unit
    groups: Mapping[str, ScoreLine]


@dataclass(frozen=True)
class Scores:
    """The scores of a page: its own groups, and on the city's page every listed unit by level."""

    month: date
    is_running: bool
    own: tuple[ScoreLine, ...]
    tables: tuple[tuple[Level, tuple[ScoreRow, ...]], ...]
    gaps: tuple[ScoreGap, ...]


@dataclass(frozen=True)
class ScoresOfAll:
    """Scores of all units in two months."""

    month: date
    month_before: date
    is_running: bool
    by_unit: Mapping[tuple[str, date], Mapping[str, GroupScore]]
    gaps: Mapping[str, Sequence[ScoreGap]]

    def of(self, place: Place, city: Place) -> Scores:
        """Return the scores of a page; the level's median is over the listed units of the city."""
        own = self._lines(place.unit, city)
        tables = []
        for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE) if place.is_city else ():
            rows = [ScoreRow(unit, self._lines(unit, city)) for unit in place.tree.leaders[level] if unit.in_force]
            shown = tuple(row for row in rows if row.groups)
            if shown:
                tables.append((level, shown))
        return Scores(
            self.month,
            self.is_running,
            tuple(own.values()),
            tuple(tables),
            tuple(self.gaps.get(place.unit.unit_code, ())),
        )

    def _lines(self, unit: Unit, city: Place) -> dict[str, ScoreLine]:
        now = self.by_unit.get((unit.unit_code, self.month), {})
        before = self.by_unit.get((unit.unit_code, self.month_before), {})
        medians = self._medians(city, unit.level)
        return {code: ScoreLine(now[code], before.get(code), medians.get(code)) for code in GROUPS if code in now}

    def _medians(self, city: Place, level: Level) -> Mapping[str, float]:
        units = [unit for unit in city.tree.leaders[level] if unit.in_force and unit != city.unit]
        if level == Level.OTHER or not units:
            return {}
        rows = [self.by_unit.get((unit.unit_code, self.month), {}) for unit in units]
        scores = {code: [row[code].score for row in rows if code in row] for code in GROUPS}
        known = {code: [score for score in found if score is not None] for code, found in scores.items()}
        return {code: median(found) for code, found in known.items() if found}


def read_scores(connection: duckdb.DuckDBPyConnection, months: tuple[date, date], *, is_running: bool) -> ScoresOfAll:
    """Read the scores of all units in this month and the one before."""
    found: dict[tuple[str, date], dict[str, GroupScore]] = {}
    for row in read(connection, "group_scores", GroupScore, months=list(months)):
        found.setdefault((row.unit_code, row.period_start), {})[row.group_code] = row
    gaps: dict[str, list[ScoreGap]] = {}
    for gap in read(connection, "score_gaps", ScoreGap, month=months[0]):
        gaps.setdefault(gap.unit_code, []).append(gap)
    return ScoresOfAll(months[0], months[1], is_running, found, gaps)
