"""Define the details of each kind of event, one model per kind, and what each field reveals.

The type of a field says what it reveals, which decides who may read it: `access.visible_event` and outbound webhooks
use nothing else. A field without a sensitivity, or without a model, as of a newer release, is only for Managers and the
Rainmaker.
"""

from enum import Enum, auto
from functools import cache
from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue

from shared.domain.kernel.closing import DealValue
from shared.domain.kernel.record import (
    AgentId,
    BulkId,
    CloseReasonId,
    CommentId,
    ErasureId,
    LeadId,
    OfferId,
    RouteId,
    SourceId,
    TaskId,
    Value,
)

EventKind = Literal[
    "received", "repeated", "offered", "claimed", "passed", "expired", "assigned", "pooled", "released",
    "given_back", "handed_over", "sent", "closed", "reopened", "response_missed", "withdrawn", "merged", "attempted",
    "do_not_contact", "edited", "read_again", "erased", "consent", "objection", "separated",
    "judged",
    "task_made", "task_changed", "task_done", "task_reopened", "task_deleted", "comment_edited", "comment_deleted",
    "conversation_closed",
]  # fmt: skip


class Sensitivity(Enum):
    """Classify what a detail may reveal to its reader."""

    NOTHING = auto()  # an id, an instant, a number, or a code
    AGENT = auto()  # which agents had to do with the lead
    LEAD = auto()  # which other lead may be the same person's
    PERSON = auto()  # who the person is: hidden while the contact is hidden
    MOTIVE = auto()  # why somebody acted: hidden if who acted is hidden
    EXCHANGE = auto()  # what the team wrote: for those who may read its comments


Code = Annotated[str, Sensitivity.NOTHING]
Agent = Annotated[AgentId, Sensitivity.AGENT]
MaybeAgent = Annotated[AgentId | None, Sensitivity.AGENT]
Agents = Annotated[tuple[AgentId, ...], Sensitivity.AGENT]
MaybeLead = Annotated[LeadId | None, Sensitivity.LEAD]
Reason = Annotated[str, Sensitivity.MOTIVE]
MaybeReason = Annotated[str | None, Sensitivity.MOTIVE]
Note = Annotated[str | None, Sensitivity.PERSON]
TaskText = Annotated[str | None, Sensitivity.PERSON, Sensitivity.EXCHANGE]
MaybeBulk = Annotated[BulkId | None, Sensitivity.NOTHING]
From = Annotated[AgentId | None, Sensitivity.AGENT, Field(alias="from")]


class EventDetail(Value):
    """The details of one kind of event."""

    kind: ClassVar[EventKind]
    supervisors_only: ClassVar[bool] = False

    def stored(self) -> dict[str, JsonValue]:
        """Return the detail as it is stored: without fields that have their default value."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)


class BulkDetail(EventDetail):
    """Tell of which bulk act the event is part, or which bulk act it undoes."""

    bulk_id: MaybeBulk = None
    undoes: MaybeBulk = None


class ReceivedDetail(EventDetail):
    """An inquiry became a lead; another lead may be the same person's."""

    kind = "received"
    possible_duplicate: MaybeLead = None


class RepeatedDetail(EventDetail):
    """The person asked again; `inquiry` holds the new message and attributes, and the name if it was another."""

    kind = "repeated"
    source_id: Annotated[SourceId | None, Sensitivity.NOTHING]
    inquiry: Annotated[dict[str, JsonValue], Sensitivity.PERSON] = {}
    possible_duplicate: MaybeLead = None


class OfferedDetail(EventDetail):
    """A route offered the lead, until `deadline`."""

    kind = "offered"
    offer_id: Annotated[OfferId, Sensitivity.NOTHING]
    route_id: Annotated[RouteId, Sensitivity.NOTHING]
    agent_ids: Agents
    deadline: Code


class ClaimedDetail(EventDetail):
    """An agent claimed the lead: `seconds` after it was offered, or from the pool."""

    kind = "claimed"
    seconds: Annotated[int | None, Sensitivity.NOTHING] = None
    from_where: Annotated[Literal["pool"] | None, Sensitivity.NOTHING, Field(alias="from")] = None


class PassedDetail(EventDetail):
    """Agents declined the offer; `reason` is what they wrote."""

    kind = "passed"
    agent_ids: Agents
    reason: Annotated[str | None, Sensitivity.MOTIVE, Sensitivity.PERSON] = None


class ExpiredDetail(EventDetail):
    """The offer's deadline passed; `excused` is why that is not its agent's fault, if so."""

    kind = "expired"
    agent_ids: Agents
    excused: Annotated[Literal["late", "away"] | None, Sensitivity.AGENT] = None


class AssignedDetail(BulkDetail):
    """The lead was assigned to an agent: by a route, by hand, by its source, or because its owner was removed."""

    kind = "assigned"
    agent_id: Agent
    route_id: Annotated[RouteId | None, Sensitivity.NOTHING] = None
    from_agent: From = None
    reason: MaybeReason = None
    note: Note = None


class PooledDetail(EventDetail):
    """The lead went to the pool; `cause` is what earlier releases said of a delivery that could not be read."""

    kind = "pooled"
    reason: Reason
    agent_id: MaybeAgent = None
    cause: Annotated[str | None, Sensitivity.PERSON] = None


class ReleasedDetail(BulkDetail):
    """A Manager returned the lead to the pool."""

    kind = "released"
    reason: Reason
    from_agent: From = None
    note: Note = None


class GivenBackDetail(EventDetail):
    """The owner gave the lead back."""

    kind = "given_back"
    reason: Reason
    note: Annotated[str | None, Sensitivity.MOTIVE, Sensitivity.PERSON] = None


class HandedOverDetail(EventDetail):
    """The owner handed the lead to another agent, or to routing."""

    kind = "handed_over"
    agent_id: MaybeAgent = None
    from_agent: From = None
    note: Note = None


class SentDetail(BulkDetail):
    """The lead was sent to routing, by hand or at the end of a hold; `again` if it is counted as re-routed."""

    kind = "sent"
    from_agent: From = None
    note: Note = None
    again: Annotated[bool, Sensitivity.NOTHING] = False


class ClosedDetail(BulkDetail):
    """The lead was closed with an outcome, perhaps with the team's own reason, the value of the deal and a note."""

    kind = "closed"
    outcome: Code
    reason_id: Annotated[CloseReasonId | None, Sensitivity.NOTHING] = None
    reason: Annotated[str, Sensitivity.EXCHANGE] = ""
    value: Annotated[DealValue | None, Sensitivity.EXCHANGE] = None
    note: Annotated[str, Sensitivity.PERSON, Sensitivity.EXCHANGE] = ""


class ReopenedDetail(BulkDetail):
    """A closed lead was reopened: for its last owner, in the pool for `reason`, or in routing."""

    kind = "reopened"
    reason: MaybeReason = None
    agent_id: MaybeAgent = None


class ResponseMissedDetail(EventDetail):
    """The owner missed the response deadline; the lead `stays` theirs if the person asked again meanwhile."""

    kind = "response_missed"
    agent_id: Agent
    stays: Annotated[bool, Sensitivity.PERSON] = False


class WithdrawnDetail(EventDetail):
    """An offer ended for another reason than its agents or deadline, or a removed owner lost the lead."""

    kind = "withdrawn"
    reason: MaybeReason = None
    agent_ids: Annotated[tuple[AgentId, ...] | None, Sensitivity.AGENT] = None
    agent_id: MaybeAgent = None


class MergedDetail(EventDetail):
    """The lead was merged `into` another, or `lead_id` was merged into this one.

    `agent_id` is who owns the person's lead then; with `took`, this lead got them as its owner by that, as received
    through `route_id`. Where `joined`, the leads themselves say which were merged, and are read as one.
    """

    kind = "merged"
    into: MaybeLead = None
    lead_id: MaybeLead = None
    agent_id: MaybeAgent = None
    took: Annotated[bool, Sensitivity.NOTHING] = False
    route_id: Annotated[RouteId | None, Sensitivity.NOTHING] = None
    joined: Annotated[bool, Sensitivity.NOTHING] = False


class SeparatedDetail(EventDetail):
    """A merge was undone: the lead came `out_of` another, or `lead_id` came out of this one.

    It is owned by `agent_id` again, or in the pool for `reason`, or closed with `outcome`; or it stays as it was.
    """

    kind = "separated"
    out_of: MaybeLead = None
    lead_id: MaybeLead = None
    agent_id: MaybeAgent = None
    reason: MaybeReason = None
    outcome: Annotated[str | None, Sensitivity.NOTHING] = None


class AttemptedDetail(EventDetail):
    """A member who may not see the lead tried to enter the same person by hand."""

    kind = "attempted"
    supervisors_only = True


class DoNotContactMarkedDetail(EventDetail):
    """The person was marked do-not-contact on these channels; none if the mark was removed."""

    kind = "do_not_contact"
    channels: Annotated[Literal["all"] | tuple[str, ...], Sensitivity.NOTHING]


class EditedDetail(EventDetail):
    """The person's data was corrected in these fields; only their names are stored."""

    kind = "edited"
    fields: Annotated[tuple[str, ...], Sensitivity.NOTHING]
    possible_duplicate: MaybeLead = None


class ReadAgainDetail(EventDetail):
    """What was delivered was read again, and changed these fields: from the values `before` to those `after`."""

    kind = "read_again"
    fields: Annotated[tuple[str, ...], Sensitivity.NOTHING] = ()
    before: Annotated[dict[str, JsonValue], Sensitivity.PERSON] = {}
    after: Annotated[dict[str, JsonValue], Sensitivity.PERSON] = {}
    possible_duplicate: MaybeLead = None


class ConsentDetail(EventDetail):
    """Tell that a statement of the person's was recorded by hand; the words are with the lead."""

    kind = "consent"
    purpose: Annotated[str, Sensitivity.PERSON]
    channel: Annotated[str, Sensitivity.PERSON]
    given: Annotated[bool, Sensitivity.PERSON]


class ObjectionDetail(EventDetail):
    """The person objects to marketing, or to any contact; `what` is None if they object no more."""

    kind = "objection"
    what: Annotated[str | None, Sensitivity.NOTHING] = None


class JudgedDetail(EventDetail):
    """A Manager `confirmed` or refused that this is no lead, as who had it says, who received it by this route."""

    kind = "judged"
    confirmed: Annotated[bool, Sensitivity.NOTHING] = False
    agent_id: Agent
    route_id: Annotated[RouteId | None, Sensitivity.NOTHING] = None


class TaskDetail(EventDetail):
    """Tell which task the event is about, and what is to be done; earlier releases made tasks without a text."""

    task_id: Annotated[TaskId, Sensitivity.NOTHING]
    text: TaskText = None


class TaskMadeDetail(TaskDetail):
    """A task was made for `agent_id`, due at `due_at`; of one that comes with a comment, the comment tells."""

    kind = "task_made"
    due_at: Code
    agent_id: Agent


class TaskChangedDetail(TaskDetail):
    """A task was changed: `text`, `due_at` and `agent_id` are what it is since; `former_…` and `from` what changed."""

    kind = "task_changed"
    due_at: Code
    agent_id: Agent
    former_text: TaskText = None
    former_due_at: Annotated[str | None, Sensitivity.NOTHING] = None
    from_agent: From = None


class TaskDoneDetail(TaskDetail):
    """A task was done."""

    kind = "task_done"


class TaskReopenedDetail(TaskDetail):
    """A task that was done is to be done after all, by `agent_id`."""

    kind = "task_reopened"
    agent_id: Agent


class TaskDeletedDetail(TaskDetail):
    """A task was deleted."""

    kind = "task_deleted"


class CommentEditedDetail(EventDetail):
    """A comment was corrected by its author; what it said before is with the comment."""

    kind = "comment_edited"
    comment_id: Annotated[CommentId, Sensitivity.NOTHING]


class CommentDeletedDetail(EventDetail):
    """A comment was deleted by its author."""

    kind = "comment_deleted"
    comment_id: Annotated[CommentId, Sensitivity.NOTHING]


class ConversationClosedDetail(EventDetail):
    """The conversation closed itself: the team spoke last, and nothing was done about the lead for so many `days`."""

    kind = "conversation_closed"
    days: Annotated[int, Sensitivity.NOTHING]


class ErasedDetail(EventDetail):
    """Everything that told who the person is was erased; the lead is closed for good."""

    kind = "erased"
    erasure_id: Annotated[ErasureId, Sensitivity.NOTHING]


DETAILS: dict[str, type[EventDetail]] = {
    model.kind: model
    for model in (*EventDetail.__subclasses__(), *BulkDetail.__subclasses__(), *TaskDetail.__subclasses__())
    if model not in (BulkDetail, TaskDetail)
}


@cache
def reveals(kind: str) -> dict[str, frozenset[Sensitivity]]:
    """Return what each field of an event of `kind` reveals, by stored name; omit fields without a sensitivity."""
    fields = DETAILS[kind].model_fields if kind in DETAILS else {}
    return {
        field.alias or name: revealed
        for name, field in fields.items()
        if (revealed := frozenset(one for one in field.metadata if isinstance(one, Sensitivity)))
    }
