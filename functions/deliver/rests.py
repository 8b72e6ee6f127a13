"""Read and store which targets and browsers are left alone for a while."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from shared.domain.notifications.resting import Outcome, Rest, after_attempt, on_trial
from shared.store import codec, keys
from shared.store.codec import Item
from shared.store.table import Collision, Table, Write, delete, put


class Rests:
    """The rests of targets and browsers."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def of(self, subjects: Iterable[str]) -> dict[str, Rest]:
        """Return the rests that there are, by subject."""
        items = self._table.items([keys.rest(subject) for subject in subjects]).values()
        return {one.subject: one for one in (codec.from_item(Rest, item) for item in items)}

    def begin_trial(self, rest: Rest, now: datetime) -> Rest | None:
        """Let this sender try the subject; return its rest meanwhile, or None if another sender tries it."""
        trial = on_trial(rest, now)
        try:
            self._table.commit([put(trial)])
        except Collision:
            return None
        return trial.stored()

    def record(
        self, rest: Rest | None, subject: str, outcome: Outcome, took: timedelta, at: datetime
    ) -> Rest | None:  # fmt: skip
        """Store what an attempt makes of the subject's rest; return the new one.

        Where two senders store at once, the first one's counts: both have just seen the same server.
        """
        after = after_attempt(rest, subject, outcome, took, at)
        write: Write | None = put(after) if after else delete(rest) if rest else None
        if write is not None:
            try:
                self._table.commit([write])
            except Collision:
                return after
        return after


def rest_in(item: Item | None) -> Rest | None:
    """Return the rest in an item, if there is one."""
    return codec.from_item(Rest, item) if item else None
