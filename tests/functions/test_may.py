"""Is `may` of an answer what the operations then do, for every role, and all that the matrix tries?"""

from typing import get_args

import pytest

from shared.domain.lead_records.doubt import Doubt
from shared.domain.leads.permissions import LeadVerb
from shared.domain.planning.permissions import MemberVerb, RouteVerb, SourceVerb
from shared.store import keys
from tests import make
from tests.functions import matrix
from tests.functions.matrix import ANOTHERS, CALLERS, LEAD_IDS, LEADS, LISTS, OWN

LEAD_VERBS = {
    "claim": "POST /leads/{lead_id}/claim",
    "pass": "POST /leads/{lead_id}/pass",
    "assign": "POST /leads/{lead_id}/assign",
    "release": "POST /leads/{lead_id}/release",
    "route": "POST /leads/{lead_id}/route",
    "hand_over": "POST /leads/{lead_id}/handover",
    "give_back": "POST /leads/{lead_id}/give-back",
    "close": "POST /leads/{lead_id}/close",
    "reopen": "POST /leads/{lead_id}/reopen",
    "judge": "POST /leads/{lead_id}/not-a-lead",
    "merge": "POST /leads/{lead_id}/merge",
    "edit": "PATCH /leads/{lead_id}",
    "mark_do_not_contact": "PUT /leads/{lead_id}/do-not-contact",
    "record_consent": "PUT /leads/{lead_id}/consents",
    "record_objection": "PUT /leads/{lead_id}/objection",
    "record_interaction": "POST /leads/{lead_id}/interactions",
    "record_message": "POST /leads/{lead_id}/messages",
    "open_conversation": "POST /leads/{lead_id}/conversation",
    "comment": "POST /leads/{lead_id}/comments",
    "add_task": "POST /leads/{lead_id}/tasks",
}
ROUTE_VERBS = {
    "edit": "PUT /routes/{route_id}",
    "pause": "POST /routes/{route_id}/pause",
    "activate": "POST /routes/{route_id}/activate",
    "delete": "DELETE /routes/{route_id}",
}
MEMBER_VERBS = {
    "edit": "PATCH /agents/{agent_id}",
    "set_limits": "PUT /agents/{agent_id}/limits",
    "pause": "PUT /agents/{agent_id}/pause",
    "unpause": "DELETE /agents/{agent_id}/pause",
    "invite_again": "POST /agents/{agent_id}/invitation",
    "sign_out": "POST /agents/{agent_id}/sign-out",
    "reset_second_factor": "DELETE /agents/{agent_id}/mfa",
    "remove": "DELETE /agents/{agent_id}",
}
SOURCE_VERBS = {
    "edit": "PATCH /sources/{source_id}",
    "renew_secret": "POST /sources/{source_id}/secret",
    "revoke_former_secret": "DELETE /sources/{source_id}/secret/former",
    "send_test": "POST /sources/{source_id}/test",
    "archive": "DELETE /sources/{source_id}",
}
OF_PLAN = [
    pytest.param(f"GET /{kind}", verb, operation, id=f"{kind}: {verb}")
    for kind, operations in (
        ("routes/{route_id}", ROUTE_VERBS), ("agents/{agent_id}", MEMBER_VERBS), ("sources/{source_id}", SOURCE_VERBS)
    )
    for verb, operation in operations.items()
]  # fmt: skip
SHOW = "GET /leads/{lead_id}"
DOUBT = Doubt(by=make.ANN, at=make.NOON, since=make.NOON)


@pytest.fixture(scope="module")
def whole_module(memory_of_process):
    """The world of all tests of this module: what each finds there, it puts there itself."""
    return matrix.world()


@pytest.fixture
def world(whole_module, event):
    whole_module.event = event
    return whole_module


def may(world, me, lead_id):
    """Return what `me` is told they may do with the lead; nothing where they may not see it."""
    status, answer = world.send(SHOW, f"/leads/{lead_id}", make.member(me).sub)
    return set(answer["may"]) if status == 200 else set()


def test_every_verb_but_the_other_side_of_one_has_its_operation():
    assert LEAD_VERBS.keys() | {"close_conversation", "withdraw_objection"} == set(get_args(LeadVerb.__value__))
    assert tuple(ROUTE_VERBS) == get_args(RouteVerb.__value__)
    assert tuple(MEMBER_VERBS) == get_args(MemberVerb.__value__)
    assert tuple(SOURCE_VERBS) == get_args(SourceVerb.__value__)


@pytest.mark.parametrize("verb", LEAD_VERBS)
def test_a_verb_is_listed_exactly_where_its_operation_changes_the_lead(world, verb):
    listed, done = {}, {}
    for caller, me in CALLERS.items():
        for kind in LEADS:
            world.seat(me)
            world.put_leads(me)
            lead_id = LEAD_IDS[kind]
            if verb == "judge" and kind == "mine, closed":
                world.put(make.owned(me, lead_id=lead_id, state="closed", outcome="not_a_lead", doubt=DOUBT))
            where = keys.lead(lead_id)
            before = world.item(where)
            listed[kind, caller] = verb in may(world, me, lead_id)
            world.ask(LEAD_VERBS[verb], me, lead_id=lead_id)
            done[kind, caller] = world.item(where) != before
    assert listed == done
    assert any(listed.values())


@pytest.mark.parametrize("label", LISTS)
def test_a_list_tells_of_each_lead_what_its_detail_tells(world, label):
    method, path, query, body = LISTS[label]
    for me in CALLERS.values():
        world.seat(me)
        world.put_leads(me)
        _, answer = world.send(f"{method} {path}", path, make.member(me).sub, query=query, body=body)
        listed = {item["lead_id"]: set(item["may"]) for item in answer["items"]}
        assert listed == {lead_id: may(world, me, lead_id) for lead_id in listed}


@pytest.mark.parametrize(("show", "verb", "operation"), OF_PLAN)
def test_a_verb_on_the_plan_is_listed_exactly_where_its_operation_changes_something(world, show, verb, operation):
    listed, done = {}, {}
    for caller, me in CALLERS.items():
        for kind, named in (("own", OWN), ("another's", ANOTHERS)):
            world.seat(me)
            path = show.split(" ")[1].format_map({name: one or me for name, one in named.items()})
            status, answer = world.send(show, path, make.member(me).sub)
            listed[kind, caller] = status == 200 and verb in answer["may"]
            before = world.there()
            world.ask(operation, me, theirs=kind == "own")
            done[kind, caller] = world.there() != before
    assert listed == done
