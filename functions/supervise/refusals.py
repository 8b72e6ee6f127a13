"""Name the refusals that many operations of the supervise function share."""

from shared.domain.kernel.errors import (
    Busy,
    CursorInvalid,
    Forbidden,
    Invalid,
    LeadErased,
    MadeByNewerRelease,
    Missing,
    SampleLead,
)

REFUSALS = (Missing, Forbidden, Busy)
READS = (*REFUSALS, MadeByNewerRelease, LeadErased)
ACTS = (*READS, SampleLead)
LISTS = (Forbidden, Invalid, CursorInvalid, Busy)
