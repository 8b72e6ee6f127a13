"""The table's stream: what happened becomes notices of those whom it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from functions.notify import outbound
from functions.notify.hearing import Heard, hear
from functions.notify.stirring import stir
from functions.notify.telling import messages, piled, tell
from shared import aws
from shared.domain import announce
from shared.domain.announce import News
from shared.domain.load import Load
from shared.domain.plan import Plan
from shared.observe import logger
from shared.queue import Queue
from shared.settings import NotifySettings
from shared.store import codec, keys, views
from shared.store.plans import Plans
from shared.store.table import Table

settings = NotifySettings.read()
table = Table(aws.dynamodb(), settings.TABLE_NAME)
plans = Plans(table)
outgoing = Queue(aws.sqs, settings.OUTGOING_URL)


def handler(event: dict[str, Any], _context: object) -> dict[str, int]:
    """Lambda's entry, called with the stream's records that carry `tell`.

    The inboxes come first, then what goes out: whatever fails, the batch comes again, finds in the inboxes what it has
    told, and asks once more for what goes out.
    """
    heard, now = hear(event["Records"]), datetime.now(UTC)
    plan = plans.current()
    pile = piled(_news(heard, plan, now))
    tell(table, pile)
    stir(table, heard.leads)
    webhooks = outbound.send(table, outgoing, plan, heard.leads)
    outgoing.insist(list(messages(pile, plan, now)))  # last: what comes before may fail, and mails would go out again
    logger.info("told", extra={"records": len(event["Records"]), "notices": len(pile), "webhooks": webhooks})
    return {"notices": len(pile)}


def _news(heard: Heard, plan: Plan, now: datetime) -> Iterator[News]:
    for before, after in heard.leads:
        yield from announce.of_lead(before, after, plan)
    for was, route in heard.routes:
        yield from announce.of_route(was, route, plan)
    for known, target in heard.targets:
        yield from announce.of_target(known, target, plan)
    yield from _mentions(heard, plan)
    yield from _limits(heard, plan, now)


def _mentions(heard: Heard, plan: Plan) -> Iterator[News]:
    tagging = [comment for comment in heard.comments if comment.mentions]
    leads = (
        {lead.lead_id: lead for lead in views.leads(table, {comment.lead_id for comment in tagging})} if tagging else {}
    )
    for comment in tagging:
        if lead := leads.get(comment.lead_id):
            yield from announce.of_comment(comment, lead, plan)


def _limits(heard: Heard, plan: Plan, now: datetime) -> Iterator[News]:
    """Of those who have just received a lead and have limits: which of them are reached."""
    owners = {owner for before, after in heard.leads if (owner := announce.received(before, after))}
    limited = [plan.members[one] for one in sorted(owners) if one in plan.members and plan.members[one].limits.any]
    items = table.items(keys.load(member.agent_id) for member in limited) if limited else {}
    for member in limited:
        if item := items.get(keys.load(member.agent_id)):
            yield from announce.of_limits(member, codec.from_item(Load, item), plan, now)
