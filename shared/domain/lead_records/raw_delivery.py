"""Define what is kept of a delivery as it was received, so that it can be read again."""

from typing import Literal, Self

from pydantic import AwareDatetime

from shared.domain.kernel.record import LeadId, Record, SourceId, Value
from shared.domain.lead_records.delivery import Delivery


class RawPart(Value):
    """One part of a delivery, as its bytes were received.

    Attributes:
        name: `delivery` is what the provider sent, `details` what was then fetched from it.
        content_type: as received.
        headers: those that the provider's reader needs, names in lower case.
        size: in bytes.
        packed: the bytes, compressed, in Base64, if they are few.
        file: the key of the file that holds them, compressed, if they are many. Without both they could not be kept.
        shared: it holds other events too, so it may speak of other people.
    """

    name: Literal["delivery", "details"] = "delivery"
    content_type: str = ""
    headers: dict[str, str] = {}
    size: int
    packed: str | None = None
    file: str | None = None
    shared: bool = False


class ToReadPreview(Value):
    """What the beginning of a mail says: who it is from, its subject and its text; `cut` if there is more text."""

    sender: str = ""
    subject: str = ""
    text: str = ""
    cut: bool = False


class RawDelivery(Record):
    """A delivery as it was received. It lies beside the lead that it made or joined; without one beside its source.

    Attributes:
        hash, at: those of the `Delivery`.
        lead_id: the lead; None if there is none yet.
        parts: what was received; empty once they lie beside a lead.
        forget_at: when the table may delete it.
        said: of a mail that waits to be read, what it says, so that a list reads no mail; none beside a lead.

    Source: docs/rules.md, "Entry" 11.
    """

    source_id: SourceId
    hash: str
    at: AwareDatetime
    lead_id: LeadId | None = None
    parts: tuple[RawPart, ...] = ()
    forget_at: AwareDatetime
    said: ToReadPreview | None = None

    def of(self, delivery: Delivery) -> Self:
        """Return it as that of another record of the same delivery, beside its lead if it has one; not stored yet."""
        said = self.said if delivery.lead_id is None else None
        place = {"hash": delivery.hash, "at": delivery.at, "lead_id": delivery.lead_id, "version": 0, "said": said}
        return self.model_copy(update=place)

    @property
    def emptied(self) -> Self:
        """Return it with nothing in it any more: what was received lies beside a lead."""
        return self.model_copy(update={"parts": (), "said": None})

    @property
    def is_kept(self) -> bool:
        """Return whether the bytes of all its parts are kept."""
        return all(part.packed is not None or part.file is not None for part in self.parts)

    @property
    def files(self) -> tuple[str, ...]:
        """Return the keys of its files."""
        return tuple(part.file for part in self.parts if part.file)
