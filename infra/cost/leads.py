"""Count what leads use on their way: each comes in, is offered twice, and claimed."""

from collections.abc import Iterator, Mapping
from typing import Any

from infra.cost.idle import LOG_GB
from infra.cost.prices import Used

OFFERS = 2
TRANSITIONS = 3
"""State how many transitions a clock takes: the start, the wait, the call."""

MAILS = 2
CALLS = 18
"""Assume so many calls of functions for a lead: it comes in, is routed twice, expires once, is claimed; eight are news
to people, by mail, push and live connection, and five are their consoles, which read what has moved."""

ASKED = 7
"""Assume so many requests to the API: the delivery, the claim, and what consoles read."""

SENT = 6
"""Assume so many messages through queues, each of which is sent, received and deleted."""

SECONDS = 0.1
READS = 40
"""Assume so many read units of a lead, those of its people's consoles included."""


def thousand_leads(template: Mapping[str, Any], write_units: float) -> Iterator[Used]:
    """Yield what a thousand leads use.

    Args:
        template: of the stack.
        write_units: of one lead's way, with its indexes, as counted by tests/budgets.
    """
    functions = [one["Properties"] for one in template["Resources"].values() if one["Type"] == "AWS::Lambda::Function"]
    gigabytes = sum(one["MemorySize"] for one in functions) / len(functions) / 1024
    yield Used("mails", "mail", 1_000 * MAILS)
    yield Used("clocks", "transition", 1_000 * OFFERS * TRANSITIONS)
    yield Used("writes", "write", 1_000 * write_units)
    yield Used("reads", "read", 1_000 * READS)
    yield Used("functions: calls", "call", 1_000 * CALLS)
    yield Used("functions: time", "gb_second", 1_000 * CALLS * SECONDS * gigabytes)
    yield Used("logs", "log", 1_000 * CALLS * LOG_GB)
    yield Used("requests", "api_request", 1_000 * ASKED)
    yield Used("messages", "queue_request", 1_000 * SENT * 3)
