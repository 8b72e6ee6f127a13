"""Is who may call an operation asked before anything of the request is read, and at no price?"""

import pytest

from shared.domain.kernel.errors import Forbidden, SessionEnded, TooManyRequests
from shared.domain.kernel.rates import REQUESTS
from shared.store import keys
from shared.web import auth
from shared.web.app import OPEN, Api
from shared.web.request import Request
from tests import make, memory
from tests.functions import deployed, team
from tests.functions.matrix import OWN
from tests.make import ANN, BOSS, CHIEF, EVE, LEAD, NOON

BELOW = {"rainmaker": (BOSS, ANN), "manager": (ANN,)}
"""Members who may not, by who may."""


def members():
    return [
        make.member(CHIEF, role="rainmaker"), make.member(BOSS, role="manager"), make.member(ANN),
        make.member(EVE, status="removed"),
    ]  # fmt: skip


@pytest.fixture
def apis(table, secret):
    team.seat(table, members=members())
    return deployed.apis(memory.client("dynamodb"), secret, lambda: NOON)


def send(api, event, operation, me, **sent):
    """One request that cannot be read: its status."""
    path = operation.path.format_map({**OWN, "lead_id": LEAD, "agent_id": ANN})
    sub = make.member(me).sub if me else None
    return api.handler(event(operation.method, path, sub=sub, query={"limit": "many"}, **sent), None)["statusCode"]


def test_of_every_operation_whoever_may_not_is_refused_before_their_request_is_read(apis, event):
    """Source: docs/security.md, "Roles"."""
    asked = [(api, one) for api in apis for one in api.operations if one.who not in OPEN]
    found = {
        (f"{one.method} {one.path}", me): send(api, event, one, me, raw="{")
        for api, one in asked for me in (*BELOW.get(one.who, ()), EVE, None)
    }  # fmt: skip
    assert {key: status for key, status in found.items() if status != 403} == {}
    assert len([one for _, one in asked if one.who in BELOW]) > 40


@pytest.mark.parametrize(("use", "status"), [("access", 200), ("id", 200), ("refresh", 403), ("", 403)])
def test_only_a_token_that_is_for_asking_opens_anything(apis, event, use, status):
    [api] = [api for api in apis for one in api.operations if (one.method, one.path) == ("GET", "/me/sign-ins")]
    asked = event("GET", "/me/sign-ins", sub=make.member(ANN).sub, claims={"token_use": use})
    assert api.handler(asked, None)["statusCode"] == status


def test_no_answer_is_kept_or_taken_for_another_type(apis, event):
    """Strangers' words come back as JSON, as a file or as text, and are never run as a page."""
    for answered, one in [(api, one) for api in apis for one in api.operations]:
        for sub in (make.member(CHIEF).sub, None):
            answer = answered.handler(event(one.method, one.path.format_map({**OWN, "lead_id": LEAD}), sub=sub), None)
            headers = {name.lower(): value for name, value in answer["headers"].items()}
            if answer["statusCode"] not in {204, 304}:
                assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")


def test_a_body_that_is_too_large_is_no_reason_to_look_at_it(apis, event):
    [(api, create)] = [(api, one) for api in apis for one in api.operations
                       if (one.method, one.path) == ("POST", "/routes")]  # fmt: skip
    assert send(api, event, create, ANN, raw=f'"{"x" * 300_000}"') == 403
    assert send(api, event, create, CHIEF, raw=f'"{"x" * 300_000}"') == 413


class Reader:
    """A plan as this process has it, and as it is now; how often it was read."""

    def __init__(self, warm, now):
        self._warm, self._now, self.readings = warm, now, 0

    def warm(self):
        return self._warm

    def current(self):
        self.readings += 1
        return self._now


def plan(role="agent", status="active"):
    return make.plan(members=[make.member(ANN, role=role, status=status)])


def request(who, me=ANN):
    return Request(make.member(me).sub, {}, b"", NOON, "request-1", who)


def taken(*_):
    """Count nothing."""


def refused(*_):
    raise TooManyRequests(7)


def test_who_asks_too_often_is_refused_before_anything_is_read():
    reader = Reader(plan("agent"), None)
    with pytest.raises(TooManyRequests):
        auth.guard(reader, refused)(request("manager"))
    assert reader.readings == 0


def test_who_may_costs_no_reading():
    reader = Reader(plan("manager"), None)
    auth.guard(reader, taken)(request("manager"))
    assert reader.readings == 0


def test_who_was_just_promoted_is_let_in_after_one_reading():
    reader = Reader(plan("agent"), plan("manager"))
    auth.guard(reader, taken)(request("manager"))
    assert reader.readings == 1


@pytest.mark.parametrize("who", ["anyone", "provider", "member", "manager", "rainmaker"])
@pytest.mark.parametrize("now", [plan(status="removed"), plan(status="invited")], ids=["removed", "invited"])
def test_who_is_no_active_member_is_nobodys_caller(who, now):
    reader = Reader(now, now)
    with pytest.raises(Forbidden):
        auth.guard(reader, taken)(request(who))
    assert reader.readings == 1


def test_who_was_invited_may_show_themselves():
    assert auth.caller(request("invited"), plan(status="invited")).agent_id == ANN


def test_where_no_member_is_asked_for_nobody_is_a_caller():
    for who in OPEN:
        with pytest.raises(Forbidden):
            auth.caller(request(who), plan("rainmaker"))


def test_a_demotion_counts_at_once(table, secret, event):
    """The guard knows an older plan: the operation's own reading refuses."""
    team.seat(table, members=members())
    *_, planning, _ = deployed.apis(memory.client("dynamodb"), secret, lambda: NOON)
    asks = event("GET", "/settings", sub=make.member(CHIEF).sub)
    assert planning.handler(asks, None)["statusCode"] == 200
    there = table.get(type(make.member()), keys.member(CHIEF))
    team.change(table, there.model_copy(update={"role": "manager"}))
    assert planning.handler(asks, None)["statusCode"] == 403


def test_every_function_that_members_call_counts_their_requests(table, secret, event):
    team.seat(table, members=members())
    key = keys.caller_rate(make.member(CHIEF).sub, "request", REQUESTS.ends(NOON))
    asked = ["/me/offers", "/imports/import_x", "/settings", "/me"]
    claim, ingest, _, planning, supervise = deployed.apis(memory.client("dynamodb"), secret, lambda: NOON, 1)
    for number, (api, path) in enumerate(zip((claim, ingest, planning, supervise), asked, strict=True), 1):
        api.handler(event("GET", path, sub=make.member(CHIEF).sub), None)
        assert table.items([key])[key]["n"] == {"N": str(number)}


def test_a_function_without_members_lets_nobody_in(event):
    api = Api(lambda: NOON)
    api.route("GET", "/secret")(lambda request: request.now)
    assert api.handler(event("GET", "/secret", sub=make.member(CHIEF).sub), None)["statusCode"] == 403


EARLIER = {"auth_time": str(int(NOON.timestamp()) - 1), "origin_jti": "here"}


def test_of_every_operation_an_ended_session_is_refused_before_its_request_is_read(table, secret, event):
    """Source: docs/security.md, "Sessions"."""
    ended = [one.model_copy(update={"sessions_valid_from": NOON}) for one in members()]
    team.seat(table, members=ended)
    apis = deployed.apis(memory.client("dynamodb"), secret, lambda: NOON)
    asked = [(api, one) for api in apis for one in api.operations if one.who not in OPEN]
    found = {
        f"{one.method} {one.path}": send(api, event, one, me, raw="{", claims=EARLIER)
        for api, one in asked for me in (CHIEF, EVE)
    }  # fmt: skip
    assert {key: status for key, status in found.items() if status != 401} == {}
    assert len(found) > 80


def test_a_sign_out_counts_at_once(table, secret, event):
    """The guard knows an older plan: the operation's own reading refuses, whichever function it is."""
    team.seat(table, members=members())
    claim, _, _, planning, supervise = deployed.apis(memory.client("dynamodb"), secret, lambda: NOON)
    asks = [(claim, "/me/offers"), (planning, "/routes"), (supervise, "/me"), (supervise, "/me/changes")]
    asked = [(api, event("GET", path, sub=make.member(CHIEF).sub, claims=EARLIER)) for api, path in asks]
    assert [api.handler(one, None)["statusCode"] for api, one in asked] == [200] * 4
    there = table.get(type(make.member()), keys.member(CHIEF))
    team.change(table, there.model_copy(update={"sessions_valid_from": NOON}))
    assert [api.handler(one, None)["statusCode"] for api, one in asked] == [401] * 4


def test_an_ended_session_costs_no_reading():
    over = make.plan(members=[make.member(ANN, sessions_valid_from=NOON)])
    reader = Reader(over, None)
    with pytest.raises(SessionEnded):
        auth.guard(reader, taken)(request("member"))
    assert reader.readings == 0
