"""The operation that records what a person agreed to, or withdrew."""

from typing import Annotated

from pydantic import BeforeValidator, Field, StrictBool, StringConstraints

from shared.domain.kernel.errors import Invalid
from shared.domain.kernel.record import Instant, LeadId
from shared.domain.lead_records.consent import MAX_TEXT, MAX_WORD, ConsentChannel, Purpose, Statement
from shared.domain.lead_records.decision import Decision
from shared.domain.leads.consents import record_consent
from shared.lead_session import LeadSession
from shared.lead_snapshot import Snapshot
from shared.web.contact_fields import plain
from shared.web.lead_schemas import LeadShown
from shared.web.request import Request
from shared.web.schemas import RequestModel

_Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_TEXT), BeforeValidator(plain)]
_Word = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_WORD), BeforeValidator(plain)]
_Source = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), BeforeValidator(plain)
]  # fmt: skip


class ConsentBody(RequestModel):
    """Take what the person agreed to or withdrew; `source` says how the team knows: a call, or a form on paper."""

    purpose: Purpose
    channel: ConsentChannel = "any"
    given: StrictBool
    source: _Source
    text: _Words = ""
    version: _Word = ""
    note: _Words = ""
    at: Instant | None = Field(None, description="When they said so; now, unless it is sent.")


class Consents:
    """The operation that records consent."""

    def __init__(self, session: LeadSession) -> None:
        self._session = session

    def record_consent(self, request: Request, lead_id: LeadId, body: ConsentBody) -> LeadShown:
        """Record by hand that the person agreed to something, or withdrew it, on one channel or on any.

        Raises:
            Invalid: it is said to have been in the future.
        """
        statement = Statement(**body.model_dump(exclude={"source", "note"}))

        def decide(snapshot: Snapshot) -> Decision:
            if statement.at and statement.at > snapshot.now:
                raise Invalid(("body", "at"), "in_the_future", "This is in the future.")
            return record_consent(
                snapshot.lead, statement, snapshot.me, snapshot.plan.settings, snapshot.now,
                source=body.source, note=body.note,
            )  # fmt: skip

        return self._session.change(request, lead_id, decide)
