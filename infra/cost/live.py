"""Count what live updates use: fifty members whose consoles are told that something has moved.

docs/decisions/0031-hints-are-pushed.md has the design. Reading what has moved is not in it: that costs the same however
the console learns of it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from infra.cost.idle import LOG_GB, memory_of
from infra.cost.prices import Used

MEMBERS, DAYS, HOURS_A_DAY = 50, 26, 10
MINUTES = MEMBERS * DAYS * HOURS_A_DAY * 60

SIGN_OF_LIFE_MINUTES, READING_MINUTES, CONNECTION_MINUTES = 8, 10, 60
"""State how often a console signs that it is there, asks although nothing was hinted, and connects anew."""

LEADS, MOVES, TOLD = 3_000, 6, 4.5
"""Assume so many leads, how often each moves, and how many consoles each move is told to."""

READING_SECONDS, READING_READS = 0.02, 4
CONNECTING_SECONDS, CONNECTING_CALLS, CONNECTING_READS, CONNECTING_WRITES = 0.03, 3, 15, 10
"""Assume of a connection: a ticket, the opening and the closing."""

TELLING_SECONDS, TELLING_READS = 0.1, 4
"""Assume so much more of a call of `notify` because it tells consoles."""


def live_month(template: Mapping[str, Any]) -> Iterator[Used]:
    """Yield what a month of live updates uses."""
    hints, connections = LEADS * MOVES * TOLD, MINUTES / CONNECTION_MINUTES
    readings, told = hints + MINUTES / READING_MINUTES, LEADS * MOVES
    calls = readings + CONNECTING_CALLS * connections
    messages = MINUTES / SIGN_OF_LIFE_MINUTES + hints
    asked, living, telling = (memory_of(template, name) / 1024 for name in ("supervise", "live", "notify"))
    seconds = readings * READING_SECONDS * asked + connections * CONNECTING_SECONDS * CONNECTING_CALLS * living
    reads = readings * READING_READS + connections * CONNECTING_READS + told * TELLING_READS
    yield Used("connections", "connection_minute", MINUTES)
    yield Used("hints and signs of life", "api_request", messages)
    yield Used("requests: the counter, tickets", "api_request", readings + connections)
    yield Used("reads", "read", reads)
    yield Used("writes", "write", connections * CONNECTING_WRITES)
    yield Used("functions: calls", "call", calls)
    yield Used("functions: time", "gb_second", seconds + told * TELLING_SECONDS * telling)
    yield Used("logs", "log", calls * LOG_GB)
