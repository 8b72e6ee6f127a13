"""Define every refusal, by area. Import refusals from this module.

Refusal                  the request is not allowed by the rules; has a stable `code`
├── Missing              it does not exist, or the caller may not see it
├── Forbidden            the caller's role does not allow it
├── ChangedByOther       the record was changed since the caller read it
├── MadeByNewerRelease   a newer release made it, which this one cannot use
├── Busy                 too many concurrent changes; nothing was written, try again
├── Invalid              a field has an invalid value; names the field and the reason
│   ├── RuleUnknown      a routing rule this release does not have
│   ├── KindUnknown      a kind of source this release does not have
│   ├── SourceUnknown    a source that is not in the plan
│   ├── AgentUnknown     an agent who is not in the team
│   ├── OrderMismatch    a list that is not exactly the routes there are
│   └── MayNotSee        a member who may not read what is said of the lead
│
│   of a lead
├── NotOffered           the caller sees the lead, but never had an offer of it
├── NotOwner             only the lead's owner may do this
├── AlreadyClaimed       another agent owns the lead
├── OfferExpired         the caller's offer of the lead has ended
├── LimitReached         one of the caller's limits is reached
├── LeadClosed           the lead is closed
├── LeadErased           the person was erased: nothing can be done with the lead any more
├── SampleLead           the lead is sample data: nothing is done with it
├── LeadMerged           the lead went into another, where to continue
├── NotMerged            the lead went into no other: there is no merge to undo
├── MergedAgain          a later merge has to be undone first
├── NoOwner              nobody has the lead: there is nobody to remind of it
├── NotClosed            the lead is open: there is nothing to reopen
├── AlreadyRouted        a route has had this lead, and nothing says why it is routed again
├── TouchedSince         the lead was changed since the bulk act that is to be undone
├── UndoOver             the bulk act, or the merge, is too long ago to be undone
├── TooManyTasks         the lead has the maximum number of open tasks
├── TaskNotOpen          the task is done or cancelled
├── AlreadyInTeam        the person is already a lead of the team
│
│   of the plan
├── NotActive            the member cannot receive leads now
├── TitleTaken           another route, or source, has this title
├── EmailTaken           another member has this e-mail
├── SignInTaken          somebody else in the team signs in with this e-mail
├── LastRainmaker        the team would be left without a Rainmaker
├── LeadsNeedPlace       the member has open leads, and the request does not say where they go
├── SourceInUse          routes still use this source
├── SourceArchived       the source is archived and takes no leads
├── TargetDisabled       nothing is sent to a target that is disabled
├── InvitationPending    the member was added, but the invitation was not sent; try again
│
│   of a request
├── SessionEnded         the caller's session has ended, although its token has not expired
├── MfaRequired          the team requires a second factor, and the caller has not set one up in time
├── KeyReused            an Idempotency-Key was used for another request
├── UploadMissing        there is no file to import yet
├── SignatureInvalid     a delivery that does not prove who sent it
├── BodyTooLarge         a body over 256 KB, or a delivery over 4 MB
├── MediaTypeUnsupported a body that is not JSON
├── BodyMalformed        a body that cannot be read
├── CursorInvalid        a page cursor of another call
├── MethodNotAllowed     the path exists, but not with this method
└── TooManyRequests      a member exceeds a rate limit; says when to retry

TooEarly                 a clock fired before its deadline; its state machine retries
"""

from shared.domain.kernel.errors.lead import (
    AlreadyClaimed,
    AlreadyInTeam,
    AlreadyRouted,
    LeadClosed,
    LeadErased,
    LeadMerged,
    LimitReached,
    MayNotSee,
    MergedAgain,
    NoOwner,
    NotClosed,
    NotMerged,
    NotOffered,
    NotOwner,
    OfferExpired,
    SampleLead,
    TaskNotOpen,
    TooManyTasks,
    TouchedSince,
    UndoOver,
)
from shared.domain.kernel.errors.plan import (
    AgentUnknown,
    EmailTaken,
    InvitationPending,
    KindUnknown,
    LastRainmaker,
    LeadsNeedPlace,
    NotActive,
    OrderMismatch,
    RuleUnknown,
    SignInTaken,
    SourceArchived,
    SourceInUse,
    SourceUnknown,
    TargetDisabled,
    TitleTaken,
)
from shared.domain.kernel.errors.refusal import (
    Busy,
    ChangedByOther,
    Forbidden,
    Invalid,
    InvalidByName,
    MadeByNewerRelease,
    Missing,
    Refusal,
    TooEarly,
)
from shared.domain.kernel.errors.request import (
    BodyMalformed,
    BodyTooLarge,
    CursorInvalid,
    KeyReused,
    MediaTypeUnsupported,
    MethodNotAllowed,
    MfaRequired,
    SessionEnded,
    SignatureInvalid,
    TooManyRequests,
    UploadMissing,
)

__all__ = [
    "AgentUnknown",
    "AlreadyClaimed",
    "AlreadyInTeam",
    "AlreadyRouted",
    "BodyMalformed",
    "BodyTooLarge",
    "Busy",
    "ChangedByOther",
    "CursorInvalid",
    "EmailTaken",
    "Forbidden",
    "Invalid",
    "InvalidByName",
    "InvitationPending",
    "KeyReused",
    "KindUnknown",
    "LastRainmaker",
    "LeadClosed",
    "LeadErased",
    "LeadMerged",
    "LeadsNeedPlace",
    "LimitReached",
    "MadeByNewerRelease",
    "MayNotSee",
    "MediaTypeUnsupported",
    "MergedAgain",
    "MethodNotAllowed",
    "MfaRequired",
    "Missing",
    "NoOwner",
    "NotActive",
    "NotClosed",
    "NotMerged",
    "NotOffered",
    "NotOwner",
    "OfferExpired",
    "OrderMismatch",
    "Refusal",
    "RuleUnknown",
    "SampleLead",
    "SessionEnded",
    "SignInTaken",
    "SignatureInvalid",
    "SourceArchived",
    "SourceInUse",
    "SourceUnknown",
    "TargetDisabled",
    "TaskNotOpen",
    "TitleTaken",
    "TooEarly",
    "TooManyRequests",
    "TooManyTasks",
    "TouchedSince",
    "UndoOver",
    "UploadMissing",
]
