"""What is refused about a lead: its offer, its owner, its state."""

from __future__ import annotations

from shared.domain.kernel.errors.refusal import InvalidByName, Refusal


class NotOffered(Refusal):
    """You see this lead, but it was never offered to you."""

    code, says = "not_offered", "This lead is not offered to you."


class NotOwner(Refusal):
    """Only the lead's owner may."""

    code, says = "not_owner", "Only the lead's owner may do this."


class AlreadyClaimed(Refusal):
    """Another agent owns the lead.

    Attributes:
        owner: the owner's agent_id, only if the one who asked may see the lead.
    """

    code, says = "already_claimed", "Another agent has claimed this lead."

    def __init__(self, owner: str | None = None) -> None:
        super().__init__()
        self.owner = owner


class OfferExpired(Refusal):
    """Your offer of this lead is over."""

    code, says = "offer_expired", "Your offer of this lead is over."


class LimitReached(Refusal):
    """One of your limits leaves no room for another lead."""

    code, says = "limit_reached", "One of your limits leaves no room for another lead."


class LeadClosed(Refusal):
    """The lead is closed."""

    code, says = "lead_closed", "This lead is closed."


class NotClosed(Refusal):
    """The lead is open: there is nothing to reopen."""

    code, says = "not_closed", "This lead is not closed."


class AlreadyRouted(Refusal):
    """A route has had this lead: routing happens once."""

    code, says = "already_routed", "This lead has been through routing already."


class TooManyTasks(Refusal):
    """The lead has as many open tasks as it may."""

    code, says = "too_many_tasks", "This lead has too many open tasks: some must be done first."


class AlreadyInTeam(Refusal):
    """This person is a lead of the team already."""

    code, says = "already_in_team", "This person is already a lead of the team."


class MayNotSee(InvalidByName):
    """A member who may not see the lead, so cannot be tagged on it."""

    code, says = "may_not_see", "This member may not see the lead."
