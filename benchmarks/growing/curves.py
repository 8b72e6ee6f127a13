"""Draw curves as small SVG pictures that can be read on dark and on light."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import log10
from pathlib import Path

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 182, 34, 40
COLOURS = ("#3b82f6", "#e8590c", "#2f9e44", "#ae3ec9", "#f08c00", "#0c8599")
GREY = "#868e96"

type Points = Sequence[tuple[float, float]]


def draw(file: Path, title: str, across: str, curves: Mapping[str, Points]) -> None:
    """Write a picture of curves on two logarithmic axes.

    Args:
        file: where to.
        title: what is on the upright axis.
        across: what is on the other.
        curves: the points of each, by its name.
    """
    xs = [x for points in curves.values() for x, _ in points]
    tops = max(max(y for _, y in points) for points in curves.values())
    first, last = round(log10(min(xs))), round(log10(max(xs)))
    decades = max(1, -(-int(log10(tops) * 1000) // 1000))

    def place(x: float, y: float) -> tuple[float, float]:
        wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
        return (
            LEFT + wide * (log10(x) - first) / max(1, last - first),
            HEIGHT - BOTTOM - high * log10(max(1, y)) / decades,
        )

    parts = [_text(LEFT - 44, 18, title), _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, across, "middle")]
    for decade in range(decades + 1):
        y = place(10**first, 10**decade)[1]
        parts += [_line(LEFT, y, WIDTH - RIGHT, y), _text(LEFT - 6, y + 4, f"{10**decade:,}", "end")]
    for decade in range(first, last + 1):
        parts.append(_text(place(10**decade, 1)[0], HEIGHT - BOTTOM + 16, f"{10**decade:,}", "middle"))
    ends: list[float] = []
    for colour, (name, points) in zip(COLOURS, sorted(curves.items(), key=lambda one: one[1][-1][1]), strict=False):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in points))
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        end = min([place(*points[-1])[1], *(one - 15 for one in ends[-1:])])  # names do not overlap
        ends.append(end)
        parts.append(_text(WIDTH - RIGHT + 8, end + 4, name, colour=colour))
    style = 'font-family="system-ui, sans-serif" font-size="12"'
    drawn = "\n".join(parts)
    box = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    file.write_text(f'<svg {box} role="img" aria-label="{escape(title)}" {style}>\n{drawn}\n</svg>\n')


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f'<path d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" stroke="{GREY}" stroke-opacity="0.35"/>'


def _text(x: float, y: float, text: str, anchor: str = "start", colour: str = GREY) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'
