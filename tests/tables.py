"""The table, made anywhere: in memory, on the embedded engine, in DynamoDB Local."""

from shared.store import keys


def create_table(client, name="relevo"):
    """The table as infra makes it, as far as tests of records need it."""
    names = ["PK", "SK", *(part for index in keys.INDEXES for part in (index.pk, index.sk))]
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
            for index in keys.INDEXES
        ],
    )
