"""Hold a function's calls of DynamoDB to what its wiring grants, where nothing else enforces IAM."""

import fnmatch

from infra import wiring
from infra.grants import Resource

WIRED = {function.name: function for function in wiring.FUNCTIONS}
SINGLE = {
    "Put": "dynamodb:PutItem",
    "Update": "dynamodb:UpdateItem",
    "Delete": "dynamodb:DeleteItem",
    "ConditionCheck": "dynamodb:ConditionCheckItem",
}


class Denied(AssertionError):
    """Report a call that the function's role does not allow."""


class Granted:
    """Wrap a DynamoDB client; fail where the function named `name` makes a call that is not granted.

    Attributes:
        used: the actions taken so far, each with the partition key it named; those on indexes are left out.
    """

    def __init__(self, client, name):
        self._client, self._name, self.used = client, name, set()

    def __getattr__(self, method):
        def call(**given):
            actions = named(method, given)
            for action, key in actions:
                self._check(action, key)
                self.used.add((action, key))
            if method == "batch_get_item":
                self._check_together([key for _, key in actions])
            return getattr(self._client, method)(**given)

        return call

    def _check(self, action, key):
        for grant in WIRED[self._name].grants:
            if grant.resource is Resource.TABLE and action in grant.actions and covers(grant, key):
                return
        raise Denied(f"{self._name} may not {action} in {key}")

    def _check_together(self, keys):
        """Require one grant for all keys of a batch: IAM looks for a statement that allows the whole request."""
        for grant in WIRED[self._name].grants:
            if "dynamodb:BatchGetItem" in grant.actions and all(covers(grant, key) for key in keys):
                return
        raise Denied(f"{self._name} may not read all of {keys} at once")


def covers(grant, key):
    """Return whether a grant on the table is about this partition key."""
    return any(fnmatch.fnmatchcase(key, partition.pattern) for partition in grant.partitions)


def named(method, given):
    """Return the actions of a call on the table, each with the partition key it names."""
    if "IndexName" in given:
        return []
    if method == "get_item":
        return [("dynamodb:GetItem", given["Key"]["PK"]["S"])]
    if method == "query":
        return [("dynamodb:Query", given["ExpressionAttributeValues"][":pk"]["S"])]
    if method == "batch_get_item":
        (asked,) = given["RequestItems"].values()
        return [("dynamodb:BatchGetItem", key["PK"]["S"]) for key in asked["Keys"]]
    writes = [one for item in given["TransactItems"] for one in item.items()]
    return [(SINGLE[kind], (body.get("Key") or body["Item"])["PK"]["S"]) for kind, body in writes]
