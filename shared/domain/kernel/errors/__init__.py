"""Everything Relevo refuses, and why, by area: each is importable from here.

Refusal                  asked for something the rules do not allow; has a stable `code`
├── Missing              not there, or not yours to see
├── Forbidden            your role may not
├── ChangedByOther       the plan moved on since you read it
├── Busy                 too many at once; nothing was written, try again
├── Invalid              a field's value makes no sense here; names the field, and why
│   ├── RuleUnknown      a routing rule this release does not have
│   ├── KindUnknown      a kind of source this release does not have
│   ├── SourceUnknown    a source that is not in the plan
│   ├── AgentUnknown     an agent who is not in the team
│   ├── OrderMismatch    a list that is not exactly the routes there are
│   └── MayNotSee        a member who may not see the lead, so cannot be tagged
│
│   of a lead
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
│
│   of the plan
├── NotActive            the member cannot receive leads now
├── TitleTaken           another route, or source, has this title
├── EmailTaken           another member has this e-mail
├── SignInTaken          somebody else in the team signs in with this e-mail
├── LastRainmaker        the team would be left without a Rainmaker
├── LeadsNeedPlace       the member has open leads, and nobody said where they go
├── SourceInUse          routes still name this source
├── SourceArchived       the source takes no leads any more
├── TargetDisabled       nothing is sent to a target that is disabled
├── InvitationPending    the member is in the team, the invitation is not out; try again
│
│   of a request
├── KeyReused            an Idempotency-Key was used for another request
├── UploadMissing        there is no file to import yet
├── SignatureInvalid     a delivery that does not prove who sent it
├── BodyTooLarge         a body over 256 KB
├── MediaTypeUnsupported a body that is not JSON
├── BodyMalformed        a body that cannot be read
├── CursorInvalid        a page cursor that was not made for this call
├── MethodNotAllowed     the path exists, the method does not
└── TooManyDeliveries    a source delivers more than one may; tells when to come again

TooEarly                 a clock that fires before its deadline; the clock tries again
"""

from shared.domain.kernel.errors.lead import (
    AlreadyClaimed,
    AlreadyInTeam,
    AlreadyRouted,
    LeadClosed,
    LimitReached,
    MayNotSee,
    NotClosed,
    NotOffered,
    NotOwner,
    OfferExpired,
    TooManyTasks,
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
    SignatureInvalid,
    TooManyDeliveries,
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
    "LeadsNeedPlace",
    "LimitReached",
    "MayNotSee",
    "MediaTypeUnsupported",
    "MethodNotAllowed",
    "Missing",
    "NotActive",
    "NotClosed",
    "NotOffered",
    "NotOwner",
    "OfferExpired",
    "OrderMismatch",
    "Refusal",
    "RuleUnknown",
    "SignInTaken",
    "SignatureInvalid",
    "SourceArchived",
    "SourceInUse",
    "SourceUnknown",
    "TargetDisabled",
    "TitleTaken",
    "TooEarly",
    "TooManyDeliveries",
    "TooManyTasks",
    "UploadMissing",
]
