"""The operation that lists open conversations, for Managers and the Rainmaker."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from functions.supervise.open_conversation_schema import OpenConversationShown
from shared.domain import access
from shared.domain.kernel.record import AgentId, SourceId
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.waiting_levels import WaitingLimits, is_away
from shared.domain.plan_records.plan import Plan
from shared.secrets import MasterSecret
from shared.store import conversation_entries
from shared.store.cached_plan import CachedPlanReader, with_cached_plan
from shared.store.conversation_entries import ConversationEntry
from shared.store.lists import lead_lists, open_conversations
from shared.store.lists.open_conversations import Order, Wanted
from shared.store.plans import Plans
from shared.store.table import Table
from shared.web import auth
from shared.web.paging import PageQuery, Paging
from shared.web.request import Request
from shared.web.schemas import Page

CURSOR_ROOM = 512  # bytes: a position tells a whole entry
Owner = Annotated[str, StringConstraints(pattern=r"^(me|none|away|agent_[0-9a-f]{32})$")]


class ConversationsQuery(PageQuery):
    """Select open conversations: all filters given must hold; their order, and the page."""

    state: Literal["open"] = Field("open", description="Only open conversations can be listed.")
    sort: Order = Field("waiting", description="Who waits longest for an answer first, or the longest open.")
    owner: Owner | None = Field(
        None, description="Only of this member; of leads that nobody owns (`none`), or whose owner is away (`away`)."
    )
    source: SourceId | None = Field(None, description="Only leads of this source.")
    unanswered: bool | None = Field(None, description="Whether the person waits for an answer.")
    unactioned: bool = Field(
        False, description="Only those whose owner has done nothing for too long since they got it."
    )


class OpenConversationsList:
    """The operation that lists open conversations.

    Args:
        table: stores the leads.
        plans: reads the plan.
        secret: signs cursors.
        most: how many leads one page reads at most, however few of them it shows.
    """

    def __init__(self, table: Table, plans: Plans, secret: MasterSecret, most: int = lead_lists.READ) -> None:
        self._table, self._plans, self._secret, self._most = table, plans, secret, most

    def list_conversations(self, request: Request, query: ConversationsQuery) -> Page[OpenConversationShown]:
        """List the open conversations: who waits longest first, or the longest open; each with how urgent it is.

        All filters must hold. With `sort=waiting` those follow in which nobody waits: first where the owner has done
        nothing yet. A page may hold fewer than `limit`, even none; the list ends where `next` is null.
        """

        def answer(plan: Plan, reader: CachedPlanReader) -> Page[OpenConversationShown]:
            me = auth.caller(request, plan)
            asked = (query.sort, query.owner, query.source, query.unanswered, query.unactioned)
            bound_to = " ".join(("conversations", me.agent_id, *map(str, asked)))
            paging = Paging(self._secret.keys, bound_to, query.cursor, room=CURSOR_ROOM)
            limits = WaitingLimits.of(plan.settings, request.now)
            wanted = _wanted(query, _owners(query.owner, me.agent_id, plan, request), limits)
            found = open_conversations.page(
                self._table, wanted, paging.after, query.limit, reader.leads, most=self._most
            )
            seen = (lead for lead in found.records if access.may_see(me, lead, plan.settings))
            return paging.page((OpenConversationShown.of(lead, me, plan, limits) for lead in seen), found.next)

        return with_cached_plan(self._plans, self._table, answer)


def _owners(asked: str | None, me: AgentId, plan: Plan, request: Request) -> frozenset[AgentId | None] | None:
    """Return whose conversations are asked for; None for everybody's."""
    match asked:
        case None:
            return None
        case "none":
            return frozenset({None})
        case "away":
            return frozenset(one.agent_id for one in plan.members.values() if is_away(one, request.now))
    return frozenset({me if asked == "me" else asked})


def _wanted(query: ConversationsQuery, owners: frozenset[AgentId | None] | None, limits: WaitingLimits) -> Wanted:
    def entry(one: ConversationEntry) -> bool:
        return (
            (owners is None or one.owner in owners)
            and (query.source is None or not one.whole or one.source == query.source)
            and (not query.unactioned or one.idle is None or limits.is_unactioned(conversation_entries.at(one.idle)))
        )

    def lead(one: Lead) -> bool:
        return (
            one.conversation is not None
            and (owners is None or one.owner in owners)
            and (query.source is None or one.source_id == query.source)
            and query.unanswered in (None, one.conversation.waiting_since is not None)
            and (not query.unactioned or limits.is_unactioned(one.idle_since))
        )

    return Wanted(query.sort, query.unanswered, query.unactioned, entry, lead)
