"""Create the table anywhere: in memory, on the embedded engine, in DynamoDB Local; and one with hooks."""

from shared.store import indexes
from shared.store.table import Table
from tests.counting import Counting


class StagedTable(Table):
    """Run a test's hook around a call: a rival is faster, or the process dies.

    `table.around("commit", hook)` calls `hook(commit, writes)` instead of `commit(writes)`, until the hook is None.
    The hook may call `commit`, the real one, as often as it likes. So with `get`, `items` and `query`.

    Attributes:
        calls: the client's methods called so far, in order; clear it before what is counted.
    """

    def __init__(self, client, name="relevo", *, packs=False):
        counting = Counting(client)
        super().__init__(counting, name, pause=lambda _: None, packs=packs)
        self.calls = counting.calls
        self._hooks = {}

    def around(self, method, hook):
        """Call `hook` instead of `method` from now on."""
        self._hooks[method] = hook

    def get(self, *given, **more):
        return self._staged("get", super().get, given, more)

    def items(self, *given, **more):
        return self._staged("items", super().items, given, more)

    def query(self, *given, **more):
        return self._staged("query", super().query, given, more)

    def commit(self, *given, **more):
        return self._staged("commit", super().commit, given, more)

    def _staged(self, method, real, given, more):
        hook = self._hooks.get(method)
        return hook(real, *given, **more) if hook else real(*given, **more)


def create_table(client, name="relevo"):
    """Create the table as infra does, as far as tests of records need it."""
    names = ["PK", "SK", *(part for index in indexes.INDEXES for part in (index.pk, index.sk))]
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": n, "AttributeType": "S"} for n in names],
        KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}],
        GlobalSecondaryIndexes=[
            {
                "IndexName": index.name,
                "KeySchema": [
                    {"AttributeName": index.pk, "KeyType": "HASH"},
                    {"AttributeName": index.sk, "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(index.includes)}
                if index.includes
                else {"ProjectionType": "KEYS_ONLY"},
            }
            for index in indexes.INDEXES
        ],
    )
