"""Send requests to a function as API Gateway does, as a member."""

from tests import documented, make
from tests.make import ANN


def request_as_member(api, event):
    """Return `ask(method, path, me=ANN, **given)`, which sends one request and returns the status, and the body if any.

    `me` is a member's id, None for no token; `given` is what the fixture `event` takes.
    """

    def ask(method, path, me=ANN, **given):
        answer = api.handler(event(method, path, sub=make.member(me).sub if me else None, **given), None)
        return documented.answered(method, path, answer)

    return ask
