"""The change counter that clients poll to learn whether to reload: one small read."""

from __future__ import annotations

from datetime import datetime

from shared.domain import access
from shared.domain.notifications.snooze import change_counter
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.store import inboxes, keys
from shared.store.codec import Item
from shared.store.keys import Key
from shared.store.plans import Plans, version_of
from shared.store.table import Table
from shared.web import auth
from shared.web.app import Response
from shared.web.not_modified import tagged
from shared.web.request import Request
from shared.web.schemas import Shown


class Changes(Shown):
    """A counter that only grows. If it is unchanged, nothing has changed for the caller."""

    counter: int


class ChangeOperations:
    """The operation that reads the caller's change counter."""

    def __init__(self, table: Table, plans: Plans) -> None:
        self._table, self._plans = table, plans

    def my_changes(self, request: Request) -> Response:
        """Return a counter that increases when something changes that the caller may see."""
        guess = self._plans.warm().members_by_sub.get(request.sub or "")
        mine = [keys.inbox(guess.agent_id)] if guess else []
        items = self._table.items([keys.VERSION, keys.LEADS_CHANGED, keys.POOL_CHANGED, *mine])
        plan = self._plans.current(version_of(items.get(keys.VERSION)))
        me = auth.caller(request, plan)
        if guess is None:
            items |= self._table.items([keys.inbox(me.agent_id)])
        counter = _counter(items, me, plan, request.now)
        return tagged(request, Changes(counter=counter), str(counter))


def _counter(items: dict[Key, Item], me: Member, plan: Plan, now: datetime) -> int:
    """Return the sum of the member's counter, the counter of leads they may see, and the plan's version.

    Each of them only grows. Changes of leads that the member may not see do not count, so that they stay secret.
    """
    team = access.sees_team(me, plan.settings)
    shared = keys.LEADS_CHANGED if team else keys.POOL_CHANGED
    seen = team or access.may_see_pool(me, plan.settings)
    number = int(items[shared]["n"]["N"]) if seen and shared in items else 0
    inbox = inboxes.from_item(items.get(keys.inbox(me.agent_id)), me.agent_id)
    return change_counter(inbox, now) + number + plan.version
