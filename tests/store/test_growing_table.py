"""Does the table that benchmarks grow answer queries as DynamoDB does?"""

from math import ceil

import pytest

from benchmarks.growing import crowd
from benchmarks.growing.crowd import Size
from benchmarks.growing.wire import Shelves, Wire
from shared.store import indexes, keys
from shared.store.table import Table, remove
from tests import memory
from tests.metering import size

PARTITIONS = [
    (indexes.QUEUE, "OWNED"), (indexes.QUEUE, "OFFERED"), (indexes.ALL, "LEADS#2025-06"), (indexes.NAME, "m"),
    (indexes.CONVERSATION, indexes.WAITING), (indexes.CONVERSATION, "nobody"), (None, "LOAD"), (None, "TALLY#2026-01"),
]  # fmt: skip


@pytest.fixture
def both(table, secret, tmp_path):
    """Provide a table of the benchmarks', and moto's, with the same items; and what counts the former's reads."""
    items = list(crowd.items(Size(leads=60, agents=10, offers=10), secret))
    for item in items:
        memory.client("dynamodb").put_item(TableName="relevo", Item=item)
    shelves = Shelves(tmp_path / "table")
    shelves.fill(items)
    wire = Wire(shelves, memory.client("dynamodb"))
    yield Table(wire.client(), "relevo"), table, wire
    shelves.close()


@pytest.mark.parametrize(("index", "pk"), PARTITIONS)
def test_a_query_finds_what_moto_finds_in_its_order(both, index, pk):
    ours, moto, _ = both
    whole = list(moto.query(pk, index=index))
    sks = [item[index.sk if index else "SK"]["S"] for item in whole] or ["x"]
    middle = sks[len(sks) // 2]
    asked = [
        {}, {"newest_first": True}, {"limit": 3}, {"limit": 3, "newest_first": True}, {"until": middle},
        {"since": middle, "until": sks[-1]}, {"prefix": middle[:4]}, {"only": ("PK",)},
    ]  # fmt: skip
    if len(whole) > 3:
        place = ("PK", "SK", *((index.pk, index.sk) if index else ()))
        after = {name: whole[2][name] for name in place}
        asked += [{"after": after}, {"after": after, "newest_first": True, "limit": 1}]
    for how in asked:
        assert list(ours.query(pk, index=index, **how)) == list(moto.query(pk, index=index, **how)), how
    if index:
        assert ours.number(pk, index=index) == moto.number(pk, index=index) == len(whole)


def test_what_a_query_reads_is_billed_by_its_size(both):
    ours, _, wire = both
    [*found] = ours.query(indexes.WAITING, index=indexes.CONVERSATION)
    assert (wire.cost.calls, wire.cost.items) == (1, len(found))
    assert wire.cost.units == ceil(sum(map(size, found)) / 4096) / 2  # half, as it is eventually consistent


def test_a_transaction_is_kept_or_undone(both):
    ours, _, wire = both
    wire.shelves.begin()
    [lead] = ours.query("LEADS#2025-06", index=indexes.ALL, limit=1)
    key = keys.Key(lead["PK"]["S"], "LEAD")
    before = ours.items([key])
    ours.commit([remove(key)])
    assert not ours.items([key])
    wire.shelves.undo()
    assert ours.items([key]) == before
