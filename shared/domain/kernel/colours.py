"""Make a team's colour readable: as text on a ground, or as the ground of such text."""

from __future__ import annotations

AA = 4.6  # a little above 4.5:1, because shades are rounded
WHITE, BLACK = "#ffffff", "#000000"
_STEPS = 50


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, such as `#0b5d7a`, from 1 to 21, as WCAG defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, ground: str) -> str:
    """Return the colour, as much darker or lighter as it takes to be read on the ground.

    Source: docs/rules.md, "Supervision" 10.
    """
    towards = BLACK if contrast(ground, BLACK) > contrast(ground, WHITE) else WHITE
    shades = (_mixed(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next(shade for shade in shades if contrast(shade, ground) >= AA)


def _mixed(colour: str, towards: str, part: float) -> str:
    pairs = zip(_channels(colour), _channels(towards), strict=True)
    return "#" + "".join(f"{round(own + (other - own) * part):02x}" for own, other in pairs)


def _luminance(colour: str) -> float:
    shares = (_linear(channel / 255) for channel in _channels(colour))
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), shares, strict=True))


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
