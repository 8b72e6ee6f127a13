"""Count what a DynamoDB client is asked for, and how much it reads."""


class Counting:
    """Wrap a client.

    Attributes:
        calls: the methods called, in order.
        read: the number of items that batch reads returned.
        answered: the number of items that any call returned.
        attributes: how many attributes these items have together; parsing them is most of a large answer's CPU.
    """

    def __init__(self, client):
        self._client, self.calls, self.read, self.answered, self.attributes = client, [], 0, 0, 0

    def __getattr__(self, name):
        def call(**given):
            self.calls.append(name)
            answer = getattr(self._client, name)(**given)
            batch = [item for items in answer.get("Responses", {}).values() for item in items]
            found = [*batch, *answer.get("Items", ()), *([answer["Item"]] if "Item" in answer else [])]
            self.read += len(batch)
            self.answered += len(found)
            self.attributes += sum(map(len, found))
            return answer

        return call
