"""Write and read `.local/stack.json`: what people and tools need to use the running stack.

The file exists exactly while the stack answers.
"""

import json
from typing import TypedDict

from local import places
from local.api import Caller
from local.problems import Unusable


class User(TypedDict):
    """Hold a demo member's credentials."""

    email: str
    password: str
    role: str
    agent_id: str


class Webhook(TypedDict):
    """Hold a source that accepts leads over HTTP."""

    source_id: str
    title: str
    kind: str
    path: str
    secret: str


class Stack(TypedDict):
    """Describe the running stack. `api` ends in `/api`; append a webhook's `path` to it.

    `smtp` is the host and port of the server that takes mail for sources; empty if the tenant receives none.
    """

    api: str
    console: str
    aws_endpoint: str
    tenant: str
    user_pool_id: str
    user_pool_client_id: str
    users: list[User]
    webhooks: list[Webhook]
    table: str
    clock_arn: str
    sweep_function: str
    smtp: str


def write(stack: Stack) -> None:
    """Write `stack` atomically, readable by this user only, since it holds passwords."""
    draft = places.STACK.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(stack, indent=2, ensure_ascii=False) + "\n")
    draft.replace(places.STACK)


def remove() -> None:
    """Remove the file: nothing runs any more."""
    places.STACK.unlink(missing_ok=True)


def read() -> Stack:
    """Return the running stack.

    Raises:
        Unusable: none runs.
    """
    try:
        stack: Stack = json.loads(places.STACK.read_text())
    except FileNotFoundError:
        raise Unusable("Nothing is running here: `make up` (or `make run`) starts the stack.") from None
    return stack


def as_member(stack: Stack, role: str) -> Caller:
    """Return a caller of the API for the first demo member of `role`."""
    user = next(user for user in stack["users"] if user["role"] == role)
    return Caller(stack["api"], stack["aws_endpoint"], stack["user_pool_client_id"], user["email"], user["password"])
