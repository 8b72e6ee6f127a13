"""Operations that show the fields of a source's deliveries, and what a mapping would make of the last one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Self

from pydantic import AwareDatetime, JsonValue

from functions.ingest.deliveries.kept_reading import KeptReading, read_kept, readable_part
from functions.ingest.inquiries.delivered_event import DeliveredEvent
from functions.ingest.inquiries.field_readings import FieldReading
from functions.ingest.inquiries.inquiry_builder import as_list, shortened
from functions.ingest.inquiries.normalised_contact import normalise_contact
from functions.ingest.text.hidden_names import hide
from shared.domain.kernel.record import LeadId, SourceId
from shared.domain.lead_records.delivery import Delivery
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import FIXED
from shared.lead_session import LeadSession
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret, mail_names
from shared.store import deliveries
from shared.store.table import Table
from shared.web.field_mapping import FieldMappingBody
from shared.web.person_schemas import ContactShown
from shared.web.request import Request
from shared.web.schemas import Shown

READ = 20  # deliveries
LISTED = 300  # fields
MAX_SAMPLE = 1_000  # letters


class FieldShown(Shown):
    """A field, what was sent in it last, and what that is taken for: the first one first, none if it is left out.

    `meaning` is what the mapping says, and `unfit` that the value is not that. Without `at` the field is only mapped:
    the deliveries that were read do not have it. `last` says that the last one has it.
    """

    name: str
    at: AwareDatetime | None = None
    last: bool = False
    sample: str | None = None
    taken_for: tuple[str, ...] = ()
    meaning: str | None = None
    unfit: bool = False

    @classmethod
    def of(cls, reading: FieldReading, delivery: Delivery, names: Sequence[str], *, last: bool) -> Self:
        """Return a field of a delivery, without these names."""
        values = [one for value in reading.values for one in as_list(value)]
        text = "\n".join("" if one is None else str(one) for one in values)
        return cls(name=reading.name, at=delivery.at, last=last, sample=shortened(hide(names, text), MAX_SAMPLE),
                   taken_for=tuple(reading.taken_for), meaning=reading.wanted, unfit=reading.unfit)  # fmt: skip


class PreviewedConsentShown(Shown):
    """What a person agrees to, or does not."""

    purpose: str
    channel: str
    given: bool


class PreviewedInquiryShown(Shown):
    """What a delivery becomes. If it is `unidentified`, nobody is found in it: it waits in the pool to be read."""

    contact: ContactShown
    message: str
    attributes: dict[str, JsonValue]
    consents: tuple[PreviewedConsentShown, ...]
    unidentified: bool

    @classmethod
    def of(cls, event: DeliveredEvent, country: str, names: Sequence[str]) -> Self:
        """Return the inquiry of an event, with addresses as they are stored, without these names."""
        given = event.inquiry
        return cls(
            contact=ContactShown.of(normalise_contact(given.contact, country)), message=hide(names, given.message),
            attributes=_without(names, given.attributes), unidentified=event.unidentified,
            consents=tuple(PreviewedConsentShown(purpose=one.purpose, channel=one.channel, given=one.given)
                           for one in given.consents),
        )  # fmt: skip


class SourceFieldsShown(Shown):
    """The fields of a source's last 20 deliveries, those of the last one first; and what the last one becomes.

    Without `delivery_id` there is none that is kept and has fields.
    """

    fields: tuple[FieldShown, ...]
    delivery_id: str | None = None
    at: AwareDatetime | None = None
    inquiry: PreviewedInquiryShown | None = None


class SourceFields:
    """Show the fields of a source's deliveries as they are read, or would be.

    Source: docs/rules.md, "Entry" 16 and 17.
    """

    def __init__(self, session: LeadSession, table: Table, files: RawFiles, secret: MasterSecret) -> None:
        self._session, self._table, self._files, self._secret = session, table, files, secret

    def list_fields(self, request: Request, source_id: SourceId) -> SourceFieldsShown:
        """List the fields that a source has sent lately, what they are taken for, and what its last delivery becomes.

        Of whose lead a value is shown, the contact was seen: it is recorded.

        Raises:
            Missing: there is no such source.
            Busy: it could not be recorded.
        """
        return self._shown(request, source_id, None)

    def preview_mapping(self, request: Request, source_id: SourceId, body: FieldMappingBody) -> SourceFieldsShown:
        """Show the same as this mapping would have it. Nothing is stored but who saw whose contact.

        Raises:
            Missing, Busy: as for `list_fields`.
        """
        return self._shown(request, source_id, body.root)

    def _shown(self, request: Request, source_id: SourceId, mapping: Mapping[str, str] | None) -> SourceFieldsShown:
        _, plan = self._session.caller(request)
        source = plan.source(source_id)
        if mapping is None:
            mapping = source.mapping
        found = [] if source.kind in FIXED else self._read(plan, source_id, mapping)
        names = mail_names(self._secret, source, request.now) if source.kind == "email" else ()
        fields: dict[str, FieldShown] = {}
        seen: list[LeadId] = []
        for place, (delivery, reading) in enumerate(found):
            new = [one for one in reading.fields if one.name not in fields]
            fields |= {one.name: FieldShown.of(one, delivery, names, last=place == 0) for one in new}
            if new and delivery.lead_id:
                seen.append(delivery.lead_id)
        self._record(request, seen)
        fields |= {name: FieldShown(name=name, meaning=one) for name, one in mapping.items() if name not in fields}
        listed = tuple(fields.values())[:LISTED]
        if not found:
            return SourceFieldsShown(fields=listed)
        last, reading = found[0]
        inquiry = PreviewedInquiryShown.of(reading.event, plan.settings.country, names)
        return SourceFieldsShown(fields=listed, delivery_id=last.hash, at=last.at, inquiry=inquiry)

    def _read(self, plan: Plan, source_id: SourceId, mapping: Mapping[str, str]) -> list[tuple[Delivery, KeptReading]]:
        """Return the last deliveries that have fields, the newest first. Large ones are read until there is one."""
        source, found = plan.source(source_id), deliveries.newest(self._table, source_id, READ)
        raws = deliveries.raws_of(self._table, found)
        read: list[tuple[Delivery, KeptReading]] = []
        for delivery in found:
            raw = raws.get(delivery.hash)
            part = readable_part(raw, source, large=not read) if raw else None
            if raw and part and (reading := read_kept(part, raw, plan, source, mapping, self._files)):
                read.append((delivery, reading))
        return read

    def _record(self, request: Request, lead_ids: list[LeadId]) -> None:
        """Record that the caller saw these leads."""
        if not lead_ids:
            return
        snapshots = self._session.read_many(request, list(dict.fromkeys(lead_ids)))
        for lead_id in snapshots.leads:
            if snapshot := snapshots.of(lead_id, request.now):
                self._session.record_seen(snapshot)


def _without(names: Sequence[str], attributes: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    return {name: hide(names, one) if isinstance(one, str) else one for name, one in attributes.items()}
