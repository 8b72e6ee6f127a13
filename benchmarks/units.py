"""Write units that a lead takes, all its way: counted by size from the transactions the functions made.

DynamoDB bills a transaction twice a write's units, a unit for each started KB of the larger of the item before and
after. Every index whose entry is new, changed or gone takes units of its own; two where its key moves.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from unittest.mock import patch

from benchmarks import stage
from benchmarks.result import Result, judged
from benchmarks.stage import expire, route
from shared.store import keys
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.table import Table
from tests.functions import team

LEADS = 100  # a batch of the stream: what it writes once is shared by so many
KB = 1024
LATER = timedelta(minutes=6)  # past the deadline
ENTRY = (keys.PK, keys.SK)


def measure() -> Iterable[Result]:
    """Leads with an e-mail and a phone, offered to one, two and five agents, all but the last of whom let it pass."""
    for agents in (1, 2, 5):
        meter, goal = _spent(agents), f"≤ {24 + 12 * (agents - 1)}"
        offered = f"a lead offered to {agents} and claimed"
        told = f"the largest is {meter.largest:,} bytes"
        yield judged("P5", f"{offered}, if no item were over 1 KB", meter.small / LEADS, "units", goal, told)
        yield judged("P5", f"{offered}, items as large as they are", meter.sized / LEADS, "units", goal, told)


def _spent(agents: int) -> Meter:
    """What LEADS leads took, all together."""
    meter = Meter()
    landing = {"provide-client-params.dynamodb.TransactWriteItems": meter.begins,
               "after-call.dynamodb.TransactWriteItems": meter.landed}  # fmt: skip
    with stage.stage() as table, stage.listening(landing):
        meter.table = table
        lead_ids = [stage.came_in(number) for number in range(LEADS)]
        for turn in range(agents):
            leads = [team.read(table, lead_id) for lead_id in lead_ids]
            route.handler(team.stream(*leads), None)
            if turn < agents - 1:
                _expire(table, lead_ids)
        for lead_id in lead_ids:
            stage.answered(stage.claimed(lead_id, team.read(table, lead_id).offer.agent_ids[0]))
        return meter


def _expire(table: Table, lead_ids: list[str]) -> None:
    """Every lead's clock fires."""
    with patch.object(expire, "datetime", Late):
        for lead_id in lead_ids:
            offer = team.read(table, lead_id).offer
            clock = {"lead_id": lead_id, "clock_id": offer.offer_id, "at": offer.deadline.isoformat()}
            expire.handler(clock, None)


class Late(datetime):
    """A clock that is past the deadline of an offer made now."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        """Later than it is."""
        return datetime.now(tz) + LATER


class Meter:
    """Adds up what every transaction from now on takes: by the items' sizes, and as if all were under 1 KB."""

    table: Table

    def __init__(self) -> None:
        self.sized = self.small = self.largest = 0
        self._before = dict[Key, Item]()

    def begins(self, params: stage.Json, **_: object) -> None:
        """A transaction is about to be sent."""
        written = [write.get("Key") or write["Item"] for action in params["TransactItems"] for write in action.values()]
        where = [Key(item["PK"]["S"], item["SK"]["S"]) for item in written]
        self._before = {key: {} for key in where} | self.table.items(where)

    def landed(self, **_: object) -> None:
        """It has been answered."""
        after = self.table.items(self._before)
        for key, was in self._before.items():
            self.sized += units(was, after[key])
            self.small += units(was, after[key], largest=KB)
            self.largest = max(self.largest, size(after[key]))


def units(was: Item, now: Item, largest: int | None = None) -> int:
    """What writing `now` over `was` in a transaction takes, with its indexes; `was` is empty where there was none."""
    taken = max(size(was), size(now))
    return 2 * _started(min(taken, largest or taken)) + sum(_of_index(index, was, now) for index in keys.INDEXES)


def _of_index(index: keys.Index, was: Item, now: Item) -> int:
    names = (*ENTRY, index.pk, index.sk, *index.includes)
    before, after = _entry(index, was, names), _entry(index, now, names)
    if before == after:
        return 0
    if not before or not after:
        return _started(size(before or after))
    moved = any(before[name] != after[name] for name in (index.pk, index.sk))
    return _started(size(before)) + _started(size(after)) if moved else _started(max(size(before), size(after)))


def _entry(index: keys.Index, item: Item, names: tuple[str, ...]) -> Item:
    listed = index.pk in item and index.sk in item
    return {name: item[name] for name in names if name in item} if listed else {}


def size(item: Item) -> int:
    """An item's bytes, as DynamoDB counts them; a number takes a byte for two digits, and one more."""
    return sum(len(name.encode()) + _bytes(*value.items()) for name, value in item.items())


def _bytes(only: tuple[str, Any]) -> int:
    kind, value = only
    if kind == "N":
        return ceil(len(value.lstrip("-")) / 2) + 1
    return 1 if kind == "BOOL" else len(value.encode())


def _started(size: int) -> int:
    return ceil(size / KB)
