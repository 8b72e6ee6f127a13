"""Read what SES tells of a mail that was sent: that it came back, or that its reader called it unwanted.

Strangers' servers cause these messages, so of their content only addresses and a few codes are read, and none is
logged.
"""

from email.utils import parseaddr
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, Field, TypeAdapter, ValidationError

from shared.domain.notifications.address_pause import AddressEvent

# SES says so itself, once, when it begins to publish to a topic. It is no JSON.
CHECK = "Successfully validated SNS topic"
WANTED = "not-spam"  # a complaint by which a reader takes an earlier one back


class Unknown(Exception):
    """The message is no event of SES that this release knows."""


class _Sent(BaseModel):
    timestamp: AwareDatetime


class _Receiver(BaseModel):
    address: str = Field(alias="emailAddress", max_length=1000)


class _Bounce(BaseModel):
    kind: str = Field(alias="bounceType")
    receivers: tuple[_Receiver, ...] = Field(alias="bouncedRecipients")


class _Complaint(BaseModel):
    kind: str | None = Field(None, alias="complaintFeedbackType")
    receivers: tuple[_Receiver, ...] = Field(alias="complainedRecipients")


class _Bounced(BaseModel):
    event: Literal["Bounce"] = Field(alias="eventType")
    mail: _Sent
    bounce: _Bounce


class _Complained(BaseModel):
    event: Literal["Complaint"] = Field(alias="eventType")
    mail: _Sent
    complaint: _Complaint


_EVENTS: TypeAdapter[_Bounced | _Complained] = TypeAdapter(
    Annotated[_Bounced | _Complained, Field(discriminator="event")]
)


def read_trouble(body: str) -> AddressEvent | None:
    """Return what pauses addresses; None if nothing does: a mail that may still arrive, or SES's check of the topic.

    Raises:
        Unknown: it is no event of these kinds.
    """
    if body.startswith(CHECK):
        return None
    try:
        told = _EVENTS.validate_json(body)
    except ValidationError:
        raise Unknown from None
    if isinstance(told, _Bounced):
        return _trouble("bounce", told.bounce.receivers, told.mail) if told.bounce.kind == "Permanent" else None
    return _trouble("complaint", told.complaint.receivers, told.mail) if told.complaint.kind != WANTED else None


def _trouble(cause: Literal["bounce", "complaint"], receivers: tuple[_Receiver, ...], mail: _Sent) -> AddressEvent:
    """Return the trouble by plain addresses, as members have theirs: without a name, in lower case, each once."""
    found = (parseaddr(one.address)[1].lower() for one in receivers)
    return AddressEvent(cause, tuple(dict.fromkeys(one for one in found if one)), mail.timestamp)
