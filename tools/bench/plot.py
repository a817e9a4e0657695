"""A drawing of the times against the number of incidents, both axes by tens; its colours follow the reader's choice."""

from collections.abc import Iterator, Sequence
from math import ceil, floor, log10
from xml.etree import ElementTree as ET

from tools.bench.results import Results

LINES = {
    "hugo": "bare Hugo",
    "mkdocs": "plain MkDocs",
    "warm": "statuskit, site kept",
    "restored": "statuskit, cache kept",
    "cold": "statuskit, cold",
}
"""What is drawn, the uppermost last, and what stands beside it."""

_WIDTH, _HEIGHT = 600, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 184, 56, 46
_APART = 18
_STYLE = """
svg { font: 13px system-ui, sans-serif; fill: #57534e }
.paper { fill: #fff }
.title { font-size: 16px; font-weight: 600; fill: #1c1917 }
.grid { stroke: #e7e5e4 }
.line { fill: none; stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round }
.cold .line { stroke-width: 3.5 }
.name { font-weight: 600 }
.dot { stroke: #fff; stroke-width: 1.5 }
.cold { --c: #c2410c } .restored { --c: #d97706 } .warm { --c: #15803d } .mkdocs { --c: #1d4ed8 } .hugo { --c: #a21caf }
.line { stroke: var(--c) } .dot, .name { fill: var(--c) }
.mkdocs .line, .hugo .line { stroke-dasharray: 7 6 }
@media (prefers-color-scheme: dark) {
  svg { fill: #a8a29e }
  .paper { fill: #1c1b1a }
  .title { fill: #fafaf9 }
  .grid { stroke: #3a3735 }
  .dot { stroke: #1c1b1a }
  .cold { --c: #fb923c } .restored { --c: #fbbf24 } .warm { --c: #4ade80 } .mkdocs { --c: #93c5fd } .hugo { --c: #f0abfc }
}
"""


def plot(results: Results) -> str:
    """Draw the medians; a step that failed at a size has no dot there. Gives SVG that needs nothing beside it."""
    drawn = {key: list(_points(results, key)) for key in LINES}
    drawn = {key: points for key, points in drawn.items() if points}
    sizes = results.sizes
    seconds = [value for points in drawn.values() for _, value in points] or [1.0]
    scale = _Scale(sizes, seconds)
    svg = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img")
    ET.SubElement(svg, "title").text = "Seconds that a build takes, against the number of incidents"
    ET.SubElement(svg, "style").text = _STYLE
    ET.SubElement(svg, "rect", {"class": "paper", "width": f"{_WIDTH}", "height": f"{_HEIGHT}", "rx": "10"})
    _text(svg, 20, 30, "Seconds to build, by number of incidents", "title")
    for second in scale.marks:
        y = scale.y(second)
        _line(svg, "grid", [(_LEFT, y), (_WIDTH - _RIGHT, y)])
        _text(svg, _LEFT - 10, y + 4, f"{second:g}", anchor="end")
    for size in sizes:
        _line(svg, "grid", [(scale.x(size), _TOP), (scale.x(size), _HEIGHT - _BOTTOM)])
        _text(svg, scale.x(size), _HEIGHT - _BOTTOM + 22, f"{size:,}", anchor="middle")
    heights = _apart({key: scale.y(points[-1][1]) for key, points in drawn.items()})
    for key, points in drawn.items():
        group = ET.SubElement(svg, "g", {"class": key})
        places = [(scale.x(size), scale.y(value)) for size, value in points]
        _line(group, "line", places)
        for x, y in places:
            ET.SubElement(group, "circle", {"class": "dot", "cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": "4.5"})
        _text(group, _WIDTH - _RIGHT + 14, heights[key] + 4, f"{LINES[key]}", "name")
    ET.indent(svg, space=" ")
    return ET.tostring(svg, encoding="unicode") + "\n"


def _points(results: Results, key: str) -> Iterator[tuple[int, float]]:
    for size in results.sizes:
        value = results.wall(key, size)
        if value:
            yield size, value


class _Scale:
    """From sizes and seconds to places; the axis of seconds runs over whole powers of ten, its `marks`."""

    def __init__(self, sizes: Sequence[int], seconds: Sequence[float]) -> None:
        self._first = log10(sizes[0])
        self._span = (log10(sizes[-1]) - self._first) or 1
        self._low = floor(log10(min(seconds)))
        self._high = max(ceil(log10(max(seconds))), self._low + 1)
        self.marks = [10.0**power for power in range(self._low, self._high + 1)]

    def x(self, size: int) -> float:
        """Give the place of a size; they do not stand on the very edges."""
        part = (log10(size) - self._first) / self._span
        width = _WIDTH - _LEFT - _RIGHT
        return _LEFT + width * (0.06 + 0.88 * part)

    def y(self, seconds: float) -> float:
        """Give the place of a time."""
        part = (log10(seconds) - self._low) / (self._high - self._low)
        return _HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * part


def _apart(wanted: dict[str, float]) -> dict[str, float]:
    """Move names that stand too close to each other, the upper ones upwards."""
    placed: dict[str, float] = {}
    above = float(_HEIGHT - _BOTTOM + _APART)
    for key, height in sorted(wanted.items(), key=lambda each: -each[1]):
        above = min(height, above - _APART)
        placed[key] = above
    return placed


def _line(parent: ET.Element, kind: str, points: Sequence[tuple[float, float]]) -> None:
    ET.SubElement(
        parent, "polyline", {"class": kind, "points": " ".join(f"{x:.1f},{y:.1f}" for x, y in points)}
    )


def _text(
    parent: ET.Element, x: float, y: float, said: str, kind: str = "", *, anchor: str = "start"
) -> None:
    attributes = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor} | ({"class": kind} if kind else {})
    ET.SubElement(parent, "text", attributes).text = said
