"""Everything Relevo refuses, and why.

Refusal                  asked for something the rules do not allow; has a stable `code`
├── Missing              not there, or not yours to see
├── Forbidden            your role may not
├── NotOffered           you see this lead, but it was never offered to you
├── NotOwner             only the lead's owner may
├── AlreadyClaimed       another agent owns the lead
├── OfferExpired         your offer of this lead is over
├── LimitReached         one of your limits leaves no room for another lead
├── LeadClosed           the lead is closed
├── NotClosed            the lead is open: there is nothing to reopen
├── AlreadyRouted        a route has had this lead: routing happens once
├── TooManyTasks         the lead has as many open tasks as it may
├── AlreadyInTeam        this person is a lead of the team already
├── NotActive            the member cannot receive leads now
├── ChangedByOther       the plan moved on since you read it
├── Invalid              a field's value makes no sense here; names the field, and why
│   ├── RuleUnknown      a routing rule this release does not have
│   ├── KindUnknown      a kind of source this release does not have
│   ├── SourceUnknown    a source that is not in the plan
│   ├── AgentUnknown     an agent who is not in the team
│   ├── MayNotSee        a member who may not see the lead, so cannot be tagged
│   └── OrderMismatch    a list that is not exactly the routes there are
├── KeyReused            an Idempotency-Key was used for another request
├── TitleTaken           another route, or source, has this title
├── EmailTaken           another member has this e-mail
├── SignInTaken          somebody else in the team signs in with this e-mail
├── LastRainmaker        the team would be left without a Rainmaker
├── LeadsNeedPlace       the member has open leads, and nobody said where they go
├── SourceInUse          routes still name this source
├── SourceArchived       the source takes no leads any more
├── TargetDisabled       nothing is sent to a target that is disabled
├── UploadMissing        there is no file to import yet
├── SignatureInvalid     a delivery that does not prove who sent it
├── BodyTooLarge         a body over 256 KB
├── MediaTypeUnsupported a body that is not JSON
├── BodyMalformed        a body that cannot be read
├── CursorInvalid        a page cursor that was not made for this call
├── MethodNotAllowed     the path exists, the method does not
├── TooManyDeliveries    a source delivers more than one may; tells when to come again
├── InvitationPending    the member is in the team, the invitation is not out; try again
└── Busy                 too many at once; nothing was written, try again

TooEarly                 a clock that fires before its deadline; the clock tries again
"""

from __future__ import annotations

from typing import ClassVar

from shared.domain.kernel.field_error import FieldError, Loc, MistakeReason


class Refusal(Exception):
    """Asked for something the rules do not allow. Knows nothing of HTTP.

    Attributes:
        code: stable, snake case, for programs.
        detail: one English sentence for people, without personal data.
    """

    code: ClassVar[str]
    says: ClassVar[str]

    def __init__(self, detail: str | None = None) -> None:
        self.detail = detail or self.says
        super().__init__(self.detail)


class Missing(Refusal):
    """Not there, or not yours to see."""

    code, says = "not_found", "There is nothing here that you may see."


class Forbidden(Refusal):
    """Your role may not."""

    code, says = "forbidden", "Your role does not allow this."


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


class NotActive(Refusal):
    """The member cannot receive leads now."""

    code, says = "not_active", "This member is not active."


class ChangedByOther(Refusal):
    """The plan moved on since you read it."""

    code, says = "changed_by_other", "This was changed since you read it. Read it again, then change it."


class Invalid(Refusal):
    """A field's value makes no sense here.

    Attributes:
        mistakes: which field, and why; see `FieldError`.
    """

    code, says = "invalid", "The request has a field that makes no sense."

    def __init__(self, loc: Loc, reason: MistakeReason, detail: str, **params: int | str) -> None:
        super().__init__(detail)
        self.mistakes: tuple[FieldError, ...] = (FieldError.of(loc, reason, detail, **params),)


class InvalidByName(Invalid):
    """A field that makes no sense in a way that has a code of its own; the code is the reason."""

    code: ClassVar[MistakeReason]

    def __init__(self, loc: Loc, detail: str | None = None, **params: int | str) -> None:
        super().__init__(loc, self.code, detail or self.says, **params)


class RuleUnknown(InvalidByName):
    """A routing rule this release does not have."""

    code, says = "rule_unknown", "There is no such rule."


class KindUnknown(InvalidByName):
    """A kind of source this release does not have."""

    code, says = "kind_unknown", "There is no such kind of source."


class SourceUnknown(InvalidByName):
    """A source that is not in the plan."""

    code, says = "source_unknown", "There is no such source."


class AgentUnknown(InvalidByName):
    """An agent who is not in the team."""

    code, says = "agent_unknown", "There is no such member."


class MayNotSee(InvalidByName):
    """A member who may not see the lead, so cannot be tagged on it."""

    code, says = "may_not_see", "This member may not see the lead."


class OrderMismatch(InvalidByName):
    """A list that is not exactly the routes there are."""

    code, says = "order_mismatch", "The order must name every route exactly once."


class KeyReused(Refusal):
    """An Idempotency-Key was used for another request."""

    code, says = "key_reused", "This Idempotency-Key was used for a request with another body."


class TitleTaken(Refusal):
    """Another route, or source, has this title."""

    code, says = "title_taken", "This title is in use."


class EmailTaken(Refusal):
    """Another member has this e-mail."""

    code, says = "email_taken", "A member with this e-mail is in the team already."


class SignInTaken(Refusal):
    """Somebody else in the team signs in with this e-mail, whatever their record says."""

    code, says = "sign_in_taken", "Somebody else in the team signs in with this e-mail: invite with another one."


class LastRainmaker(Refusal):
    """The team would be left without a Rainmaker."""

    code, says = "last_rainmaker", "The team needs a Rainmaker: name another one first."


class LeadsNeedPlace(Refusal):
    """The member has open leads, and nobody said where they go."""

    code, says = "leads_need_place", "This member has open leads: say with leads_to where they go."


class SourceInUse(Refusal):
    """Routes still name this source."""

    code, says = "source_in_use", "Routes still name this source."


class SourceArchived(Refusal):
    """The source takes no leads any more."""

    code, says = "source_archived", "This source is archived."


class TargetDisabled(Refusal):
    """Nothing is sent to a target that is disabled."""

    code, says = "target_disabled", "This target is disabled: make it active first."


class UploadMissing(Refusal):
    """There is no file to import yet."""

    code, says = "upload_missing", "The file was not uploaded, or is not kept any more: upload it, then start."


class SignatureInvalid(Refusal):
    """A delivery that does not prove who sent it, or proves it too late."""

    code, says = "signature_invalid", "The signature or key of this delivery is not valid."


class BodyTooLarge(Refusal):
    """A body over 256 KB."""

    code, says = "body_too_large", "The body is larger than 256 KB."


class MediaTypeUnsupported(Refusal):
    """A body that is not JSON."""

    code, says = "media_type_unsupported", "Send the body as application/json."


class BodyMalformed(Refusal):
    """A body that cannot be read."""

    code, says = "body_malformed", "The body is not valid JSON."


class CursorInvalid(Refusal):
    """A page cursor that was not made for this caller and these filters."""

    code, says = "cursor_invalid", "This cursor does not belong to this call. Start again without one."


class MethodNotAllowed(Refusal):
    """The path exists, the method does not."""

    code, says = "method_not_allowed", "This path does not know this method."


class TooManyDeliveries(Refusal):
    """A source delivers more than one may.

    Attributes:
        seconds: in how many it may come again.
    """

    code, says = "too_many_deliveries", "This source delivers too many leads at once. Send it again later."

    def __init__(self, seconds: int = 1) -> None:
        super().__init__()
        self.seconds = seconds


class InvitationPending(Refusal):
    """The member is in the team, the invitation is not out. The same request again sends it."""

    code, says = "invitation_pending", "The member was added, the invitation is not out yet: send the request again."


class Busy(Refusal):
    """Too many at once; nothing was written."""

    code, says = "busy", "Too many changes at once. Nothing was written; try again."


class TooEarly(Exception):
    """A clock fired before its deadline. Its state machine tries again after a moment."""
