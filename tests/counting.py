"""A client of DynamoDB that remembers what it was asked, and how much it read."""


class Counting:
    """Wraps a client.

    Attributes:
        calls: the methods called, in order.
        read: the items that were answered.
    """

    def __init__(self, client):
        self._client, self.calls, self.read = client, [], 0

    def __getattr__(self, name):
        def call(**given):
            self.calls.append(name)
            answer = getattr(self._client, name)(**given)
            self.read += _items(answer)
            return answer

        return call


def _items(answer):
    found = sum(len(items) for items in answer.get("Responses", {}).values())
    return found + len(answer.get("Items", ())) + ("Item" in answer)
