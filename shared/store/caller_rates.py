"""Count what one caller asks for, in the table, so that all processes count together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.kernel.errors import TooManyRequests
from shared.domain.kernel.rates import REQUESTS, Rate
from shared.domain.plan_records.member import Member
from shared.store import keys
from shared.store.keys import Key
from shared.store.table import Collision, Table, Write

KEPT = timedelta(hours=1)  # after the end of a window
MAX_REMEMBERED = 1_000  # callers; beyond that, those of windows that are over are forgotten


class CallerRate:
    """Counts a request of an Agent; those of Managers and the Rainmaker only if the rate is for everybody.

    Args:
        table: stores the numbers.
        rate: how many requests there may be.
        me: the caller.
        now: UTC, when they ask.
    """

    def __init__(self, table: Table, rate: Rate, me: Member, now: datetime) -> None:
        self._table, self._rate, self._now, self._limited = table, rate, now, rate.everybody or not me.supervises
        self._ends = rate.ends(now)
        self._key = keys.caller_rate(me.agent_id, rate.name, self._ends)

    def commit(self, beside: Sequence[Write] = ()) -> None:
        """Count the request, in one transaction with other writes.

        Raises:
            TooManyRequests: the caller has made as many as they may in this window. Nothing was written.
            Collision: another guard failed. Nothing was written or counted.
        """
        try:
            self._table.commit([*beside, *self.writes()])
        except Collision as collision:
            self.check(collision)
            raise

    def writes(self) -> list[Write]:
        """Return the write that counts the request, if the rate is for the caller."""
        return [_add(self._key, self._rate, self._ends, 1)] if self._limited else []

    def check(self, collision: Collision) -> None:
        """Raise TooManyRequests if a transaction failed because the caller has made as many requests as they may.

        It holds the seconds until the window ends. A request that is refused is not counted.
        """
        if self._key in collision.lost:
            raise TooManyRequests(math.ceil((self._ends - self._now).total_seconds())) from collision


@dataclass(slots=True)
class _Window:
    """Count what this process took of a caller in one window of time."""

    ends: datetime
    taken: int = 0
    full: bool = False


class CallerRequests:
    """Counts every request of each caller, for all processes together: approximate, and almost without a write.

    A process counts by itself, and adds to the number in the table with each `step` requests. So people at work cause
    no write, and whoever sends from many places at once is over the rate by at most `step` for each process.

    Args:
        table: stores the numbers.
        step: how many requests of a caller a process takes before it adds them to the number.
        rate: how many requests there may be.
    """

    def __init__(self, table: Table, step: int, rate: Rate = REQUESTS) -> None:
        self._table, self._rate, self._step = table, rate, step
        self._windows: dict[str, _Window] = {}

    def take(self, sub: str, now: datetime) -> None:
        """Take a request of a caller.

        Args:
            sub: the caller's id in the user pool.
            now: UTC, when the request arrived.

        Raises:
            TooManyRequests: the caller has made as many as they may. It holds the seconds until the window ends.
        """
        ends = self._rate.ends(now)
        window = self._windows.get(sub)
        if window is None or window.ends != ends:
            window = self._begin(sub, ends)
        window.taken += 1
        if not window.full and window.taken % self._step == 0:
            window.full = self._is_full_after(sub, ends)
        if window.full:
            raise TooManyRequests(math.ceil((ends - now).total_seconds()))

    def _begin(self, sub: str, ends: datetime) -> _Window:
        if len(self._windows) >= MAX_REMEMBERED:
            self._windows = {known: one for known, one in self._windows.items() if one.ends >= ends}
        window = self._windows[sub] = _Window(ends)
        return window

    def _is_full_after(self, sub: str, ends: datetime) -> bool:
        """Add what this process took to the table, if there is room; return whether there is none."""
        key = keys.caller_rate(sub, self._rate.name, ends)
        try:
            self._table.commit([_add(key, self._rate, ends, self._step)])
        except Collision:
            return True
        return False


def _add(key: Key, rate: Rate, ends: datetime, number: int) -> Write:
    return Write(key, "Update", {
        "Key": {"PK": {"S": key.pk}, "SK": {"S": key.sk}},
        "UpdateExpression": "SET #ttl = :ttl ADD n :one",
        "ConditionExpression": "attribute_not_exists(n) OR n < :most",
        "ExpressionAttributeNames": {"#ttl": keys.TTL},
        "ExpressionAttributeValues": {
            ":one": {"N": str(number)}, ":most": {"N": str(rate.most)},
            ":ttl": {"N": str(int((ends + KEPT).timestamp()))},
        },
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    })  # fmt: skip
