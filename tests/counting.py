"""Count what a DynamoDB client is asked for, and how much it reads."""


class Counting:
    """Wrap a client.

    Attributes:
        calls: the methods called, in order.
        read: the number of items that batch reads returned.
        answered: the number of items that any call returned.
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
