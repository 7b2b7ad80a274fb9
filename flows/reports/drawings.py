"""Small static drawings for table cells: two years of a rate with its limits, and a bar with its level's median.

Written here: charting libraries make pictures, not cells. The same 24 months are 13 kB from pygal's sparkline (3.x) and
1.9 kB and 50 ms from matplotlib's SVG; a page holds 120 of them in 50 kB, so each may have 400 bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

#: Months of a sparkline, one unit apart, and its height: drawn without keeping proportions, so coordinates stay short.
MONTHS, HEIGHT = 24, 20
#: Length of a bar.
BAR = 100


@dataclass(frozen=True)
class Point:
    """One month of a rate, as fractions; None where there was no dossier, or no limit."""

    rate: float | None
    lower: float | None = None
    upper: float | None = None
    is_above: bool = False


def sparkline(points: Sequence[Point], top: float, title: str) -> Markup:
    """Draw the rates of consecutive months as a line, the newest limits as a band, months above their limit as dots."""
    places = list(enumerate(points, start=MONTHS - len(points)))
    parts = [_band(points[-1], top) if points else "", _line(places, top)]
    above = "".join(f"M{x} {_y(point.rate, top)}h0" for x, point in places if point.is_above)
    if above:
        parts.append(f'<path class="x" d="{above}"/>')
    if points and points[-1].rate is not None:
        parts.append(f'<path class="o" d="M{MONTHS - 1} {_y(points[-1].rate, top)}h0"/>')
    return _svg(f'class="k" viewBox="-1 0 25 {HEIGHT}" preserveAspectRatio="none"', title, "".join(parts))


def bar(share: float, median: float | None, title: str) -> Markup:
    """Draw a share (0 to 1) as a bar with the median of the level as an upright line."""
    length = min(max(share, 0.0), 1.0) * BAR
    parts = f'<path class="g" d="M0 7H{BAR}"/><path class="b" d="M0 7H{length:.0f}"/>'
    if median is not None:
        parts += f'<path class="m" d="M{min(max(median, 0.0), 1.0) * BAR:.0f} 0V14"/>'
    return _svg(f'class="h" viewBox="0 0 {BAR} 14"', title, parts)


def _band(newest: Point, top: float) -> str:
    if newest.lower is None or newest.upper is None:
        return ""
    return f'<path class="l" d="M0 {_y(newest.upper, top)}H23V{_y(newest.lower, top)}H0z"/>'


def _line(places: Sequence[tuple[int, Point]], top: float) -> str:
    """A line that breaks where a month has no rate: nothing is drawn over what is not known."""
    path = ""
    before: int | None = None
    for x, point in places:
        height = None if point.rate is None else _y(point.rate, top)
        if height is not None:
            path += f"M{x} {height}l" if before is None else f"1 {height - before} "
        before = height
    # Steps are written as short as a path allows: `1 -3` is `1-3`; a month alone draws nothing.
    steps = re.sub(r"l(?=M|$)", "h0", path.rstrip()).replace("1 -", "1-")
    return f'<path d="{steps}"/>' if steps else ""


def _y(rate: float | None, top: float) -> int:
    inside = min(max(rate or 0.0, 0.0), top)
    return round(HEIGHT - 1 - inside / top * (HEIGHT - 2))


def _svg(shape: str, title: str, parts: str) -> Markup:
    # Everything but the title is made of numbers here; the title is escaped.
    return Markup(f'<svg {shape} role="img"><title>{escape(title)}</title>{parts}</svg>')  # noqa: S704
