"""Define refusals about a lead: its offer, owner or state."""

from __future__ import annotations

from shared.domain.kernel.errors.refusal import InvalidByName, Refusal


class NotOffered(Refusal):
    """The caller sees the lead, but never had an offer of it."""

    code, says = "not_offered", "This lead is not offered to you."


class NotOwner(Refusal):
    """Only the lead's owner may do this."""

    code, says = "not_owner", "Only the lead's owner may do this."


class AlreadyClaimed(Refusal):
    """Another agent owns the lead.

    Attributes:
        owner: the owner's agent_id, if the caller may see the lead; else None.
    """

    code, says = "already_claimed", "Another agent has claimed this lead."

    def __init__(self, owner: str | None = None) -> None:
        super().__init__()
        self.owner = owner


class OfferExpired(Refusal):
    """The caller's offer of the lead has ended."""

    code, says = "offer_expired", "Your offer of this lead is over."


class LimitReached(Refusal):
    """One of the caller's limits is reached."""

    code, says = "limit_reached", "One of your limits leaves no room for another lead."


class LeadClosed(Refusal):
    """The lead is closed."""

    code, says = "lead_closed", "This lead is closed."


class LeadErased(Refusal):
    """The lead's person was erased: nothing can be done with the lead any more."""

    code, says = "lead_erased", "This lead was erased."


class SampleLead(Refusal):
    """The lead is sample data: it is looked at and removed, and nothing else is done with it."""

    code, says = "sample_lead", "This is sample data: look at it, or remove it."


class LeadMerged(Refusal):
    """The lead went into another: nothing is done with it any more, but undoing that.

    Attributes:
        went_into: the lead that it went into; not shown.
        leads_to: the lead to continue with, if the caller may see it; else None.
    """

    code, says = "lead_merged", "This lead went into another one. Continue there."

    def __init__(self, went_into: str | None = None, leads_to: str | None = None) -> None:
        super().__init__()
        self.went_into, self.leads_to = went_into, leads_to


class NotMerged(Refusal):
    """The lead went into no other: there is no merge to undo."""

    code, says = "not_merged", "This lead was not merged into another."


class MergedAgain(Refusal):
    """Another merge came after the one to be undone, which has to be undone first."""

    code, says = "merged_again", "Another merge of these leads came later. Undo that one first."


class NoOwner(Refusal):
    """Nobody owns the lead, so there is nobody to remind of it."""

    code, says = "no_owner", "Nobody has this lead."


class NotClosed(Refusal):
    """The lead is open: there is nothing to reopen."""

    code, says = "not_closed", "This lead is not closed."


class AlreadyRouted(Refusal):
    """A route has had this lead, and nothing says why it is routed again."""

    code, says = "already_routed", "This lead has been through routing already. Say why it is routed again."


class TouchedSince(Refusal):
    """The lead was changed, or something was recorded on it, since the bulk act that is to be undone."""

    code, says = "touched_since", "This lead was changed since, so it stays as it is."


class UndoOver(Refusal):
    """The bulk act, or the merge, is too long ago to be undone."""

    code, says = "undo_over", "What was done in bulk can be undone for 24 hours, a merge for 30 days."


class TooManyTasks(Refusal):
    """The lead has the maximum number of open tasks."""

    code, says = "too_many_tasks", "This lead has too many open tasks: some must be done first."


class TaskNotOpen(Refusal):
    """The task is done or cancelled, so it is not changed."""

    code, says = "task_not_open", "This task is not open: reopen it first."


class AlreadyInTeam(Refusal):
    """The person is already a lead of the team."""

    code, says = "already_in_team", "This person is already a lead of the team."


class MayNotSee(InvalidByName):
    """A member who may not see the lead, so cannot be tagged on it."""

    code, says = "may_not_see", "This member may not read what is said about the lead."
