"""Count what one caller asks for, in the table, so that all processes count together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from shared.domain.kernel.errors import TooManyRequests
from shared.domain.kernel.rates import Rate
from shared.domain.plan_records.member import Member
from shared.store import keys
from shared.store.keys import Key
from shared.store.table import Collision, Table, Write

KEPT = timedelta(hours=1)  # after the end of a window


class CallerRate:
    """Counts a request of an Agent; those of Managers and the Rainmaker are not counted.

    Args:
        table: stores the numbers.
        rate: how many requests there may be.
        me: the caller.
        now: UTC, when they ask.
    """

    def __init__(self, table: Table, rate: Rate, me: Member, now: datetime) -> None:
        self._table, self._rate, self._now, self._limited = table, rate, now, not me.supervises
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
        """Return the write that counts the request, if the caller is an Agent."""
        return [_add(self._key, self._rate, self._ends)] if self._limited else []

    def check(self, collision: Collision) -> None:
        """Raise TooManyRequests if a transaction failed because the caller has made as many requests as they may.

        It holds the seconds until the window ends. A request that is refused is not counted.
        """
        if self._key in collision.lost:
            raise TooManyRequests(math.ceil((self._ends - self._now).total_seconds())) from collision


def _add(key: Key, rate: Rate, ends: datetime) -> Write:
    return Write(key, "Update", {
        "Key": {"PK": {"S": key.pk}, "SK": {"S": key.sk}},
        "UpdateExpression": "SET #ttl = :ttl ADD n :one",
        "ConditionExpression": "attribute_not_exists(n) OR n < :most",
        "ExpressionAttributeNames": {"#ttl": keys.TTL},
        "ExpressionAttributeValues": {
            ":one": {"N": "1"}, ":most": {"N": str(rate.most)}, ":ttl": {"N": str(int((ends + KEPT).timestamp()))},
        },
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    })  # fmt: skip
