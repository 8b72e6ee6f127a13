"""Hold a function's calls of DynamoDB to what its wiring grants, and note which grants were used.

A grant is used when a test makes the call that it allows, so what no test uses can be told after a run of all tests
(`--unused-grants`): it is either not needed, or not tested.
"""

import copy
import fnmatch
import tomllib
from pathlib import Path

from infra import grants, wiring
from infra.grants import Resource

WIRED = {function.name: function for function in wiring.FUNCTIONS}
SINGLE = {
    "Put": "dynamodb:PutItem",
    "Update": "dynamodb:UpdateItem",
    "Delete": "dynamodb:DeleteItem",
    "ConditionCheck": "dynamodb:ConditionCheckItem",
}
KINDS = {
    action: kind
    for kind, actions in (("reads", grants.READ), ("writes", grants.WRITE), ("deletes", grants.DELETE))
    for action in actions
}
INDEXES = {
    "queue": Resource.QUEUE, "all": Resource.ALL, "name": Resource.NAME, "due": Resource.DUE,
    "conversation": Resource.CONVERSATION,
}  # fmt: skip
USED = set()
"""Collect what this process has used: function, kind of access, and the pattern of the partition or the index."""

REVIEWED = Path(__file__).parent / "functions" / "unused_grants.toml"


class Denied(AssertionError):
    """Report a call that the function's role does not allow."""


def granted(table, name):
    """Return the table as the function named `name` has it, with the same hooks and count of calls."""
    theirs = copy.copy(table)
    theirs._client = Granted(table._client, name)
    return theirs


class Granted:
    """Wrap a DynamoDB client; fail where the function named `name` makes a call that is not granted.

    Attributes:
        used: the actions taken so far, each with the partition key it named; those on indexes are left out.
    """

    def __init__(self, client, name):
        self._client, self._name, self.used = client, name, set()

    def __getattr__(self, method):
        def call(**given):
            if "IndexName" in given:
                self._check_index(given["IndexName"])
            actions = named(method, given)
            for action, key in actions:
                self._check(action, key)
                self.used.add((action, key))
            if method == "batch_get_item":
                self._check_together([key for _, key in actions])
            return getattr(self._client, method)(**given)

        return call

    def _check(self, action, key):
        found = [
            partition.pattern
            for grant in WIRED[self._name].grants
            if grant.resource is Resource.TABLE and action in grant.actions
            for partition in grant.partitions
            if fnmatch.fnmatchcase(key, partition.pattern)
        ]
        if not found:
            raise Denied(f"{self._name} may not {action} in {key}")
        USED.update((self._name, KINDS[action], pattern) for pattern in found)

    def _check_together(self, keys):
        """Require one grant for all keys of a batch: IAM looks for a statement that allows the whole request."""
        for grant in WIRED[self._name].grants:
            if "dynamodb:BatchGetItem" in grant.actions and all(covers(grant, key) for key in keys):
                return
        raise Denied(f"{self._name} may not read all of {keys} at once")

    def _check_index(self, index):
        if INDEXES[index] not in {grant.resource for grant in WIRED[self._name].grants}:
            raise Denied(f"{self._name} may not query the index {index}")
        USED.add((self._name, "queries", index))


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


def granted_uses():
    """Return all that is granted on the table and its indexes, in the words of `USED`."""
    on_indexes = {resource: index for index, resource in INDEXES.items()}
    for name, wired in WIRED.items():
        for grant in wired.grants:
            for kind in {KINDS[action] for action in grant.actions if action in KINDS}:
                yield from ((name, kind, partition.pattern) for partition in grant.partitions)
            if grant.resource in on_indexes:
                yield name, "queries", on_indexes[grant.resource]


def unused(used):
    """Return what is wrong with grants after a whole run, in sentences.

    Args:
        used: what all processes of the run used.
    """
    reviewed = tomllib.loads(REVIEWED.read_text())["unused"]
    there = {" ".join(one) for one in granted_uses()}
    left = there - {" ".join(one) for one in used}
    return [
        *(f"no test uses the grant `{one}`: take it away, test it, or give a reason" for one in left - reviewed.keys()),
        *(f"`{one}` is not granted any more: remove its reason" for one in reviewed.keys() - there),
    ]
