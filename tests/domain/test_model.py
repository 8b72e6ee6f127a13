"""Does every lead stay in one valid state, and do the counts stay right, after any events in any order?

A stateful model. Several leads are routed, claimed, passed, given back, handed over, assigned, released, sent through
routing, closed, reopened, merged and separated, taken from a removed or an absent member, marked "do not contact",
written to and about, commented, and entered again by others, changed together and that undone, while the plan, its
shifts, absences and limits are edited, in any order, with late, repeated and foreign clocks in between, and with writes
that arrive late or not at all. After each step the stored state
(workloads, counters, history, clocks, tasks) is compared with what the model has counted.

The team: a jump ball for leads from the web, and below it a round robin that opens at five past one and asks its owners
to respond. One member may have one lead a day, another may hand over leads.
"""

from collections import Counter
from contextlib import suppress
from itertools import count
from typing import get_args

import pytest
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from shared.domain import access
from shared.domain.intake.admit import record_attempt
from shared.domain.kernel.closing import Closing, DealValue
from shared.domain.kernel.errors import Refusal, TooEarly
from shared.domain.kernel.event_details import RepeatedDetail
from shared.domain.kernel.weekly_hours import Window
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.conversation import Message
from shared.domain.lead_records.counters import VALUE, day_of, merge_counters
from shared.domain.lead_records.decision import Decision, move_tasks
from shared.domain.lead_records.note import Note
from shared.domain.lead_records.task import MAX_TASKS
from shared.domain.leads.bulk import undo, with_bulk_act
from shared.domain.leads.claim import assign, claim, pass_offer, release
from shared.domain.leads.close import close, reopen
from shared.domain.leads.comments import add_comment
from shared.domain.leads.conversations import start_waiting
from shared.domain.leads.do_not_contact import mark_do_not_contact
from shared.domain.leads.doubt import judge
from shared.domain.leads.interactions import record_interaction
from shared.domain.leads.merge import merge
from shared.domain.leads.messages import receive_message, record_message, switch_conversation
from shared.domain.leads.permissions import TaskVerb, allowed_task_verbs, allowed_verbs
from shared.domain.leads.quiet import close_quiet, closes_at
from shared.domain.leads.separate import separate
from shared.domain.leads.tasks import TaskWanted, change_task, delete_task, finish_task
from shared.domain.leads.transfer import give_back, hand_over, send_to_routing
from shared.domain.plan_records.member import Absence, Limits
from shared.domain.plan_records.route import ResponseRule
from shared.domain.planning.absences import withdraw_for_absence
from shared.domain.planning.remove_member import take_lead_away
from shared.domain.routing.dispatch import dispatch
from shared.domain.routing.expire import expire, sweep
from shared.domain.routing.hold import end_hold, has_room, is_held
from shared.domain.routing.reckon import reckon_hold, reckon_response
from shared.domain.routing.response_deadline import accepted_actions, miss_response
from shared.domain.routing.turns import Rotations
from tests import make
from tests.domain.leads.acting import VERBS, does, task_does
from tests.domain.recount import recount, timed
from tests.make import ANN, BOB, BOSS, CAT, DAN, MAIN, NIGHT, NOON, PORTAL, SECOND, WEB
from tests.soak import often

SOURCES = {
    make.id_of("lead", name): source for name, source in zip("abcde", [WEB, WEB, WEB, PORTAL, None], strict=True)
}
AGENTS = (ANN, BOB, CAT, DAN)
MOST = 1  # leads per day
TEAM = {
    **{agent_id: make.member(agent_id) for agent_id in AGENTS},
    ANN: make.member(ANN, limits=Limits(per_day=MOST)),
    BOB: make.member(BOB, may_hand_over=True),
}
MANAGER = make.member(BOSS, role="manager")
BALL = make.route(NIGHT, (ANN, BOB), rule="jump_ball", sources=(WEB,), when_nobody="next_route")
ROUND = make.route(
    MAIN, AGENTS, response=ResponseRule(within_seconds=600, actions=("call",)),
    windows=(Window(days=("mon",), **{"from": "13:05", "to": "23:59"}),),
)  # fmt: skip
GIVEN = {"hold_hours": 4, "working_hours": (Window(days=("mon",), **{"from": "13:02", "to": "13:20"}),)}
PLAN = make.plan([BALL, ROUND], [*TEAM.values(), MANAGER], **GIVEN)
ALWAYS, TEN_PAST = (Window(days=("mon",), **{"from": start, "to": "23:59"}) for start in ("00:00", "13:10"))
LONGER = ResponseRule(within_seconds=900, actions=("call", "email"))
EDITED_BALL = BALL.model_copy(update={"agents": make.route(agents=(ANN, BOB, CAT)).agents, "version": 1})
EDITS = tuple(
    [ball, ROUND.model_copy(update=change)]
    for ball in (BALL, EDITED_BALL)
    for change in ({}, {"windows": (ALWAYS,)}, {"windows": (TEN_PAST,)}, {"response": LONGER}, {"response": None})
)
SOON = {"from": NOON + 300 * SECOND, "until": NOON + 2400 * SECOND, "by": BOSS, "at": NOON}
GONE = Absence(absence_id=make.id_of("absence", "1"), side="team", **SOON)
MEMBERS = (
    {},
    {agent_id: {"limits": Limits(open=1)} for agent_id in (BOB, CAT, DAN)},
    {BOB: {"absences": (GONE,)}, CAT: {"absences": (GONE,)}, DAN: {"pause_after_missed": 1}},
)
SHIFT = make.shift(agent_ids=(DAN,), start="2026-01-05T13:15", to="2026-01-05T13:40")
ROTAS = ((), (make.rota(SHIFT),), (make.rota(SHIFT, rota_only=True),))
TODAY = "2026-01-05"
TASK_VERBS = get_args(TaskVerb.__value__)
SEES = ({}, {"agents_see": "team"}, {"agents_see_pool": False}, {"agents_see": "team", "agents_see_pool": False})
AWAY = ("given_back", "response_missed", "withdrawn", "judged")  # the owner loses the lead
askers = st.sampled_from([*TEAM.values(), MANAGER, make.member(DAN, sees="team"), make.member(CAT, status="removed")])
leads, agents, slowly = st.sampled_from(tuple(SOURCES)), st.sampled_from(AGENTS), st.booleans()
aim = st.integers(0, 99)  # mostly a lead in the right state and a member it concerns, sometimes any
said = st.sampled_from([Closing(), Closing(note="x"), Closing(value=DealValue(amount=9, currency="EUR"))])
seconds = st.sampled_from([1, 60, 299, 300, 600, 1800])


class Team(RuleBasedStateMachine):
    """Model a team of four on two routes, five leads, and a clock that only goes forward."""

    def __init__(self):
        super().__init__()
        self.now, self.ids = NOON, count()
        self.leads = {lead_id: make.lead(lead_id, source_id=source) for lead_id, source in SOURCES.items()}
        self.turns = Rotations({}, make.workloads(*AGENTS))
        self.clocks, self.counted, self.missed = {}, Counter(), Counter()
        self.slow, self.turned = [], []
        self.tasks, self.done, self.credited = {}, Counter(), Counter()
        self.acts, self.in_bulk = {}, {}
        self.plan = PLAN

    def id(self, kind):
        return make.id_of(kind, str(next(self.ids)))

    def land(self, decision: Decision, *, alone=True):
        """Commit a decision as the table would: all of it, or nothing if a guard fails.

        One that is not `alone` is committed together with the next.
        """
        lead = decision.lead
        before = self.leads[lead.lead_id]
        if not decision.changed or lead.version != before.version:
            return
        if any(
            workload.version != self.turns.workloads[workload.agent_id].version
            for workload in decision.guarded_workloads
        ):
            return
        touched = [change.agent_id for change in (*decision.workload_changes, *decision.guarded_workloads)]
        assert len(touched) == len(set(touched)), "a transaction touches a record once"
        for change in decision.workload_changes:
            self.turns.workloads[change.agent_id] = self.turns.workloads[change.agent_id].with_change(change).stored()
        for workload in decision.guarded_workloads:
            self.turns.workloads[workload.agent_id] = workload.stored()
        self.count(decision.counters)
        credited = []
        for event in lead.events_since(before):
            if event.kind == "judged" and event.detail.get("confirmed") and "route_id" in event.detail:
                credited.append(event.detail["agent_id"])
            if "bulk_id" in event.detail:
                self.in_bulk[event.detail["bulk_id"]] = credited
            if "undoes" in event.detail:
                self.credited.subtract(self.in_bulk[event.detail["undoes"]])
        self.credited.update(credited)
        self.store(lead, decision.tasks)
        self.remember(before, decision)
        if lead.todo == "wind":
            self.start(lead)
        if lead.todo == "follow":
            self.follow()
        if alone:
            self.wake()

    def count(self, tallies):
        for tally in merge_counters(tallies):
            for name, number in tally.counts.items():
                self.counted[*tally.row, name] += number

    def remember(self, before, decision):
        """Count what was recorded beside the lead from the records themselves."""
        for one in decision.records:
            if isinstance(one, Comment) or one.by == "provider":
                continue
            message = isinstance(one, Message)
            out = one.direction == "out" if message else one.kind != "note"
            at = one.at if message else one.recorded_at  # it may have been committed later
            routed = before.routed_last
            route = routed.route_id if routed else None
            row = (day_of(at, PLAN.settings.zone), one.by, route or "-", before.source_id or "-")
            brought = routed and routed.agent_id == one.by == before.owner
            over = before.counted and not brought
            if message or out:
                self.add_done(row, "messages" if message else f"{one.kind}s")
            if not message and one.kind == "appointment" and over:
                self.add_done(row, "appointments_taken_over")
            if out and before.state == "owned" and one.by == before.owner and before.answered_at is None:
                self.add_done(row, "responded", *(["responded_taken_over"] if over else []))
                self.add_done(row, *timed("r", before.since, at, PLAN.settings))
            if out and before.counted and before.contacted_at is None:
                self.add_done(row, "contacted", *timed("f", before.created_at, at, PLAN.settings))
            owes = before.response
            if not message and one.kind == "call" and owes and one.by == before.owner and at < owes.due:
                forbids = before.do_not_contact and before.do_not_contact.forbids("call")
                self.add_done((*row[:2], owes.route_id, row[3]), *([] if forbids else ["response_met"]))

    def add_done(self, row, *names):
        self.done.update([(*row, name) for name in names])

    def store(self, lead, tasks=()):
        """Store a lead as the table does: open tasks follow the lead's owner."""
        lead, moved = move_tasks(lead)
        self.tasks |= {task.comment_id: task for task in (*tasks, *moved)}
        told = lead.history[len(self.leads[lead.lead_id].history) :]
        for event in told:
            if event.kind in ("claimed", "passed"):
                self.missed[event.by] = 0
            together = self.leads[lead.lead_id].offer and self.leads[lead.lead_id].offer.together
            if event.kind == "expired" and not together and not event.detail.get("excused"):
                self.missed[event.detail["agent_ids"][0]] += 1
        self.leads[lead.lead_id] = lead.stored()

    def start(self, lead):
        self.clocks[lead.clock.clock_id] = (lead.lead_id, lead.clock.at)

    def attempt(self, do, *arguments, slow=False, **options):
        try:
            decision = do(*arguments, **options)
        except (Refusal, TooEarly):
            return
        if slow:
            self.slow.append(decision)
        else:
            self.land(decision)

    @rule()
    def slow_writes_arrive(self):
        """Commit what was decided a while ago: by now it may be too late."""
        while self.slow:
            self.land(self.slow.pop(0))

    def pick(self, aim, *states):
        """Return a lead in one of these states if there is one, and a member it concerns; one time in ten any."""
        fitting = [lead for lead in self.leads.values() if lead.state in states]
        chosen = fitting if fitting and aim % 10 else list(self.leads.values())
        lead = chosen[aim % len(chosen)]
        concerned = lead.offer.agent_ids if lead.offer else (lead.owner,) if lead.owner else AGENTS
        return lead, self.plan.members[concerned[aim % len(concerned)] if aim // 10 else AGENTS[aim % 4]]

    @initialize(later=st.sampled_from([0, 300]))
    def begin(self, later):
        """Start before the round robin opens, or when it does."""
        self.now += later * SECOND
        self.routed(set())

    @rule(left_out=st.sets(leads, max_size=1))
    def routed(self, left_out):
        for lead_id in SOURCES.keys() - left_out:
            if self.leads[lead_id].state == "unrouted":
                self.route(lead_id)

    def route(self, lead_id):
        self.wake()
        self.commit(dispatch(self.leads[lead_id], self.plan, self.turns, self.now, self.id, lambda: 0.5))

    def commit(self, sent):
        if self.turns.changed_rotations:
            self.turned.append(sent.lead.offer.turn)
        self.turns.after_marks(self.turns.marks())
        self.turns = self.turns.after_commit()
        self.count(sent.counters)
        self.store(sent.lead)
        if sent.lead.clock:
            self.start(sent.lead)

    @rule(routes=st.sampled_from(EDITS), changes=st.sampled_from(MEMBERS), rotas=st.sampled_from(ROTAS))
    def the_plan_is_edited(self, routes, changes, rotas):
        """And what waits follows it, the oldest first."""
        members = [one.model_copy(update=changes.get(agent_id, {})) for agent_id, one in TEAM.items()]
        self.plan = make.with_rotas(make.plan(routes, [*members, MANAGER], **GIVEN), *rotas)
        self.follow()
        for lead in tuple(self.leads.values()):
            self.land(reckon_response(lead, self.plan, self.now, self.id("response")))

    def follow(self):
        for lead in tuple(self.leads.values()):
            if found := reckon_hold(lead, self.plan, self.turns, self.now, self.id, lambda: 0.5):
                self.commit(found)
        self.turns.after_marks(self.turns.marks())

    def wake(self):
        """Let held leads go once somebody has room for whom they wait."""
        free = [one for one in self.turns.workloads.values() if one.waited_for and has_room(one, self.plan, self.now)]
        self.turns.workloads.update({one.agent_id: one.unmarked().stored() for one in free})
        if free:
            self.follow()

    @rule(aim=aim, slow=slowly)
    def claims(self, aim, slow):
        lead, me = self.pick(aim, "offered", "pooled")
        workload, response_id = self.turns.workloads[me.agent_id], self.id("response")
        self.attempt(claim, lead, me, self.plan, self.now, workload=workload, response_id=response_id, slow=slow)

    @rule(aim=aim, slow=slowly)
    def passes(self, aim, slow):
        self.attempt(pass_offer, *self.pick(aim, "offered"), PLAN.settings, self.now, slow=slow)

    @rule(aim=aim)
    def gives_back(self, aim):
        reason = "not_a_lead" if aim % 3 == 0 else "no_time"
        self.attempt(give_back, *self.pick(aim, "owned"), PLAN.settings, self.now, reason=reason)

    @rule(aim=aim, confirmed=st.booleans(), slow=slowly)
    def a_manager_judges(self, aim, confirmed, slow):
        """Confirm or refuse that a lead is none: mostly one of which that is said, if there is one."""
        doubted = [lead for lead in self.leads.values() if lead.doubt]
        lead = doubted[aim % len(doubted)] if doubted and aim % 10 else self.pick(aim, "closed", "pooled")[0]
        self.attempt(judge, lead, MANAGER, PLAN.settings, self.now, confirmed=confirmed, audit_id="audit_1", slow=slow)

    @rule(aim=aim, to=st.sampled_from([ANN, "route"]))
    def hands_over(self, aim, to):
        lead, me = self.pick(aim, "owned")
        self.attempt(hand_over, lead, TEAM.get(to, to), me, PLAN.settings, self.now, audit_id="audit_1")

    @rule(aim=aim, kind=st.sampled_from(["call", "text", "appointment", "note"]), slow=slowly)
    def records(self, aim, kind, slow):
        lead, me = self.pick(aim, "owned")
        note = Note(note_id=self.id("note"), lead_id=lead.lead_id, kind=kind, by=me.agent_id, at=self.now,
                    recorded_at=self.now)  # fmt: skip
        self.attempt(record_interaction, lead, note, me, PLAN.settings, slow=slow)

    @rule(aim=aim)
    def asks_again(self, aim):
        """Let the person write again, to a lead that is not waiting for anybody."""
        lead, _ = self.pick(aim, "owned", "offered")
        if lead.state in ("offered", "owned"):
            talk = start_waiting(lead.conversation, self.now)
            again = lead.with_event(
                RepeatedDetail(source_id=None), at=self.now, by="provider", last_activity_at=self.now, conversation=talk
            )
            self.land(Decision(again))

    @rule(aim=aim, direction=st.sampled_from(["in", "out"]), gone=st.booleans(), slow=slowly)
    def a_message_is_recorded(self, aim, direction, gone, slow):
        """By the owner or a supervisor, or sent by a provider; also on a closed lead whose last owner has left."""
        lead, me = self.pick(aim, "owned", "closed", "pooled")
        left = {lead.owner: make.member(lead.owner, status="removed")} if gone and lead.owner else {}
        plan = make.plan([BALL, ROUND], [*(TEAM | left).values(), MANAGER], **GIVEN)
        said = Message(message_id=self.id("message"), lead_id=lead.lead_id, direction=direction, channel="whatsapp",
                       body="Hola", at=self.now, by="provider" if aim % 2 else me.agent_id)  # fmt: skip
        if said.by != "provider":
            self.attempt(record_message, lead, said, me, plan, audit_id="audit_1", slow=slow)
        elif direction == "in":
            self.attempt(receive_message, lead, said, plan, slow=slow)

    @rule(aim=aim, to=st.sampled_from(["open", "closed"]))
    def turns_a_conversation(self, aim, to):
        lead, me = self.pick(aim, "owned", "closed")
        self.attempt(switch_conversation, lead, to, me, PLAN.settings, self.now)

    @rule(aim=aim, slow=slowly)
    def a_quiet_conversation_closes_itself(self, aim, slow):
        """Sweep when the first day is over in which nothing was done, if the team spoke last; all clocks are lost."""
        lead, _ = self.pick(aim, "owned", "pooled")
        if due := closes_at(lead, 1):
            self.now = max(self.now, due)
            self.attempt(close_quiet, lead, 1, self.now, slow=slow)

    @rule(aim=aim, by=st.sampled_from([None, BOSS]), to=st.sampled_from([None, ANN, BOSS]), slow=slowly)
    def asks_for_something_to_be_done(self, aim, by, to, slow):
        lead, me = self.pick(aim, "owned", "pooled", "closed")
        me = MANAGER if by else me
        asked = Comment(comment_id=self.id("comment"), lead_id=lead.lead_id, body="x", by=me.agent_id, at=self.now)
        wanted = TaskWanted(due_at=self.now + 60 * SECOND, assignee=to)
        self.attempt(add_comment, lead, asked, wanted, me, PLAN, slow=slow)

    @rule(data=st.data(), done=st.booleans(), slow=slowly)
    def a_task_is_done_or_not_after_all(self, data, done, slow):
        if self.tasks:
            task = self.tasks[data.draw(st.sampled_from(sorted(self.tasks)))]
            lead = self.leads[task.lead_id]
            ended = (lead, task.task_id, task, MANAGER, PLAN, self.now)
            self.attempt(finish_task, *ended, done=done, slow=slow)

    @rule(data=st.data(), to=st.sampled_from([None, ANN, BOB, BOSS]), slow=slowly)
    def a_task_is_given_to_another_or_deleted(self, data, to, slow):
        if self.tasks:
            task = self.tasks[data.draw(st.sampled_from(sorted(self.tasks)))]
            lead, asked = self.leads[task.lead_id], (task, MANAGER, PLAN, self.now)
            if to is None:
                self.attempt(delete_task, lead, task.task_id, *asked, slow=slow)
            else:
                self.attempt(change_task, lead, task.task_id, TaskWanted(assignee=to), *asked, slow=slow)

    @rule(
        lead_id=leads,
        agent_id=agents,
        do=st.sampled_from([send_to_routing, send_to_routing, send_to_routing, release, assign]),
    )
    def a_manager_acts(self, lead_id, agent_id, do):
        to = (TEAM[agent_id],) if do is assign else ()
        self.attempt(do, self.leads[lead_id], *to, MANAGER, PLAN.settings, self.now, audit_id="audit_1")

    @rule(aim=aim, slow=slowly)
    def a_manager_sends_a_lead_through_routing_again(self, aim, slow):
        lead, _ = self.pick(aim, "owned", "offered", "pooled")
        why = f"reason {next(self.ids)}"
        self.attempt(send_to_routing, lead, MANAGER, PLAN.settings, self.now, audit_id="audit_1", note=why, slow=slow)

    @rule(aim=aim, to=st.sampled_from(["route", "pool", BOB]), slow=slowly)
    def a_lead_is_taken_from_who_leaves(self, aim, to, slow):
        lead, me = self.pick(aim, "owned", "offered")
        if me.agent_id != to:
            self.attempt(take_lead_away, lead, me, TEAM.get(to, to), PLAN.settings, self.now, BOSS, slow=slow)

    @rule(aim=aim, route_id=st.sampled_from([None, MAIN, NIGHT]), slow=slowly)
    def an_absence_begins(self, aim, route_id, slow):
        """The member's sole offers that were made before go on, and count as no miss."""
        lead, me = self.pick(aim, "offered")
        absence = Absence(
            absence_id=self.id("absence"), side="own", start=self.now, until=self.now + 600 * SECOND,
            route_id=route_id, by=me.agent_id, at=self.now,
        )  # fmt: skip
        away = me.model_copy(update={"absences": (absence,)})
        self.attempt(withdraw_for_absence, lead, away, PLAN.settings, self.now, slow=slow)

    @rule(
        aim=aim,
        outcome=st.sampled_from(["lost", "won", "not_a_lead", "not_a_lead"]),
        said=said,
        slow=slowly,
    )
    def closes(self, aim, outcome, said, slow):
        lead, me = self.pick(aim, "owned", "offered", "pooled", "closed")
        me = me if lead.owner and aim % 4 else MANAGER
        self.attempt(close, lead, outcome, me, PLAN.settings, self.now, audit_id="audit_1", closing=said, slow=slow)

    @rule(aim=aim, slow=slowly, gone=st.booleans())
    def reopens(self, aim, slow, gone):
        """Also if its last owner has left the team meanwhile."""
        lead, _ = self.pick(aim, "closed")
        left = {lead.owner: make.member(lead.owner, status="removed")} if gone and lead.owner else {}
        plan = make.plan([BALL, ROUND], [*(TEAM | left).values(), MANAGER], **GIVEN)
        self.attempt(reopen, lead, MANAGER, plan, self.now, audit_id="audit_1", slow=slow)

    @rule(aim=aim, to=st.sampled_from(["pool", "route", BOB, CAT, "won", "lost"]))
    def a_lead_is_changed_with_others(self, aim, to):
        """By a Manager, who may undo it."""
        lead, _ = self.pick(aim, "owned", "offered", "pooled")
        bulk_id, asked = self.id("bulk"), (MANAGER, PLAN.settings, self.now)
        acts = {
            "pool": lambda: release(lead, *asked, audit_id="audit_1"),
            "route": lambda: send_to_routing(lead, *asked, audit_id="audit_1", note=bulk_id),
            "won": lambda: close(lead, "won", *asked, audit_id="audit_1"),
            "lost": lambda: close(lead, "lost", *asked, audit_id="audit_1"),
        }
        act = acts.get(to) or (lambda: assign(lead, TEAM[to], *asked, audit_id="audit_1"))
        self.acts[lead.lead_id] = bulk_id
        self.attempt(lambda: with_bulk_act(act(), lead, bulk_id, MANAGER, self.now))

    @rule(lead_id=leads, slow=slowly)
    def that_is_undone(self, lead_id, slow):
        if bulk_id := self.acts.get(lead_id):
            ids = {"audit_id": "audit_1", "response_id": self.id("response")}
            self.attempt(undo, self.leads[lead_id], bulk_id, MANAGER, self.plan, self.now, slow=slow, **ids)

    @rule(lead_id=leads, into=leads)
    def merges(self, lead_id, into):
        with suppress(Refusal):
            there = self.leads[into]
            ids = {"audit_id": "audit_1", "response_id": self.id("response")}
            done = merge(self.leads[lead_id], there, (), MANAGER, PLAN.settings, self.now, **ids)
            self.land_both(done)

    @rule(lead_id=leads, gone=st.booleans())
    def a_merge_is_undone(self, lead_id, gone):
        """Undo it, also when the lead's last owner has left meanwhile."""
        lead = self.leads[lead_id]
        left = {lead.owner: make.member(lead.owner, status="removed")} if gone and lead.owner else {}
        plan = make.plan([BALL, ROUND], [*(TEAM | left).values(), MANAGER])
        ids = {"audit_id": "audit_1", "response_id": self.id("response")}
        with suppress(Refusal):
            into = self.leads.get(lead.merged_into)
            self.land_both(separate(lead, into, (), MANAGER, plan, self.now, hashes_of=lambda _: (), **ids))

    def land_both(self, done):
        """Commit both leads of a merge, or of its undoing, at once."""
        self.land(done.decision, alone=not done.into)
        if done.into:
            self.land(Decision(done.into, tasks=done.tasks))

    @rule(aim=aim, channels=st.sampled_from(["all", ("call",), ("email",), ()]))
    def marks(self, aim, channels):
        lead, _ = self.pick(aim, "owned")
        self.attempt(mark_do_not_contact, lead, channels, MANAGER, PLAN.settings, self.now)

    @rule(lead_id=leads, agent_id=agents, slow=slowly)
    def another_tries_to_enter_the_person(self, lead_id, agent_id, slow):
        self.attempt(record_attempt, self.leads[lead_id], TEAM[agent_id], PLAN.settings, self.now, slow=slow)

    @rule(lead_id=leads, me=askers, later=st.sampled_from([0, 300]), see=st.sampled_from(SEES))
    def may_lists_exactly_what_has_an_effect(self, lead_id, me, later, see):
        """Whoever asks, whenever, under whichever settings: what is listed, and nothing else, would be done."""
        lead, now = self.leads[lead_id], self.now + later * SECOND
        plan = make.plan([BALL, ROUND], [*TEAM.values(), MANAGER], **see)
        listed = allowed_verbs(lead, me, plan.settings, now)
        assert set(listed) == {verb for verb in VERBS if does(verb, lead, me, plan, now)}
        for task in (task for task in self.tasks.values() if task.lead_id == lead_id):
            listed = allowed_task_verbs(lead, task, me, plan.settings)
            assert set(listed) == {one for one in TASK_VERBS if task_does(one, lead, task, me, plan, now)}

    @rule(data=st.data())
    def a_clock_fires(self, data):
        """Fire any clock ever started, at any time: early, late, again, or for something that is over."""
        if self.clocks:
            self.fire(data.draw(st.sampled_from(sorted(self.clocks))))

    def fire(self, clock_id):
        lead_id, at = self.clocks[clock_id]
        if clock_id.startswith("offer_"):
            self.attempt(expire, self.leads[lead_id], clock_id, PLAN.settings.zone, self.now)
        elif clock_id.startswith("response_"):
            self.attempt(miss_response, self.leads[lead_id], clock_id, PLAN.settings.zone, self.now)
        elif at <= self.now:
            for lead in tuple(self.leads.values()):
                self.attempt(end_hold, lead, self.now)

    @rule(lead_id=leads)
    def swept(self, lead_id):
        self.attempt(sweep, self.leads[lead_id], PLAN.settings.zone, self.now)

    @rule(passed=seconds, ticking=st.booleans())
    def time_passes(self, passed, ticking):
        """Advance time, with the due clocks firing, or with all of them lost."""
        self.now += passed * SECOND
        for lead in tuple(self.leads.values()) if ticking else ():
            if lead.clock and lead.clock.at <= self.now:
                self.fire(lead.clock.clock_id)

    @invariant()
    def a_lead_is_in_one_state_and_has_what_belongs_to_it(self):
        for lead in self.leads.values():
            assert (lead.offer is not None) == (lead.state == "offered")
            assert lead.state == "closed" or (lead.owner is not None) == (lead.state == "owned")
            assert (lead.outcome is not None) == (lead.state == "closed")
            assert lead.closing is None or (
                lead.state == "closed" and (lead.outcome == "won" or not lead.closing.value)
            )
            assert lead.merged_into is None or (lead.outcome == "duplicate" and not lead.tasks)
            assert lead.is_joined == (lead.merged_into is not None)
            assert (lead.reason is not None) == (lead.state == "pooled")
            assert (lead.todo == "route") == (lead.state == "unrouted")
            assert lead.via is None or lead.state == "owned"
            assert lead.response is None or lead.via == lead.response.route_id
            assert lead.response is None or accepted_actions(lead.response.actions, lead.do_not_contact)
            assert (lead.routes_at or lead.held_until) is None or lead.state == "pooled"
            assert not lead.rivals or lead.doubt or (lead.state == "owned" and lead.via == NIGHT)

    @invariant()
    def no_lead_waits_that_could_go(self):
        """Whatever changed: only a lost clock leaves a held lead where it is."""
        for lead in self.leads.values():
            if is_held(lead, self.now) and (lead.routes_at is None or lead.routes_at > self.now):
                turns = Rotations(dict(self.turns.rotations), dict(self.turns.workloads))
                found = reckon_hold(lead, self.plan, turns, self.now, lambda kind: make.id_of(kind, "x"), lambda: 0.5)
                assert found is None or found.lead.state == "pooled"

    @invariant()
    def the_clock_that_must_run_has_been_started_and_is_not_to_be_stopped(self):
        for lead in self.leads.values():
            named = {"offered": "offer_", "owned": "response_", "pooled": "hold_"}
            if lead.clock:
                assert lead.clock.clock_id.startswith(named[lead.state])
                assert self.clocks[lead.clock.clock_id][1] == lead.clock.at
                assert lead.stop_clock != lead.clock.clock_id
            else:
                assert lead.state != "offered"

    @invariant()
    def what_went_into_a_lead_leads_to_it_and_is_named_there_once(self):
        for lead in self.leads.values():
            for one in lead.merged_from:
                other = self.leads[one.lead_id]
                while other.lead_id != lead.lead_id:
                    other = self.leads[other.merged_into]
            assert len(set(lead.all_ids)) == len(lead.all_ids)
            if lead.merged_into:
                assert lead.lead_id in self.leads[lead.merged_into].all_ids

    @invariant()
    def nobody_is_asked_twice_but_those_another_was_faster_than(self):
        for lead in self.leads.values():
            asked, ball, slower, acts = set(), set(), set(), {}
            for event in lead.history:
                acts[event.detail.get("bulk_id")] = asked, slower
                if event.kind == "offered":
                    assert not asked & set(event.detail["agent_ids"])
                    ball = set(event.detail["agent_ids"])
                    asked = asked | ball
                elif event.kind == "passed":
                    ball.discard(event.by)
                elif event.kind == "claimed":
                    slower = ball - {event.by} if event.detail.get("from") != "pool" else set()
                elif event.kind == "withdrawn" and "agent_ids" in event.detail:
                    ball -= set(event.detail["agent_ids"])
                elif event.kind in AWAY and not event.detail.get("stays"):
                    asked, slower = asked - slower, set()
                elif event.kind in ("assigned", "handed_over", "released", "pooled", "separated") or (
                    event.kind == "merged" and event.detail.get("took")
                ):
                    slower = set()
                elif event.kind == "reopened" or (event.kind == "sent" and event.by == BOSS):
                    asked, slower = set(), set()
                if "undoes" in event.detail:
                    asked, slower = acts[event.detail["undoes"]]

    @invariant()
    def handed_to_routing_a_lead_does_not_come_back_to_a_route(self):
        for lead in self.leads.values():
            been, barred, acts = set(), set(), {}
            for event in lead.history:
                acts[event.detail.get("bulk_id")] = been, barred
                if event.kind == "offered":
                    assert event.detail["route_id"] not in barred
                    been = been | {event.detail["route_id"]}
                elif event.kind == "handed_over" and "agent_id" not in event.detail:
                    barred = set(been)
                elif event.kind in ("claimed", "assigned", "handed_over", "released", "pooled", "separated") or (
                    event.kind == "merged" and event.detail.get("took")
                ):
                    barred = set()
                elif event.kind == "reopened" or (event.kind == "sent" and event.by == BOSS):
                    been, barred = set(), set()
                if "undoes" in event.detail:
                    been, barred = acts[event.detail["undoes"]]

    @invariant()
    def loads_equal_the_leads_they_describe(self):
        offers = Counter(
            lead.offer.agent_ids[0] for lead in self.leads.values() if lead.offer and not lead.offer.together
        )
        owned = Counter(lead.owner for lead in self.leads.values() if lead.state == "owned")
        got = Counter(
            event.by
            for lead in self.leads.values()
            for event in lead.history
            if event.kind == "claimed" and event.detail.get("from") != "pool"
        )
        for agent_id, workload in self.turns.workloads.items():
            assert (workload.open_offers, workload.open_leads) == (offers[agent_id], owned[agent_id])
            assert workload.missed == self.missed[agent_id]
            received = sum(n for day, n in workload.received.items() if day.count("-") == 2)
            assert received == got[agent_id] - self.credited[agent_id]
            assert set(workload.owed) <= {MAIN}
            assert workload.owed.get(MAIN, 1) > 0
        if f"{self.now:%Y-%m-%d}" == TODAY:
            assert got[ANN] - self.credited[ANN] + offers[ANN] <= MOST

    @invariant()
    def tallies_equal_a_recount_of_the_history_and_of_what_was_recorded(self):
        """Compare each row and each count, and so each figure of the report and the dashboard."""
        told = Counter(self.done)
        for lead in self.leads.values():
            told.update(recount(lead, PLAN.settings))
        assert self.counted == told

    @invariant()
    def as_many_wins_are_counted_as_leads_are_won(self):
        """Whatever was reopened or merged meanwhile, and won again by whom; and the values of the deals add up."""
        won, worth = (sum(n for row, n in self.counted.items() if row[-1] == name) for name in ("won", f"{VALUE}EUR"))
        assert won == sum(lead.outcome == "won" for lead in self.leads.values())
        assert worth == sum(lead.closing.value.amount for lead in self.leads.values()
                            if lead.closing and lead.closing.value)  # fmt: skip

    @invariant()
    def a_closed_lead_has_no_conversation_and_only_who_waits_is_waited_for(self):
        for lead in self.leads.values():
            assert lead.state != "closed" or lead.conversation is None
            if lead.conversation and lead.conversation.waiting_since:
                assert lead.conversation.opened_at <= lead.conversation.waiting_since <= lead.last_activity_at
            assert lead.answered_at is None or (lead.state == "owned" and lead.answered_at >= lead.since)
            assert lead.answered_at is None or lead.contacted_at <= lead.answered_at
            assert lead.last_message_at is None or lead.last_message_at <= lead.last_activity_at

    @invariant()
    def an_open_task_is_with_somebody_who_reads_what_is_said_of_the_lead(self):
        for lead in self.leads.values():
            assert len(lead.tasks) <= MAX_TASKS
            for task in lead.tasks:
                assert (task.cancelled_at is not None) == (lead.state == "closed")
                assert task.assignee == (lead.owner or task.by) if task.follows else task.assignee != lead.owner
                somebody = PLAN.members[task.assignee]
                assert task.follows or access.may_read(somebody, lead, PLAN.settings)
        held = {task.comment_id: task for lead in self.leads.values() for task in lead.tasks}
        assert held == {one: task for one, task in self.tasks.items() if not (task.done_at or task.deleted_at)}

    @invariant()
    def every_turn_is_taken_once_and_none_is_left_out(self):
        assert self.turned == list(range(1, len(self.turned) + 1))

    @invariant()
    def nobody_claimed_at_or_after_a_deadline(self):
        for lead in self.leads.values():
            deadline = None
            for event in lead.history:
                deadline = event.detail.get("deadline", deadline)
                if event.kind == "claimed" and event.detail.get("from") != "pool":
                    assert f"{event.at:%Y-%m-%dT%H:%M:%SZ}" < deadline


class BulkTeam(Team):
    """The same team, whose Manager also acts on leads in bulk and undoes it: afterwards no figure tells of the act.

    An undone lead may be offered again to whoever was offered it by what was undone.
    """

    nobody_is_asked_twice_but_those_another_was_faster_than = handed_to_routing_a_lead_does_not_come_back_to_a_route = (
        None
    )
    # What changes no figure, or is undone in no bulk act, is left out, so that more bulk acts are tried.
    the_plan_is_edited = asks_for_something_to_be_done = a_task_is_done_or_not_after_all = marks = None
    a_task_is_given_to_another_or_deleted = may_lists_exactly_what_has_an_effect = turns_a_conversation = None
    another_tries_to_enter_the_person = an_absence_begins = slow_writes_arrive = a_merge_is_undone = merges = None
    asks_again = a_message_is_recorded = a_lead_is_taken_from_who_leaves = a_quiet_conversation_closes_itself = None

    @rule(
        aim=aim,
        act=st.sampled_from(["assign", "release", "route", "close", "close", "reopen"]),
        said=said,
        then=st.sampled_from(["stays", "is undone", "is undone", "is undone after routing"]),
    )
    def acts_in_bulk(self, aim, act, said, then):
        """And undo it at once, later, or never. No two acts are of one instant, which tells what is of an act."""
        self.now += SECOND
        lead, _ = self.pick(aim, "closed") if act == "reopen" else self.pick(aim, "owned", "offered", "pooled")
        by, given = MANAGER, {"audit_id": "audit_1"}
        bulk_id = self.id("bulk")
        do = {
            "assign": lambda: assign(lead, TEAM[AGENTS[aim % 4]], by, PLAN.settings, self.now, **given),
            "release": lambda: release(lead, by, PLAN.settings, self.now, **given),
            "route": lambda: send_to_routing(lead, by, PLAN.settings, self.now, note=bulk_id, **given),
            "close": lambda: (
                close(lead, "won", by, PLAN.settings, self.now, closing=said, **given)
                if aim % 3
                else close(lead, "not_a_lead", by, PLAN.settings, self.now, **given)
            ),
            "reopen": lambda: reopen(lead, by, PLAN, self.now, **given),
        }[act]
        self.attempt(lambda: with_bulk_act(do(), lead, bulk_id, by, self.now))
        if then != "stays":
            if then == "is undone after routing":
                self.routed(set())
            self.now += SECOND
            self.undoes(self.leads[lead.lead_id])

    @rule(aim=aim)
    def undoes_what_was_done_in_bulk(self, aim):
        done = [lead for lead in self.leads.values() if lead.bulk]
        if done:
            self.undoes(done[aim % len(done)])

    def undoes(self, lead):
        if lead.bulk:
            ids = {"audit_id": "audit_1", "response_id": self.id("response")}
            self.attempt(undo, lead, lead.bulk.bulk_id, MANAGER, PLAN, self.now, **ids)


TestTeam = Team.TestCase
TestTeam.settings = how(max_examples=often(200), stateful_step_count=50, deadline=None)
TestBulkTeam = BulkTeam.TestCase
TestBulkTeam.settings = how(max_examples=often(100), stateful_step_count=50, deadline=None)
pytestmark = pytest.mark.slow
