"""Make sample data: leads in telling states, which show how Relevo works before the first lead has come.

They are offered to nobody but the Rainmaker who asks for them, and belong to them or to nobody. No person stands behind
them, so they count nowhere (`Lead.is_real`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from pydantic import JsonValue

from shared.domain.i18n.sample_texts import SAMPLE_TEXTS, SamplePerson, SampleTexts
from shared.domain.kernel.contact import Address, Contact
from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import ClaimedDetail, ClosedDetail, ReceivedDetail
from shared.domain.kernel.record import RouteId
from shared.domain.lead_records.conversation import Conversation, Direction, Message
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.offer import Offer
from shared.domain.lead_records.samples import SAMPLE_IDS
from shared.domain.lead_records.task import Task
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_NO_ROUTE: Final[RouteId] = f"route_{0:032x}"


def make_samples(me: Member, plan: Plan, now: datetime) -> tuple[Decision, ...]:
    """Return a set of sample leads, with what was written about them, to be stored as new.

    One is offered, one waits for an answer, one has an overdue task, one was won, and one is in the pool.

    Args:
        me: the Rainmaker who asks for them.
        plan: the current plan: the team's language, and the route that the offer names.
        now: UTC, from the shell's clock.

    Source: docs/rules.md, "Sample data" 2.
    """
    texts, at = SAMPLE_TEXTS[me.language or plan.settings.language], now.replace(microsecond=0)
    return (
        _offered(texts, me, plan, at),
        _waiting(texts, me, at),
        _overdue(texts, me, at),
        _won(texts, me, at),
        _pooled(texts, at),
    )


def _offered(texts: SampleTexts, me: Member, plan: Plan, now: datetime) -> Decision:
    route_id = next((route.route_id for route in plan.routes if route.status == "active"), _NO_ROUTE)
    made_at = now - 4 * MINUTE
    offer = Offer(
        offer_id=f"offer_{1:032x}", route_id=route_id, agent_ids=(me.agent_id,), made_at=made_at, turn=1,
        deadline=now + DAY,
    )  # fmt: skip
    return Decision(_settled(_received(0, texts.offered, texts, made_at, "buy").offered(offer, place=0)))


def _waiting(texts: SampleTexts, me: Member, now: datetime) -> Decision:
    came, wrote = now - 3 * HOUR, now - 50 * MINUTE
    lead = _claimed(_received(1, texts.waiting, texts, came, "buy"), me, wrote)
    talk = Conversation(opened_at=came, waiting_since=wrote)
    written = lead.model_copy(update={"conversation": talk, "last_message_at": wrote})
    return Decision(written, records=(_message(written, "in", texts.asks, wrote, "provider"),))


def _overdue(texts: SampleTexts, me: Member, now: datetime) -> Decision:
    came = now - 3 * DAY
    answered = came + 20 * MINUTE
    lead = _claimed(_received(2, texts.overdue, texts, came, "sell"), me, answered)
    task = Task(
        comment_id=f"comment_{1:032x}", lead_id=lead.lead_id, at=answered, due_at=now - DAY, by=me.agent_id,
        assignee=me.agent_id, text=texts.task, alone=True, told=True, unlisted=True,
    )  # fmt: skip
    talk = {"conversation": Conversation(opened_at=came), "contacted_at": answered, "answered_at": answered}
    done = lead.model_copy(update={**talk, "tasks": (task,), "noted_at": answered})
    said = _message(done, "out", texts.answers, answered, me.agent_id)
    return Decision(done, records=(said,), tasks=(task,))


def _won(texts: SampleTexts, me: Member, now: datetime) -> Decision:
    came, closed = now - 21 * DAY, now - 2 * DAY
    lead = _claimed(_received(3, texts.won, texts, came, "buy"), me, closed)
    won = lead.with_event(
        ClosedDetail(outcome="won"), at=closed, by=me.agent_id, state="closed", outcome="won",
        contacted_at=came + HOUR, appointment_at=came + DAY,
    )  # fmt: skip
    return Decision(_settled(won))


def _pooled(texts: SampleTexts, now: datetime) -> Decision:
    came = now - 45 * MINUTE
    lead = _received(4, texts.pooled, texts, came, "rent").pooled("unclaimed", at=came + 5 * MINUTE, by="route")
    return Decision(_settled(lead))


def _received(number: int, person: SamplePerson, texts: SampleTexts, at: datetime, intent: JsonValue) -> Lead:
    email, phone = f"{person.first_name}@example.com".lower(), f"+1202555010{number + 1}"  # nobody has these
    return Lead(
        lead_id=SAMPLE_IDS[number], origin="sample", since=at, created_at=at, last_activity_at=at,
        contact=Contact(
            first_name=person.first_name, last_name=person.last_name,
            emails=(Address(given=email, normal=email),), phones=(Address(given=phone, normal=phone),),
        ),
        source_title=texts.source, message=person.message, attributes={"place": person.place, "intent": intent},
        history=(Event.of(ReceivedDetail(), at=at, by="provider"),),
    )  # fmt: skip


def _claimed(lead: Lead, me: Member, active: datetime) -> Lead:
    """Return the lead two minutes later, owned by `me`, with its last activity at `active`."""
    detail = ClaimedDetail(seconds=120)
    owned = lead.owned(detail, me.agent_id, at=lead.created_at + 2 * MINUTE, by=me.agent_id)
    return _settled(owned.model_copy(update={"last_activity_at": active}))


def _settled(lead: Lead) -> Lead:
    """Return the lead without news: nobody is told of it. No route decides on it, and no clock runs for it, anyway."""
    return lead.model_copy(update={"tell": None})


def _message(lead: Lead, direction: Direction, body: str, at: datetime, by: str) -> Message:
    message_id = f"message_{1:032x}"
    return Message(
        message_id=message_id, lead_id=lead.lead_id, direction=direction, channel="whatsapp", body=body, at=at, by=by
    )
