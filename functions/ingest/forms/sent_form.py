"""Hold a form that was accepted as a delivery, which is kept and put off as any other, and read it again."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pydantic import BaseModel, ConfigDict, ValidationError

from functions.ingest.inquiries.consents import ConsentGiven
from functions.ingest.inquiries.delivered_event import DeliveredEvent
from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.inquiries.inquiry_builder import KNOWN, InquiryBuilder, attribute_name
from functions.ingest.recognition.labelled_values import LabelledValue
from functions.ingest.recognition.mapped_fields import add_mapped
from functions.ingest.recognition.people import unread
from functions.ingest.recognition.values import emails_in, phones_in
from shared.domain.kernel.errors import BodyMalformed
from shared.web.request import Request

MEDIA_TYPE = "application/vnd.relevo.form+json"
"""The type of such a delivery: nothing proves who sent it."""

_OPEN, _SITE = "open_form", "form_site"
_RESERVED = KNOWN | {
    _OPEN,
    _SITE,
}  # what routes decide by, and what Relevo says of the form: not for strangers to state


class SentForm(BaseModel):
    """What a visitor sent by an open form, after it was checked.

    Attributes:
        id: of the token with which it was sent.
        name, email, phone, message: as typed.
        more: other fields, by name.
        consent: what the person agreed to, with its text and time.
        page: the page of that site that showed the form, if its script said so.
        site: the origin of a site that may show the form, as the browser named it; empty for Relevo's own page.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    name: str = ""
    email: str = ""
    phone: str = ""
    message: str = ""
    more: Mapping[str, str] = {}
    consent: ConsentGiven | None = None
    page: str = ""
    site: str = ""

    def within(self, request: Request) -> Request:
        """Return the request with this as its delivery. It keeps no header of the visitor's browser."""
        return replace(request, raw=self.model_dump_json().encode(), headers={"content-type": MEDIA_TYPE}, query={})


def is_sent_form(request: Request) -> bool:
    """Return whether the delivery is a form that was sent openly."""
    return request.headers.get("content-type", "") == MEDIA_TYPE


def read_sent_form(request: Request, fields: FieldReadings | None = None) -> DeliveredEvent:
    """Return the event of an open form, identified by its token. Its attributes say that anybody may have sent it.

    Our fields are what Relevo labels and checks them as, whatever the source's mapping says. What a field beside ours
    says is an attribute under its own name, and not recognised, unless the team says what the field stands for; it is
    never a consent. If nobody is in it, the whole form waits for somebody to read it.

    Raises:
        BodyMalformed: it is none.
    """
    try:
        sent = SentForm.model_validate_json(request.raw)
    except ValidationError as error:
        raise BodyMalformed from error
    facts, builder = list(_facts(sent)), InquiryBuilder(fields)
    builder.add_attribute(_OPEN, value=True)
    builder.add_attribute(_SITE, sent.site)
    builder.add_attribute("listing_url", sent.page)
    for fact in facts:
        builder.fields.see(fact.field, fact.value, mapped=_is_mapped(fact, builder))
    fixed = [fact for fact in facts if not _is_mapped(fact, builder)]
    for fact in (*fixed, *add_mapped([fact for fact in facts if fact not in fixed], builder)):
        with builder.fields.of(fact.field):
            _add(fact, builder)
    if sent.consent:
        builder.state_consents([sent.consent])
    if not builder.has_person:
        builder.replace_message(unread(facts).message)
        return DeliveredEvent(sent.id, builder.build(), unidentified=True, by_anybody=True)
    return DeliveredEvent(sent.id, builder.build(), by_anybody=True)


def _is_mapped(fact: LabelledValue, builder: InquiryBuilder) -> bool:
    """Return whether the source's mapping is asked about a field: it is a site's own, and called no consent."""
    return bool(fact.name) and builder.fields.meaning(fact.field) != "consent"


def _facts(sent: SentForm) -> Iterator[LabelledValue]:
    """Yield the fields that were filled in; of those beside ours each with the name of the attribute that it is."""
    ours = {"name": sent.name, "email": sent.email, "phone": sent.phone, "message": sent.message}
    yield from (LabelledValue((name,), value) for name, value in ours.items() if value)
    for name, value in sent.more.items():
        own = attribute_name(name) or "field"
        yield LabelledValue((name,), value, name=f"form_{own}" if own in _RESERVED else own)


def _add(fact: LabelledValue, builder: InquiryBuilder) -> None:
    if fact.name:
        builder.add_attribute(fact.name, fact.value)
    elif fact.label == "email":
        for one in emails_in(fact.value):
            builder.add_field("email", one)
    elif fact.label == "phone":
        for one in phones_in(fact.value):
            builder.add_field("phone", one)
    else:
        builder.add_field("full_name" if fact.label == "name" else "message", fact.value)
