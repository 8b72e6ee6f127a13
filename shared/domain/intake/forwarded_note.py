"""Keep what a colleague wrote above a mail that they passed on: as an internal comment on the lead that it makes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from shared.domain.intake.admit import Admission
from shared.domain.kernel.event import By
from shared.domain.kernel.record import CommentId
from shared.domain.lead_records.comment import MAX_BODY, Comment
from shared.domain.plan_records.plan import Plan


@dataclass(frozen=True, slots=True)
class ForwardedNote:
    """What stands above a mail that was passed on, and the e-mail of who passed it on."""

    text: str
    email: str


def with_note(admission: Admission, note: ForwardedNote, comment_id: CommentId, plan: Plan, now: datetime) -> Admission:
    """Add the note to the admitted lead as a comment of the member whose e-mail it is, else of the source.

    It mentions nobody, and is no answer to the person. A lead may have any number of them: they come with deliveries,
    which are never refused.

    Source: docs/rules.md, "Entry" 11.
    """
    body = note.text.strip()
    if not body:
        return admission
    lead = admission.decision.lead
    cut = body if len(body) <= MAX_BODY else f"{body[: MAX_BODY - 1]}…"
    comment = Comment(comment_id=comment_id, lead_id=lead.lead_id, body=cut, by=_author(note.email, plan), at=now,
                      forwarded=True)  # fmt: skip
    counted = lead.model_copy(update={"entries": lead.entries + 1})
    records = (*admission.decision.records, comment)
    return replace(admission, decision=replace(admission.decision, lead=counted, records=records))


def _author(email: str, plan: Plan) -> By:
    known = email.strip().casefold()
    members = (one for one in plan.members.values() if one.status != "removed" and one.email.casefold() == known)
    return next((one.agent_id for one in members), "provider")
