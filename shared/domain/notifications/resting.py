"""Decide when a target or a browser that takes long is left alone, so that nobody else waits for it.

A sender has few workers, and a server that never answers keeps one for ten seconds with each message. So whatever took
long is sent to by one sender at a time, and while it goes on failing, after growing rests.
"""

from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from shared.domain.kernel.record import Record

Outcome = Literal["arrived", "failed", "gone"]

SLOW = timedelta(seconds=3)  # an attempt that takes longer keeps others waiting
RESTS = (timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5), timedelta(minutes=15))
TRIAL = timedelta(seconds=30)  # one sender has the subject to itself; longer than a batch lasts
FORGOTTEN = timedelta(days=1)
AGAIN_AFTER = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
"""Wait so long, at the least, before each further push to a browser that did not get one; then it is given up."""


class Rest(Record):
    """That a target, or the push service of a browser, was slow or gave no answer lately.

    Attributes:
        subject: the target's id, or the hash of the browser's subscription.
        failures: how often in a row it failed since it took long; 0 if it is only slow.
        until: when it may be sent to again, by one sender.
        forget_at: when it counts no more.

    Source: docs/rules.md, "Supervision" 7.
    """

    subject: Annotated[str, StringConstraints(pattern=r"^(target_[0-9a-f]{32}|[0-9a-f]{64})$")]
    failures: Annotated[int, Field(ge=0)] = 0
    until: AwareDatetime
    forget_at: AwareDatetime


def is_resting(rest: Rest | None, now: datetime) -> bool:
    """Return whether nothing may be sent now: the subject rests, or another sender tries it."""
    return rest is not None and now < rest.until


def on_trial(rest: Rest, now: datetime) -> Rest:
    """Return the rest while one sender tries the subject; if that sender dies, it ends after `TRIAL`."""
    return rest.model_copy(update={"until": now + TRIAL})


def after_attempt(rest: Rest | None, subject: str, outcome: Outcome, took: timedelta, at: datetime) -> Rest | None:
    """Return the rest after an attempt; None if the subject is sent to as any other.

    An answer in time ends it. One that arrived slowly leaves the subject to one sender at a time. A slow failure
    begins a rest, and any further failure makes it longer.

    Args:
        rest: what was read before the attempt.
        subject: as in `Rest`.
        outcome: `gone` rests however quick it was: what is gone needs no second request.
        took: how long the attempt took.
        at: when it ended.

    Source: docs/rules.md, "Supervision" 7.
    """
    slow = took >= SLOW
    if not slow and (outcome == "arrived" or (outcome == "failed" and rest is None)):
        return None
    failures = 0 if outcome == "arrived" else (rest.failures if rest else 0) + 1
    until = at + RESTS[min(failures, len(RESTS)) - 1] if failures else at
    return Rest(
        subject=subject, failures=failures, until=until, forget_at=until + FORGOTTEN,
        version=rest.version if rest else 0,
    )  # fmt: skip
