"""Asking a function as API Gateway does, in a member's name."""

import json

from tests import make
from tests.make import ANN


def asking(api, event):
    """Return `ask(method, path, me=ANN, **given)`: one request to `api`; the answer's status, and its body if any.

    `me` is a member's id, None for nobody; `given` is what the fixture `event` takes.
    """

    def ask(method, path, me=ANN, **given):
        answer = api.handler(event(method, path, sub=make.member(me).sub if me else None, **given), None)
        return answer["statusCode"], json.loads(answer["body"]) if answer.get("body") else None

    return ask
