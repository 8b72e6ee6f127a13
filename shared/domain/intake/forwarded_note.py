"""Keep what a colleague wrote above a mail that they passed on: as an internal comment on the lead that it makes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from shared.domain.intake.admit import Admission
from shared.domain.kernel.clean_text import clean
from shared.domain.kernel.event import By
from shared.domain.kernel.record import CommentId
from shared.domain.lead_records.comment import MAX_BODY, Comment
from shared.domain.plan_records.plan import Plan

MAX_SENDER = 200  # characters
_CLAIMED = {"es": "Dice ser de {} (sin comprobar):", "en": "Says to be from {} (not proven):"}


@dataclass(frozen=True, slots=True)
class ForwardedNote:
    """What stands above a mail that was passed on, and who passed it on.

    Attributes:
        text: what stands there.
        email: of who passed it on.
        sender: how the mail writes that: name and address.
        proven: whether the mail is known to be from that address; anybody may write any.
    """

    text: str
    email: str
    sender: str = ""
    proven: bool = False


def with_note(admission: Admission, note: ForwardedNote, comment_id: CommentId, plan: Plan, now: datetime) -> Admission:
    """Add the note to the admitted lead as a comment of the member whose e-mail it is, else of the source.

    Where the sender is not proven it is the source's, and begins with whom it claims to be from.

    It mentions nobody, and is no answer to the person. A lead may have any number of them: they come with deliveries,
    which are never refused.

    Source: docs/rules.md, "Entry" 11.
    """
    body = note.text.strip()
    if not body:
        return admission
    lead = admission.decision.lead
    if not note.proven:
        body = f"{_CLAIMED[plan.settings.language].format(clean(note.sender or note.email)[:MAX_SENDER])}\n\n{body}"
    cut = body if len(body) <= MAX_BODY else f"{body[: MAX_BODY - 1]}…"
    comment = Comment(comment_id=comment_id, lead_id=lead.lead_id, body=cut, by=_author(note, plan), at=now,
                      forwarded=True)  # fmt: skip
    counted = lead.model_copy(update={"entries": lead.entries + 1})
    records = (*admission.decision.records, comment)
    return replace(admission, decision=replace(admission.decision, lead=counted, records=records))


def _author(note: ForwardedNote, plan: Plan) -> By:
    if not note.proven:
        return "provider"
    known = note.email.strip().casefold()
    members = (one for one in plan.members.values() if one.status != "removed" and one.email.casefold() == known)
    return next((one.agent_id for one in members), "provider")
