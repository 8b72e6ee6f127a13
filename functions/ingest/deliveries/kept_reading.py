"""Read a kept delivery as its source is read now, and tell what each of its fields became. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from functions.ingest.inquiries.delivered_event import DeliveredEvent, Pointer
from functions.ingest.inquiries.field_readings import FieldReading, FieldReadings
from functions.ingest.inquiries.inquiry_builder import as_text, read_object
from functions.ingest.providers import PROVIDERS, meta
from shared.domain.intake.office import office_of
from shared.domain.kernel.errors import BodyMalformed, BodyTooLarge
from shared.domain.lead_records.raw_delivery import RawDelivery, RawPart
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source
from shared.raw_files import RawFiles
from shared.web.errors import FieldErrors
from shared.web.request import Request


class KeptReading(NamedTuple):
    """What a delivery becomes by a mapping."""

    fields: tuple[FieldReading, ...]
    event: DeliveredEvent


def readable_part(raw: RawDelivery, source: Source, *, large: bool) -> RawPart | None:
    """Return the part that says who the person is; None if it holds others' events too, or is not kept.

    Args:
        raw: what was received.
        source: that sent it.
        large: take it from a file, too, which costs a read.
    """
    name = "details" if source.kind == "meta" else "delivery"
    part = next((one for one in raw.parts if one.name == name and not one.shared), None)
    return part if part and (part.packed is not None or (large and part.file)) else None


def read_kept(
    part: RawPart, raw: RawDelivery, plan: Plan, source: Source, mapping: Mapping[str, str], files: RawFiles
) -> KeptReading | None:
    """Return what a part of a kept delivery becomes by this mapping; None if it cannot be read, or has no fields."""
    content = files.read(part)
    if content is None:
        return None
    fields = FieldReadings(mapping)
    try:
        events = (
            _details(content, fields) if part.name == "details" else _events(content, part, raw, plan, source, fields)
        )
    except (BodyMalformed, BodyTooLarge, FieldErrors):
        return None
    return KeptReading(fields.found, events[0]) if len(events) == 1 and fields.found else None


def _events(
    content: bytes, part: RawPart, raw: RawDelivery, plan: Plan, source: Source, fields: FieldReadings
) -> list[DeliveredEvent]:
    headers = {**part.headers, **({"content-type": part.content_type} if part.content_type else {})}
    request = Request(None, headers, content, raw.at, "", "provider")
    events = PROVIDERS[source.kind].parse(request, office_of(plan), fields)
    return [one for one in events if isinstance(one, DeliveredEvent)]


def _details(content: bytes, fields: FieldReadings) -> list[DeliveredEvent]:
    answer = read_object(content)
    return [meta.details(Pointer(as_text(answer.get("id"))), answer, fields)]
