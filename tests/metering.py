"""Count write units by size from the functions' transactions.

DynamoDB bills a transaction twice a write's units, a unit for each started KB of the larger of the item before and
after. Every index whose entry is new, changed or gone takes units of its own; two where its key moves.
"""

from collections import Counter
from math import ceil
from typing import NamedTuple

from shared.store import indexes, keys
from shared.store.keys import Key
from shared.store.table import Table

KB = 1024
ENTRY = (keys.PK, keys.SK)


class Spent(NamedTuple):
    """Hold what one item took of the table (`""`) or of an index: its kind, its bytes there, and units."""

    kind: str
    index: str
    bytes: int
    units: int


class Meter:
    """Wrap a DynamoDB client and add up what its transactions take.

    Attributes:
        sized: units by the items' sizes.
        small: as if no item were over 1 KB.
        largest: bytes of the largest item written.
        transactions: of each, its units by partition: of the table (`""`) or an index, and its key.
        spent: what each item took.
    """

    def __init__(self, client):
        self._client, self._table = client, Table(client, "relevo")
        self.sized = self.small = self.largest = 0
        self.transactions, self.spent = [], []

    def __getattr__(self, name):
        return getattr(self._client, name)

    def transact_write_items(self, **given):
        """Make the transaction; read the items it concerns before and after."""
        written = [write.get("Key") or write["Item"] for action in given["TransactItems"] for write in action.values()]
        where = [Key(item["PK"]["S"], item["SK"]["S"]) for item in written]
        before = {key: {} for key in where} | self._table.items(where)
        answer = self._client.transact_write_items(**given)
        after = self._table.items(where)
        self.transactions.append(Counter())
        for key, was in before.items():
            self._add(was, after.get(key, {}))
        return answer

    def _add(self, was, now):
        self.sized += units(was, now)
        self.small += units(was, now, largest=KB)
        self.largest = max(self.largest, size(now))
        found = units_by_partition(was, now)
        self.transactions[-1] += found
        self.spent += _spent(was, now, found)


def _spent(was, now, found):
    item, by_index = now or was, Counter()
    for (index, _), many in found.items():
        by_index[index] += many
    kind = " ".join(part.partition("#")[0] for part in (item[keys.PK]["S"], item[keys.SK]["S"]))
    for index in indexes.INDEXES:
        if taken := by_index.pop(index.name, 0):
            yield Spent(
                kind, index.name, size(_entry(index, item, (*ENTRY, index.pk, index.sk, *index.includes))), taken
            )
    for table, taken in by_index.items():
        yield Spent(kind, table, max(size(was), size(now)), taken)


def units(was, now, largest=None):
    """Return what writing `now` over `was` takes in a transaction, with its indexes; `was` is empty for a new item."""
    return units_by_partition(was, now, largest).total()


def units_by_partition(was, now, largest=None):
    """Return what writing `now` over `was` takes, by the partitions of the table and of its indexes."""
    taken, item = max(size(was), size(now)), was or now
    found = Counter({("", item[keys.PK]["S"]): 2 * _started(min(taken, largest or taken))}) if item else Counter()
    for index in indexes.INDEXES:
        found += _of_index(index, was, now)
    return found


def _of_index(index, was, now):
    names = (*ENTRY, index.pk, index.sk, *index.includes)
    before, after = _entry(index, was, names), _entry(index, now, names)
    if before == after:
        return Counter()
    moved = any(before.get(name) != after.get(name) for name in (index.pk, index.sk))
    written = [entry for entry in (before, after) if entry] if moved else [max(before, after, key=size)]
    found = Counter()
    for entry in written:
        found[index.name, entry[index.pk]["S"]] += _started(size(entry))
    return found


def _entry(index, item, names):
    listed = index.pk in item and index.sk in item
    return {name: item[name] for name in names if name in item} if listed else {}


def size(item):
    """Return an item's bytes, as DynamoDB counts them; a number takes a byte for two digits, and one more."""
    return sum(len(name.encode()) + _bytes(*value.items()) for name, value in item.items())


def _bytes(only):
    kind, value = only
    if kind == "N":
        return ceil(len(value.lstrip("-")) / 2) + 1
    if kind == "M":
        return 3 + size(value)
    if kind == "B":
        return len(value)
    return 1 if kind == "BOOL" else len(value.encode())


def _started(many):
    return ceil(many / KB)
