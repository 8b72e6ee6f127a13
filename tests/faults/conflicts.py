"""Cancel transactions as DynamoDB does when another one touches the same item at that moment. No local engine does."""

from itertools import count

from botocore.exceptions import ClientError


class Conflicts:
    """Wrap a client of DynamoDB, and cancel every nth transaction before it does anything.

    The reason is `TransactionConflict`, of one action after another: the first cancelled transaction names its first
    action, the next one its second, and so on.

    Args:
        client: of DynamoDB.
        every: cancel each transaction whose number this divides.
        place: the action that the first cancelled one names, from 0.

    Attributes:
        cancelled: for each cancelled transaction the place of the action that it named.
    """

    def __init__(self, client, every, place=0):
        self._client, self._every, self._numbers, self._places = client, every, count(1), count(place)
        self.exceptions, self.cancelled = client.exceptions, []

    def __getattr__(self, name):
        return getattr(self._client, name)

    def transact_write_items(self, **given):
        if next(self._numbers) % self._every:
            return self._client.transact_write_items(**given)
        actions = len(given["TransactItems"])
        place = next(self._places) % actions
        self.cancelled.append(place)
        raise cancelled(actions, place)


def cancelled(actions, place):
    """Return DynamoDB's error for a transaction of so many actions of which one met another transaction."""
    reasons = [{"Code": "TransactionConflict" if number == place else "None"} for number in range(actions)]
    reasons[place]["Message"] = "Transaction is ongoing for the item"
    codes = ", ".join(reason["Code"] for reason in reasons)
    message = f"Transaction cancelled, please refer cancellation reasons for specific reasons [{codes}]"
    error = {"Code": "TransactionCanceledException", "Message": message}
    return ClientError({"Error": error, "CancellationReasons": reasons}, "TransactWriteItems")
