"""When many want the same at the same moment, does exactly one get it, and is nothing lost?"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import pytest

from shared.domain.kernel.errors import AlreadyClaimed, Busy, LimitReached
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.claim import claim
from shared.domain.plan_records.member import Limits
from shared.domain.plan_records.workload import Workload
from shared.store import decisions, keys
from shared.store.lists import lead_lists
from shared.store.retry import retry_on_conflict
from shared.store.table import Table
from tests import make
from tests.e2e.stack import AT_ONCE, HOURS, at_once
from tests.soak import often, rounds

pytestmark = pytest.mark.sampled
LEADS = often(60, 1_000)  # in a burst


def commit_claim(table, lead_id, member):
    """Read, decide, commit, as the claim function does."""
    lead = table.get(Lead, keys.lead(lead_id))
    load = table.get(Workload, keys.workload(member.agent_id)) or Workload(agent_id=member.agent_id)
    decision = claim(lead, member, make.plan(), make.NOON, workload=load, response_id=make.RESPONSE)
    table.commit(decisions.writes(decision))


def race(tables, members, lead_id):
    """Let everybody claim the lead at once, each through their own client of the engine; return the winner."""
    ready = threading.Barrier(len(members))

    def take(table, member):
        ready.wait()
        try:
            retry_on_conflict(table, partial(commit_claim, table, lead_id, member))
        except AlreadyClaimed:
            return None
        return member.agent_id

    with ThreadPoolExecutor(len(members)) as pool:
        taken = pool.map(take, tables * (len(members) // len(tables)), members)
    [winner] = [agent_id for agent_id in taken if agent_id]
    return winner


def test_of_sixteen_agents_who_claim_one_lead_at_once_exactly_one_wins(tables):
    members = [make.member(make.id_of("agent", f"a{n:02}")) for n in range(AT_ONCE)]
    everyone = tuple(member.agent_id for member in members)
    wins = dict.fromkeys(everyone, 0)
    for number in rounds(20, 2_000):
        lead_id = make.id_of("lead", f"r{number:03}")
        tables[0].commit(decisions.put_lead(make.offered(*everyone, lead_id=lead_id, version=0)))
        winner = race(tables, members, lead_id)
        assert tables[0].get(Lead, keys.lead(lead_id)).owner == winner
        wins[winner] += 1
    loads = [tables[0].get(Workload, keys.workload(agent_id)) for agent_id in everyone]
    assert {load.agent_id: load.open_leads for load in loads if load} == {a: n for a, n in wins.items() if n}


def test_of_sixty_four_agents_of_a_jump_ball_exactly_one_wins(tables):
    """The others are stored as the winner's rivals."""
    members = [make.member(make.id_of("agent", f"j{n:02}")) for n in range(64)]
    everyone = tuple(member.agent_id for member in members)
    for number in rounds(3, 100):
        lead_id = make.id_of("lead", f"j{number:03}")
        tables[0].commit(decisions.put_lead(make.offered(*everyone, lead_id=lead_id, version=0)))
        winner = race(tables, members, lead_id)
        lead = tables[0].get(Lead, keys.lead(lead_id))
        assert (lead.owner, set(lead.rivals)) == (winner, set(everyone) - {winner})


def test_a_member_who_claims_sixteen_jump_balls_at_once_stays_within_their_limit(tables):
    """The leads differ, so only the shared count can enforce the limit; each round uses another member."""
    for number in rounds(5, 200):
        member = make.member(make.id_of("agent", f"l{number:02}"), limits=Limits(per_day=3))
        ids = [make.id_of("lead", f"l{number:02}{n:02}") for n in range(AT_ONCE)]
        for lead_id in ids:
            ball = make.offered(member.agent_id, make.BOB, lead_id=lead_id, version=0)
            tables[0].commit(decisions.put_lead(ball))
        ready = threading.Barrier(AT_ONCE)

        def take(table, lead_id, member=member, ready=ready):
            ready.wait()
            with suppress(LimitReached, Busy):
                retry_on_conflict(table, partial(commit_claim, table, lead_id, member))

        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(take, tables, ids))
        owned = [lead for lead in lead_lists.leads(tables[0], ids) if lead.owner == member.agent_id]
        load = tables[0].get(Workload, keys.workload(member.agent_id))
        assert 1 <= len(owned) <= 3
        assert (load.open_leads, set(load.received.values())) == (len(owned), {len(owned)})


def test_over_http_exactly_one_wins_each_race_for_a_pooled_lead(stack):
    """Sixteen requests at once, by seven people: a winner who claims twice reads so twice."""
    source = stack.source("manual")
    people = [stack.manager, stack.rainmaker, *stack.agents]
    callers = (people * 3)[:AT_ONCE]
    for number in rounds(10, 300):
        body = {"contact": {"first_name": "Carrera", "emails": [f"race{number}-{time.time_ns()}@example.com"]},
                "source_id": source["source_id"], "routing": "pool"}  # fmt: skip
        lead_id = stack.manager.ask("POST", "/leads", body)["lead_id"]
        answers = at_once([partial(stack.ask, caller, "POST", f"/leads/{lead_id}/claim") for caller in callers])
        winners = {stack.id_of(caller) for caller, (status, _) in zip(callers, answers, strict=True) if status == 200}
        assert len(winners) == 1, answers
        assert {status for status, _ in answers} <= {200, 404, 409}
        owned = stack.see(lead_id)
        assert {owned["owner"]} == winners
        assert stack.kinds(lead_id).count("claimed") == 1


def test_a_burst_of_leads_is_offered_in_exact_order_and_none_is_lost(stack, until):
    source = stack.source()
    stack.route(stack.agents, HOURS, source)
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: stack.post(source), range(LEADS)))
    assert [answer.status for answer in answers] == [202] * LEADS
    ids = {answer.body["lead_id"] for answer in answers}
    assert len(ids) == LEADS

    def all_offered():
        leads = read_all(stack, ids)
        return leads if all(lead.offer for lead in leads) else None

    leads = sorted(until(all_offered), key=lambda lead: lead.offer.turn)
    order = [stack.id_of(agent) for agent in stack.agents]
    assert [lead.offer.turn for lead in leads] == list(range(1, LEADS + 1))
    assert [lead.offer.agent_ids[0] for lead in leads] == [order[n % 5] for n in range(LEADS)]
    assert len({lead.offer.offer_id for lead in leads}) == LEADS

    def clocks_run():
        running = (
            stack.client("stepfunctions")
            .get_paginator("list_executions")
            .paginate(stateMachineArn=stack.told["clock_arn"], statusFilter="RUNNING")
        )
        names = {execution["name"] for page in running for execution in page["executions"]}
        return {lead.offer.offer_id for lead in leads} <= names

    assert until(clocks_run)


def read_all(stack, ids):
    """Return leads straight from the table: answers over HTTP would measure HTTP."""
    table = Table(stack.client("dynamodb"), stack.told["table"])
    return lead_lists.leads(table, sorted(ids))
