"""Waiting before trying again: full jitter, so that those who collided do not meet again."""

from __future__ import annotations

import random


def jitter(attempt: int) -> float:
    """Seconds to wait before the next try: up to 40 ms after the first, doubling to 200 ms; at least 10 ms."""
    return random.uniform(0.01, min(0.2, 0.02 * 2**attempt))  # noqa: S311  # spreading load needs no secrecy
