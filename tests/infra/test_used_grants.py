"""Is each granted action called somewhere in the function's code? What the table is asked is in tests/granted.py."""

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from botocore import xform_name

from infra import wiring
from infra.grants import Resource
from tests.granted import granted_uses, unused

ROOT = Path(__file__).resolve().parents[2]
# Where the client's method is not named like the action.
METHODS = {
    "s3:GetObject": {"get_object", "head_object", "generate_presigned_url"},
    "s3:PutObject": {"put_object", "generate_presigned_post", "generate_presigned_url"},
    "s3:ListBucket": {"list_objects_v2", "get_paginator"},
    "s3:DeleteObject": {"delete_object", "delete_objects"},
    "s3:PutObjectRetention": {"put_object"},  # an object that is put with a lock
    "execute-api:ManageConnections": {"post_to_connection", "delete_connection"},
    "iam:PassRole": {"create_schedule"},  # the role is named in the schedule
}
# What Lambda does in the function's name.
BY_LAMBDA = {Resource.STREAM, Resource.STREAM_DEAD_LETTERS, Resource.NEWS_DEAD_LETTERS}
CALLED_BY_A_QUEUE = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
ON_THE_TABLE = "dynamodb:"  # by partition, in tests/granted.py


@cache
def tree(module):
    """Return a module of ours as a syntax tree; None if it is not ours."""
    path = ROOT / module.replace(".", "/")
    found = next((one for one in (path.with_suffix(".py"), path / "__init__.py") if one.is_file()), None)
    return found and ast.parse(found.read_text())


@cache
def imported(module):
    """Return our modules that a module imports, itself included, directly or not."""
    seen, todo = set(), [module]
    while todo:
        one = todo.pop()
        if one in seen or not one.startswith(("functions.", "shared.")) or tree(one) is None:
            continue
        seen.add(one)
        for node in ast.walk(tree(one)):
            if isinstance(node, ast.ImportFrom) and node.module:
                todo += [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
            elif isinstance(node, ast.Import):
                todo += [name.name for name in node.names]
    return frozenset(seen)


def names(node):
    """Return every name that a piece of code mentions."""
    return {
        one.id if isinstance(one, ast.Name) else one.attr
        for one in ast.walk(node)
        if isinstance(one, (ast.Name, ast.Attribute))
    }


def own_code(body):
    """Yield what runs when a body is executed, without the insides of its functions and classes."""
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield from node.decorator_list
        else:
            yield node


def reached(entry):
    """Return the names that a function's code may mention when it runs: a definition counts once its name was met."""
    defined, met = defaultdict(set), set()
    for module in imported(entry):
        for node in own_code(tree(module).body):
            if module == entry:
                met |= names(node)
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.FunctionDef):
                defined[node.name] |= names(node)
            elif isinstance(node, ast.ClassDef):
                special = [one for one in node.body if isinstance(one, ast.FunctionDef) and one.name.startswith("__")]
                defined[node.name].update(*(names(one) for one in (*own_code(node.body), *special)))
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        defined[target.id] |= names(node.value)
    todo = met | {"handler"}
    seen = set()
    while todo:
        one = todo.pop()
        seen.add(one)
        todo |= defined.get(one, set()) - seen
    return seen


def method(action):
    """Return the methods of a client by which an action is taken: `sqs:SendMessage` by `send_message`."""
    return METHODS.get(action) or {xform_name(action.partition(":")[2])}


@pytest.mark.parametrize("wired", wiring.FUNCTIONS, ids=lambda wired: wired.name)
def test_each_granted_action_is_called_in_the_functions_code(wired):
    found = reached(wired.entry.rpartition(".")[0])
    unused = [
        f"{action} on {grant.resource}"
        for grant in wired.grants
        if grant.resource not in BY_LAMBDA
        for action in grant.actions
        if not action.startswith(ON_THE_TABLE) and action not in CALLED_BY_A_QUEUE and not method(action) & found
    ]
    assert unused == []


def test_a_method_counts_only_where_its_name_is_met():
    """Sending mails is the work of one function, though all share the modules of `shared`."""
    sending = {wired.name for wired in wiring.FUNCTIONS if "send_email" in reached(wired.entry.rpartition(".")[0])}
    assert sending == {"mail"}


def test_a_whole_run_names_each_grant_on_the_table_that_nobody_used():
    used = set(granted_uses())
    assert unused(used) == []
    [told] = unused(used - {("claim", "writes", "LEAD#*")})
    assert "`claim writes LEAD#*`" in told
