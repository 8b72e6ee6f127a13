"""Define saved views of the list of leads: a member's own, and the team's."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.domain.kernel import limits
from shared.domain.kernel.errors import Forbidden
from shared.domain.kernel.record import AgentId, Record, Value
from shared.domain.plan_records.member import Member

ViewId = Annotated[str, StringConstraints(pattern=r"^view_[0-9a-f]{32}$")]
ViewName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
_Parameter = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,29}$")]
_Wanted = Annotated[str, StringConstraints(min_length=1, max_length=300)]
# Filters, columns and order as the list's address has them: what this release does not know is kept as it is.
Wanted = Annotated[dict[_Parameter, _Wanted], Field(max_length=20)]


class View(Value):
    """A view of the list of leads, by its name.

    Source: docs/rules.md, "Supervision" 9.
    """

    view_id: ViewId
    name: ViewName
    wanted: Wanted = {}


class Views(Record):
    """The saved views of a member, or of the team, in the order in which they were saved first."""

    owner: AgentId | Literal["team"]
    entries: tuple[View, ...] = ()

    def has(self, view_id: ViewId) -> bool:
        """Return whether the view is one of these."""
        return any(one.view_id == view_id for one in self.entries)


def save_view(own: Views, team: Views, view: View, me: Member, *, shared: bool) -> tuple[Views, ...]:
    """Return the views that change: the view is added, or takes the place of the one with its id.

    A view of the member's own that is saved as the team's is theirs alone no more, and the other way round.

    Args:
        own: of `me`.
        team: of the team.
        view: as it is to be.
        me: who saves it.
        shared: whether it is the team's.

    Raises:
        Forbidden: `me` is an Agent, and the view is the team's, or is to be.
        Invalid: there are too many.

    Source: docs/rules.md, "Supervision" 9.
    """
    to, other = (team, own) if shared else (own, team)
    if (shared or team.has(view.view_id)) and not me.supervises:
        raise Forbidden
    if to.has(view.view_id):
        saved = tuple(view if one.view_id == view.view_id else one for one in to.entries)
    else:
        limits.VIEWS.check(len(to.entries))
        saved = (*to.entries, view)
    return _changed((to, saved), (other, _without(other, view.view_id)))


def delete_view(own: Views, team: Views, view_id: ViewId, me: Member) -> tuple[Views, ...]:
    """Return the views that change; none if it is gone already.

    Raises:
        Forbidden: `me` is an Agent, and the view is the team's.
    """
    if team.has(view_id) and not me.supervises:
        raise Forbidden
    return _changed((own, _without(own, view_id)), (team, _without(team, view_id)))


def _without(views: Views, view_id: ViewId) -> tuple[View, ...]:
    return tuple(one for one in views.entries if one.view_id != view_id)


def _changed(*each: tuple[Views, tuple[View, ...]]) -> tuple[Views, ...]:
    return tuple(views.model_copy(update={"entries": entries}) for views, entries in each if entries != views.entries)
