"""Count write units by size from the functions' transactions.

DynamoDB bills a transaction twice a write's units, a unit for each started KB of the larger of the item before and
after. Every index whose entry is new, changed or gone takes units of its own; two where its key moves.
"""

from math import ceil

from shared.store import keys
from shared.store.keys import Key
from shared.store.table import Table

KB = 1024
ENTRY = (keys.PK, keys.SK)


class Meter:
    """Wrap a DynamoDB client and add up what its transactions take.

    Attributes:
        sized: units by the items' sizes.
        small: as if no item were over 1 KB.
        largest: bytes of the largest item written.
    """

    def __init__(self, client):
        self._client, self._table = client, Table(client, "relevo")
        self.sized = self.small = self.largest = 0

    def __getattr__(self, name):
        return getattr(self._client, name)

    def transact_write_items(self, **given):
        """Make the transaction; read the items it concerns before and after."""
        written = [write.get("Key") or write["Item"] for action in given["TransactItems"] for write in action.values()]
        where = [Key(item["PK"]["S"], item["SK"]["S"]) for item in written]
        before = {key: {} for key in where} | self._table.items(where)
        answer = self._client.transact_write_items(**given)
        after = self._table.items(where)
        for key, was in before.items():
            self._add(was, after.get(key, {}))
        return answer

    def _add(self, was, now):
        self.sized += units(was, now)
        self.small += units(was, now, largest=KB)
        self.largest = max(self.largest, size(now))


def units(was, now, largest=None):
    """Return what writing `now` over `was` takes in a transaction, with its indexes; `was` is empty for a new item."""
    taken = max(size(was), size(now))
    return 2 * _started(min(taken, largest or taken)) + sum(_of_index(index, was, now) for index in keys.INDEXES)


def _of_index(index, was, now):
    names = (*ENTRY, index.pk, index.sk, *index.includes)
    before, after = _entry(index, was, names), _entry(index, now, names)
    if before == after:
        return 0
    if not before or not after:
        return _started(size(before or after))
    moved = any(before[name] != after[name] for name in (index.pk, index.sk))
    return _started(size(before)) + _started(size(after)) if moved else _started(max(size(before), size(after)))


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
    return 1 if kind == "BOOL" else len(value.encode())


def _started(many):
    return ceil(many / KB)
