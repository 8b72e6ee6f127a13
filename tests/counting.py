"""A client of DynamoDB that remembers what it was asked, and how much it read."""


class Counting:
    """Wraps a client.

    Attributes:
        calls: the methods called, in order.
        read: the items that batch reads answered.
        answered: the items that were answered by any call.
    """

    def __init__(self, client):
        self._client, self.calls, self.read, self.answered = client, [], 0, 0

    def __getattr__(self, name):
        def call(**given):
            self.calls.append(name)
            answer = getattr(self._client, name)(**given)
            batch = sum(len(items) for items in answer.get("Responses", {}).values())
            self.read += batch
            self.answered += batch + len(answer.get("Items", ())) + ("Item" in answer)
            return answer

        return call
