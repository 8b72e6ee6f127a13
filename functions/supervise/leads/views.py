"""Operations on saved views of the list of leads: each reads, decides, commits and answers with all of them."""

from collections.abc import Callable

from pydantic import Field, StrictBool

from shared.domain.lead_records.view import View, ViewId, ViewName, Views, Wanted, delete_view, save_view
from shared.domain.plan_records.member import Member
from shared.store import codec, keys
from shared.store.plans import Plans, version_of
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, put
from shared.web import auth
from shared.web.request import Request
from shared.web.schemas import Page, RequestModel, Shown

TEAM = "team"
type Decide = Callable[[Views, Views, Member], tuple[Views, ...]]


class ViewBody(RequestModel):
    """A view: its name, whether it is the team's, and the filters, columns and order as the list's address has them."""

    name: ViewName
    team: StrictBool = False
    wanted: Wanted = Field({}, description="The parameters of the address. Unknown ones are kept as they are.")


class ViewShown(Shown):
    """A saved view; `team` says whether it is the team's, `may` what the caller may do with it."""

    view_id: str
    name: str
    team: bool
    wanted: dict[str, str]
    may: tuple[str, ...]


class ViewOperations:
    """Operations on the caller's views, and on the team's."""

    def __init__(self, table: Table, plans: Plans) -> None:
        self._table, self._plans = table, plans

    def list_views(self, request: Request) -> Page[ViewShown]:
        """List the team's views of the list of leads, then the caller's own."""
        return self._answer(request, lambda _own, _team, _me: ())

    def save_view(self, request: Request, view_id: ViewId, body: ViewBody) -> Page[ViewShown]:
        """Save a view under an id of the caller's choosing: a new one, or in place of the one with this id.

        The team's are saved by Managers and the Rainmaker. A view may change from one's own to the team's, and back.
        """
        view = View(view_id=view_id, name=body.name, wanted=body.wanted)
        return self._answer(request, lambda own, team, me: save_view(own, team, view, me, shared=body.team))

    def delete_view(self, request: Request, view_id: ViewId) -> Page[ViewShown]:
        """Delete a view: one's own, or as a Manager or the Rainmaker one of the team's."""
        return self._answer(request, lambda own, team, me: delete_view(own, team, view_id, me))

    def _answer(self, request: Request, decide: Decide) -> Page[ViewShown]:
        def attempt() -> Page[ViewShown]:
            own, team, me = self._read(request)
            changed = {views.owner: views for views in decide(own, team, me)}
            if changed:
                self._table.commit([put(views) for views in changed.values()])
            now = (changed.get(TEAM, team), changed.get(me.agent_id, own))
            return Page(items=tuple(_shown(view, views, me) for views in now for view in views.entries))

        return retry_on_conflict(self._table, attempt)

    def _read(self, request: Request) -> tuple[Views, Views, Member]:
        guess = self._plans.warm().members_by_sub.get(request.sub or "")
        where = [keys.views(owner) for owner in (TEAM, *([guess.agent_id] if guess else []))]
        items = dict(self._table.items([keys.VERSION, *where]))
        me = auth.caller(request, self._plans.current(version_of(items.get(keys.VERSION))))
        mine = keys.views(me.agent_id)
        if guess is None or guess.agent_id != me.agent_id:
            items |= self._table.items([mine])
        read = {owner: items.get(keys.views(owner)) for owner in (me.agent_id, TEAM)}
        own, team = (codec.from_item(Views, item) if item else Views(owner=owner) for owner, item in read.items())
        return own, team, me


def _shown(view: View, views: Views, me: Member) -> ViewShown:
    team = views.owner == TEAM
    may = () if team and not me.supervises else ("save", "delete")
    return ViewShown(view_id=view.view_id, name=view.name, team=team, wanted=view.wanted, may=may)
