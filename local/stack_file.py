"""`.local/stack.json`: what people and tools need to talk to the running stack.

It is there exactly while the stack answers.
"""

import json
from typing import TypedDict

from local import places
from local.api import Caller
from local.problems import Unusable


class User(TypedDict):
    """A demo member and how to sign in as them."""

    email: str
    password: str
    role: str
    agent_id: str


class Webhook(TypedDict):
    """A source that takes leads over HTTP."""

    source_id: str
    title: str
    kind: str
    path: str
    secret: str


class Stack(TypedDict):
    """The running stack. `api` ends in `/api`; a webhook's `path` goes below it."""

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


def write(stack: Stack) -> None:
    """Publish `stack`: whole or not at all, and for our eyes only, since it holds passwords."""
    draft = places.STACK.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(stack, indent=2, ensure_ascii=False) + "\n")
    draft.replace(places.STACK)


def remove() -> None:
    """Say that nothing runs any more."""
    places.STACK.unlink(missing_ok=True)


def read() -> Stack:
    """The running stack.

    Raises:
        Unusable: none runs.
    """
    try:
        stack: Stack = json.loads(places.STACK.read_text())
    except FileNotFoundError:
        raise Unusable("Nothing is running here: `make up` (or `make run`) starts the stack.") from None
    return stack


def as_member(stack: Stack, role: str) -> Caller:
    """The first demo member of `role`, ready to call the API."""
    user = next(user for user in stack["users"] if user["role"] == role)
    return Caller(stack["api"], stack["aws_endpoint"], stack["user_pool_client_id"], user["email"], user["password"])
