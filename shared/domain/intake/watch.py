"""Decide whether a source has been silent for longer than is usual for it, and whether it has begun to fail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.source_watch import SourceWatch

WEEK = 7 * 24  # hours
WEEKS = 4  # that say what is usual
KNOWN = WEEKS * WEEK  # hours
MISSED = 5  # hours in which it would usually have delivered, from which on it is silent
LATEST, IN_A_ROW = 10, 3  # deliveries that say whether it is failing
LOOKED_AT = 2 * LATEST  # with those before them, which say whether it was so before


class WatchedDelivery(NamedTuple):
    """A delivery whose result is known: when it came, and whether it is in trouble."""

    at: datetime
    bad: bool


def watched_deliveries(deliveries: Sequence[Delivery]) -> list[WatchedDelivery]:
    """Return those of a source's deliveries that say whether it is failing, in the same order.

    Tests do not, nor mails that name nobody who asks, ask for a confirmation or hold a virus, nor one whose details
    nobody tried to fetch yet.
    """
    return [
        WatchedDelivery(one.at, one.in_trouble or one.outcome == "pending")
        for one in deliveries
        if one.outcome not in ("test", "to_read", "dismissed", "confirmation")
        and not one.is_harmful
        and (one.outcome != "pending" or one.tries > 0)
    ]


def watch(
    known: SourceWatch | None, came: Sequence[datetime], latest: Sequence[WatchedDelivery], now: datetime
) -> SourceWatch | None:
    """Return what is known of the source now; None as long as it never delivered.

    Each is told once: that it is silent, until it delivers again, and that it is failing, until the last three could
    be read.

    Args:
        known: what was known of it.
        came: when it delivered since then, in any order; also times that are known.
        latest: its last deliveries whose results are known, newest first.
        now: UTC, from the shell's clock.

    Source: docs/rules.md, "Entry" 19.
    """
    heard = _heard(known, came)
    if heard is None:
        return None
    silent: dict[str, datetime | None] = {"silent_since": None, "silent_told_at": None}
    if is_silent(heard, now):
        same = known is not None and known.silent_since == heard.last_at
        silent = {"silent_since": heard.last_at, "silent_told_at": heard.silent_told_at if same else now}
    return heard.model_copy(update={**silent, **_failing(heard, latest, now)})


def is_silent(known: SourceWatch, now: datetime) -> bool:
    """Return whether it would usually have delivered in at least five of the hours since its last delivery.

    How often it does so in an hour of the week, its last four weeks before tell; there must have been ten hours in
    which it delivered. Only whole hours count.
    """
    if known.usual_gap is None:
        return False
    hours = int(known.hours, 16)
    passed = min(_hour(now) - _hour(known.last_at) - 1, KNOWN)
    usual = 0
    for hour in range(passed):
        place = WEEK - 1 - hour % WEEK  # the same hour of the last week before, counted backwards
        usual += sum(hours >> (place + WEEK * week) & 1 for week in range(WEEKS))
    return usual >= MISSED * WEEKS


def _heard(known: SourceWatch | None, came: Sequence[datetime]) -> SourceWatch | None:
    """Return what is known with the new deliveries."""
    last_at = max([*came, *([known.last_at] if known else [])], default=None)
    if last_at is None:
        return None
    hours = int(known.hours, 16) << (_hour(last_at) - _hour(known.last_at)) if known else 0
    for at in came:
        ago = _hour(last_at) - _hour(at)
        hours |= 1 << ago if ago < KNOWN else 0
    kept = f"{hours & ((1 << KNOWN) - 1):x}"
    return known.model_copy(update={"last_at": last_at, "hours": kept}) if known else SourceWatch(
        last_at=last_at, hours=kept
    )  # fmt: skip


def _failing(known: SourceWatch, latest: Sequence[WatchedDelivery], now: datetime) -> dict[str, datetime | None]:
    if known.failing_since:
        over = len(latest) >= IN_A_ROW and not any(one.bad for one in latest[:IN_A_ROW])
        return {"failing_since": None, "failing_told_at": None} if over else {}
    for count, most in ((IN_A_ROW, IN_A_ROW - 1), (LATEST, LATEST // 2)):
        now_bad, before = latest[:count], latest[count:LOOKED_AT]
        if sum(one.bad for one in now_bad) > most and 2 * sum(one.bad for one in before) <= len(before):
            since = min(one.at for one in now_bad if one.bad)
            return {"failing_since": since, "failing_told_at": now}
    return {}


def _hour(at: datetime) -> int:
    return int(at.astimezone(UTC).timestamp()) // 3600
