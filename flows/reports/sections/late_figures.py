"""What a page tells of late rates: figures of one unit, its row, the tables of the levels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flows.reports.dot_and_interval import Interval, Scale
from flows.reports.periods import Period
from flows.reports.ranks import Rank
from flows.reports.rates import Rate
from flows.reports.sections.values import Value
from flows.reports.units import Level, Unit

#: Further definitions of lateness that a reader may choose, besides C02 and C03.
OTHER_DEFINITIONS = ("C01b", "C04", "C04b", "C05")
#: Units that the summary of the morning names.
NAMED = 5


@dataclass(frozen=True)
class LateFigures:
    """A row of `mart.late_rate`: counts of one unit with its descendants; interval and limits are of resolved_late/resolved."""

    period_start: date
    unit_code: str
    resolved: int
    resolved_late: int
    open: int
    open_overdue: int
    ci_low: float | None = None
    ci_high: float | None = None
    lower_limit: float | None = None
    upper_limit: float | None = None
    signal: str | None = None

    @property
    def late(self) -> Rate:
        """C02: late among resolved."""
        return Rate(self.resolved_late, self.resolved)

    @property
    def overdue(self) -> Rate:
        """C03: overdue among open."""
        return Rate(self.open_overdue, self.open)

    @property
    def interval(self) -> Interval | None:
        """The interval around the late rate, None where there is no rate or the file gives none."""
        if self.late.fraction is None or self.ci_low is None or self.ci_high is None:
            return None
        return Interval(self.ci_low, self.ci_high)

    @property
    def sign(self) -> str:
        """What the rate says: above, watch, within, few, or nothing where there is no limit to hold it against.

        Red (above) needs the signal of the control limits, never the raw percentage.
        """
        if self.signal == "above":
            return "above"
        if self.late.is_few:
            return "few"
        if self.signal == "run":
            return "watch"
        return "within" if self.resolved and self.upper_limit is not None else ""


@dataclass(frozen=True)
class SpanFigures:
    """Form figures of one unit between two days."""

    unit_code: str
    resolved: int
    resolved_late: int
    open: int
    open_overdue: int


@dataclass(frozen=True)
class LateRow:
    """One listed unit; `figures` is None where the file holds none, `values` are other definitions by id."""

    unit: Unit
    figures: LateFigures | None
    past: tuple[LateFigures, ...] = ()
    values: Mapping[str, Value] | None = None
    rank: Rank | None = None

    @property
    def overdue(self) -> int:
        """Open dossiers past their due date."""
        return self.figures.open_overdue if self.figures else 0


@dataclass(frozen=True)
class MostOverdue:
    """The units that the summary names, and how many more have as many overdue dossiers as the last of them."""

    named: tuple[LateRow, ...]
    ties: int


@dataclass(frozen=True)
class LateTable:
    """The listed units of one level and the sum of all; `unlisted` are units that are only counted in the sum."""

    level: Level
    rows: tuple[LateRow, ...]
    total: LateFigures
    unlisted: int = 0


@dataclass(frozen=True)
class LateRates:
    """The late rates of one page; `until` is the last counted day, `before` the figures of the span before."""

    month: Period
    until: date
    span_before: tuple[date, date]
    own: LateRow
    before: SpanFigures | None
    tables: tuple[LateTable, ...]
    scale: Scale
    above: tuple[LateRow, ...]
    above_before: int | None
    peers: LateTable | None
    whole: LateFigures | None

    @property
    def own_rank(self) -> Rank | None:
        """Where the page's unit stands in its level."""
        rows = self.peers.rows if self.peers else ()
        return next((row.rank for row in rows if row.unit == self.own.unit), None)

    def most_overdue(self) -> MostOverdue:
        """Name the listed units with most overdue dossiers; equal ones stay in official order."""
        rows = [row for table in self.tables for row in table.rows if row.figures and row.figures.open_overdue]
        rows.sort(key=lambda row: -row.overdue)
        named = tuple(rows[:NAMED])
        return MostOverdue(named, sum(row.overdue == named[-1].overdue for row in rows[NAMED:]))

    @property
    def month_number(self) -> str:
        """The month as officers write it, `11/2026`."""
        return f"{self.month.start:%m/%Y}"

    @property
    def is_running(self) -> bool:
        """Whether the month is still running."""
        return self.month.is_running(self.until)
