"""Define the request bodies of ingest: a provider's ignores unknown fields, a member's refuses them."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    StrictInt,
    StrictStr,
    StringConstraints,
    ValidationError,
    model_validator,
)

from functions.ingest.inquiries.consents import ConsentGiven, certain_consents
from shared.domain.kernel.clean_text import clean_value
from shared.domain.kernel.contact import Channel
from shared.domain.kernel.errors import BodyMalformed, Refusal
from shared.domain.kernel.field_error import field_error
from shared.domain.kernel.record import SourceId
from shared.domain.lead_records.inquiry import MAX_ATTRIBUTES, MAX_DEPTH, MAX_MESSAGE, json_depth, json_size
from shared.web.attributes import Attributes
from shared.web.contact_fields import Addresses, Text, text
from shared.web.errors import FieldErrors
from shared.web.field_errors import to_field_error
from shared.web.schemas import RecipientBody, RequestModel

MAX_ISSUES = 100  # reported of one body: those of a hostile one might not fit into a response
_MessageText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_MESSAGE)]
Message = Annotated[_MessageText, BeforeValidator(text, json_schema_input_type=_MessageText | None)]


def _one_of(*values: str) -> BeforeValidator:
    """Accept these values, and read any other as None."""
    return BeforeValidator(lambda given: given if given in values else None, json_schema_input_type=JsonValue)


Kind = Annotated[Literal["message"] | None, _one_of("message")]
By = Annotated[Channel | None, _one_of(*get_args(Channel))]


class ContactGiven(BaseModel):
    """A person as a provider or a member names them; nothing is required. Unknown fields are kept for recognition."""

    model_config = ConfigDict(frozen=True, extra="allow")

    first_name: Text = ""
    last_name: Text = ""
    emails: Addresses = ()
    phones: Addresses = ()

    @property
    def reachable(self) -> bool:
        """Return whether there is a first name, an e-mail or a phone."""
        return bool(self.first_name or any(self.emails) or any(self.phones))


class InquiryGiven(BaseModel):
    """The body of `standard` and `api_key`. Unknown fields are kept for recognition."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: StrictStr | StrictInt | None = None
    contact: ContactGiven
    attributes: Attributes = {}
    message: Message = ""
    kind: Kind = Field(None, description="`message`: what a known person writes, no inquiry.")
    channel: By = Field(None, description="By which the message came.")
    consents: tuple[ConsentGiven, ...] = Field((), description="What the person agreed to; what is not certain of it "
                                               "becomes the attribute `consents`.")  # fmt: skip

    @property
    def message_channel(self) -> Channel | None:
        """Return the channel of a known person's message: the one named, else one they have; None for an inquiry."""
        if self.kind is None or not self.message:
            return None
        return self.channel or ("text" if any(self.contact.phones) else "email")

    @model_validator(mode="before")
    @classmethod
    def _keep_certain_consents(cls, given: object) -> object:
        if not isinstance(given, dict) or "consents" not in given:
            return given
        certain, rest = certain_consents(given["consents"])
        return {
            **given,
            "consents": certain,
            **({"attributes": _with_rest(given.get("attributes"), rest)} if rest else {}),
        }

    @model_validator(mode="after")
    def _is_not_empty(self) -> Self:
        if not (self.contact.reachable or self.contact.last_name or self.message):
            raise field_error("nothing_said", "a name, an address or a message is needed")
        return self


def _with_rest(attributes: object, rest: list[Any]) -> object:
    """Return the attributes with consents that are not certain, unless that is too much or they have such a name."""
    if attributes is not None and not isinstance(attributes, dict):
        return attributes
    more = {**(attributes or {}), "consents": clean_value(rest)}
    fits = json_depth(more) <= MAX_DEPTH and json_size(more) <= MAX_ATTRIBUTES
    return more if fits and "consents" not in (attributes or {}) else attributes


def read_inquiry(raw: bytes) -> InquiryGiven:
    """Parse the inquiry in a body.

    Raises:
        BodyMalformed: the body is not JSON.
        FieldErrors: a field is missing or wrong.
    """
    try:
        return InquiryGiven.model_validate_json(raw)
    except ValidationError as error:
        raise _refusal(error) from None


def to_inquiry(given: Mapping[str, object]) -> InquiryGiven:
    """Validate the inquiry that a provider's parser has put together. Raises FieldErrors."""
    try:
        return InquiryGiven.model_validate(given)
    except ValidationError as error:
        raise _refusal(error) from None


def _refusal(error: ValidationError) -> Refusal:
    issues = error.errors(include_url=False, include_input=False)
    if any(issue["type"] == "json_invalid" for issue in issues):
        return BodyMalformed()
    return FieldErrors([to_field_error(("body", *issue["loc"]), issue) for issue in issues[:MAX_ISSUES]])


def event_id_of(inquiry: InquiryGiven) -> str | None:
    """Return the `id` in the body; None if it is missing or empty."""
    return str(inquiry.id).strip() or None if inquiry.id is not None else None


class ContactBody(ContactGiven):
    """A person as a member enters them: a first name or an address, at least."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="after")
    def _is_somebody(self) -> Self:
        if not self.reachable:
            raise field_error("contact_needed", "a first name, an e-mail or a phone is needed")
        return self


class LeadBody(RequestModel):
    """A lead entered by hand, and where it shall go."""

    contact: ContactBody
    source_id: SourceId | None = None
    attributes: Attributes = {}
    message: Message = ""
    routing: Literal["route", "pool"] | RecipientBody
