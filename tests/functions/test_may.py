"""Is `may` of an answer what the operations then do, for every role and every lead of the matrix?"""

from typing import get_args

import pytest

from shared.domain.leads.permissions import LeadVerb
from shared.store import keys
from tests import make
from tests.functions import matrix
from tests.functions.matrix import CALLERS, LEAD_IDS, LEADS, LISTS

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
    "merge": "POST /leads/{lead_id}/merge",
    "edit": "PATCH /leads/{lead_id}",
    "mark_do_not_contact": "PUT /leads/{lead_id}/do-not-contact",
    "record_interaction": "POST /leads/{lead_id}/interactions",
    "record_message": "POST /leads/{lead_id}/messages",
    "open_conversation": "POST /leads/{lead_id}/conversation",
    "comment": "POST /leads/{lead_id}/comments",
}
SHOW = "GET /leads/{lead_id}"


@pytest.fixture(scope="module")
def whole_module(memory_of_process):
    """The world of all tests of this module: what each finds there, it puts there itself."""
    return matrix.world()


@pytest.fixture
def world(whole_module, event):
    whole_module.event = event
    return whole_module


def may(world, me, lead_id):
    """What `me` is told that they may do with the lead; nothing where they may not see it."""
    status, answer = world.send(SHOW, f"/leads/{lead_id}", make.member(me).sub)
    return set(answer["may"]) if status == 200 else set()


def test_every_verb_but_the_other_side_of_one_has_its_operation():
    assert LEAD_VERBS.keys() | {"close_conversation"} == set(get_args(LeadVerb.__value__))


@pytest.mark.parametrize("verb", LEAD_VERBS)
def test_a_verb_is_listed_exactly_where_its_operation_changes_the_lead(world, verb):
    listed, done = {}, {}
    for caller, me in CALLERS.items():
        for kind in LEADS:
            world.seat(me)
            world.put_leads(me)
            lead_id = LEAD_IDS[kind]
            where, before = keys.lead(lead_id), world.there()
            listed[kind, caller] = verb in may(world, me, lead_id)
            world.ask(LEAD_VERBS[verb], me, lead_id=lead_id)
            done[kind, caller] = world.there().get(where) != before.get(where)
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
