"""Whatever happens in whatever order: does every lead stay in one state, and do the counts stay true?

A stateful model. It routes, claims, passes, expires, sweeps, assigns and releases several leads in
any order, with late, repeated and foreign clocks in between, and after each step compares what is
kept (loads, tallies, history) with what it has counted itself.
"""

from collections import Counter
from itertools import count

import pytest
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from shared.domain.claim import assign, claim, pass_on, release
from shared.domain.dispatch import Turns, dispatch
from shared.domain.errors import Refusal, TooEarly
from shared.domain.expire import expire, sweep
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, NOON, SECOND

LEADS = tuple(make.id_of("lead", name) for name in "abc")
AGENTS = (ANN, BOB, CAT)
PLAN = make.plan([make.route(agents=AGENTS)])
TEAM = {agent_id: make.member(agent_id) for agent_id in AGENTS}
MANAGER = make.member(BOSS, role="manager")
leads, agents = st.sampled_from(LEADS), st.sampled_from(AGENTS)
seconds = st.sampled_from([1, 60, 299, 300, 400])


class Team(RuleBasedStateMachine):
    """A team of three on one route, three leads, and a clock that only goes forward."""

    def __init__(self):
        super().__init__()
        self.now, self.ids = NOON, count()
        self.leads = {lead_id: make.lead(lead_id) for lead_id in LEADS}
        self.turns = Turns({}, make.loads(*AGENTS))
        self.clocks, self.open_leads, self.counted = [], Counter(), Counter()
        self.first = []

    def land(self, decision):
        """Commit a decision, as the table would: the counts with the lead, or nothing."""
        lead = decision.lead
        before = self.leads[lead.lead_id]
        if not decision.changed:
            assert lead == before
            return
        self.leads[lead.lead_id] = lead.stored()
        for change in decision.loads:
            load = self.turns.loads[change.agent_id]
            self.turns.loads[change.agent_id] = load.model_copy(
                update={
                    "open_offers": load.open_offers + change.open_offers,
                    "open_leads": load.open_leads + change.open_leads,
                    "version": load.version + 1,
                }
            )
        for tally in decision.tallies:
            self.counted.update(tally.counts)

    def attempt(self, do, *arguments, **options):
        try:
            self.land(do(*arguments, **options))
        except (Refusal, TooEarly):
            return

    @rule(lead_id=leads)
    def route(self, lead_id):
        if self.leads[lead_id].state != "unrouted":
            return
        sent = dispatch(
            self.leads[lead_id], PLAN, self.turns, self.now, lambda: make.id_of("offer", str(next(self.ids)))
        )
        turned = bool(self.turns.turned)
        self.turns = self.turns.settled()
        self.leads[lead_id] = sent.lead.stored()
        if sent.received:
            self.counted.update(sent.received.counts)
        if sent.lead.offer:
            self.clocks.append((lead_id, sent.lead.offer.offer_id))
        if turned:
            self.first.append(sent.lead.offer.agent_ids[0])

    @rule(lead_id=leads, agent_id=agents)
    def claims(self, lead_id, agent_id):
        self.attempt(claim, self.leads[lead_id], TEAM[agent_id], PLAN.settings, self.now)

    @rule(lead_id=leads, agent_id=agents)
    def passes(self, lead_id, agent_id):
        self.attempt(pass_on, self.leads[lead_id], TEAM[agent_id], PLAN.settings, self.now)

    @rule(lead_id=leads, agent_id=agents)
    def assigned(self, lead_id, agent_id):
        self.attempt(assign, self.leads[lead_id], TEAM[agent_id], MANAGER, PLAN.settings, self.now, audit_id="audit_1")

    @rule(lead_id=leads)
    def released(self, lead_id):
        self.attempt(release, self.leads[lead_id], MANAGER, PLAN.settings, self.now, audit_id="audit_1")

    @rule(data=st.data())
    def a_clock_fires(self, data):
        """Any clock ever wound, at any time: early, late, again, or for an offer that is over."""
        if self.clocks:
            lead_id, clock_id = data.draw(st.sampled_from(self.clocks))
            self.attempt(expire, self.leads[lead_id], clock_id, PLAN.settings.zone, self.now)

    @rule(lead_id=leads)
    def swept(self, lead_id):
        self.attempt(sweep, self.leads[lead_id], PLAN.settings.zone, self.now)

    @rule(passed=seconds)
    def time_passes(self, passed):
        self.now += passed * SECOND

    @invariant()
    def a_lead_is_in_one_state_and_has_what_belongs_to_it(self):
        for lead in self.leads.values():
            assert (lead.offer is not None) == (lead.state == "offered")
            assert (lead.owner is not None) == (lead.state == "owned")
            assert (lead.reason is not None) == (lead.state == "pooled")
            assert (lead.todo == "route") == (lead.state == "unrouted")

    @invariant()
    def nobody_is_asked_twice(self):
        for lead in self.leads.values():
            asked = [a for event in lead.history if event.kind == "offered" for a in event.detail["agent_ids"]]
            assert len(asked) == len(set(asked))

    @invariant()
    def loads_equal_the_leads_they_describe(self):
        offers = Counter(lead.offer.agent_ids[0] for lead in self.leads.values() if lead.offer)
        owned = Counter(lead.owner for lead in self.leads.values() if lead.owner)
        for agent_id, load in self.turns.loads.items():
            assert (load.open_offers, load.open_leads) == (offers[agent_id], owned[agent_id])

    @invariant()
    def tallies_equal_a_recount_of_the_history(self):
        told = Counter()
        for lead in self.leads.values():
            for event in lead.history:
                from_pool = event.detail.get("from") == "pool"
                name = {"assigned": "hand_assigned"}.get(event.kind, "pool_claimed" if from_pool else event.kind)
                told[name] += 1
        for name in ("claimed", "pool_claimed", "passed", "expired", "hand_assigned"):
            assert self.counted[name] == told[name], name
        assert self.counted["received"] <= len(LEADS)

    @invariant()
    def first_recipients_go_round_in_order(self):
        assert self.first == [AGENTS[n % 3] for n in range(len(self.first))]

    @invariant()
    def nobody_claimed_at_or_after_a_deadline(self):
        for lead in self.leads.values():
            deadline = None
            for event in lead.history:
                deadline = event.detail.get("deadline", deadline)
                if event.kind == "claimed" and event.detail.get("from") != "pool":
                    assert f"{event.at:%Y-%m-%dT%H:%M:%SZ}" < deadline


TestTeam = Team.TestCase
TestTeam.settings = how(max_examples=200, stateful_step_count=50, deadline=None)
pytestmark = pytest.mark.slow
