"""Read a batch of the stream: records with the attribute `tell`, before and after the write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from shared.domain.intake.to_read import waits_to_be_read
from shared.domain.kernel.audit import Audit
from shared.domain.kernel.record import Record
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.retention_progress import RetentionProgress
from shared.domain.lead_records.source_watch import WatchedSources
from shared.domain.notifications.address_pause import AddressPause
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.target import Target
from shared.observe import count, logger
from shared.store import codec, keys
from shared.store.codec import Item
from shared.store.partitions import PartitionKey


@dataclass
class StreamRecords:
    """A batch in the stream's order: records before and after each write; new audits."""

    leads: list[tuple[Lead | None, Lead]] = field(default_factory=list)
    routes: list[tuple[Route | None, Route]] = field(default_factory=list)
    targets: list[tuple[Target | None, Target]] = field(default_factory=list)
    retention: list[tuple[RetentionProgress | None, RetentionProgress]] = field(default_factory=list)
    sources: list[tuple[WatchedSources | None, WatchedSources]] = field(default_factory=list)
    addresses: list[tuple[AddressPause | None, AddressPause]] = field(default_factory=list)
    to_read: list[Delivery] = field(default_factory=list)  # new mails that wait to be read
    dealt_with: list[Delivery] = field(default_factory=list)  # mails that were read, and wait no more
    comments: list[tuple[Comment | None, Comment]] = field(default_factory=list)
    audits: list[Audit] = field(default_factory=list)
    to_keep: list[Item] = field(default_factory=list)  # new entries of the audit and of who saw what, as written


def read_stream(records: Iterable[dict[str, Any]]) -> StreamRecords:
    """Read a batch. Log and count a record that this release cannot read, and leave it out."""
    batch = StreamRecords()
    for record in records:
        change = record["dynamodb"]
        old, new = change.get("OldImage"), change.get("NewImage")
        if new is None:
            continue
        try:
            _add(batch, old, new)
        except ValidationError:
            logger.error("record_unreadable", extra={"record": new["PK"]["S"]})
            count("NewsUnreadable")
    return batch


def _add(batch: StreamRecords, old: Item | None, new: Item) -> None:
    pk, sk = new["PK"]["S"], new["SK"]["S"]
    if pk.startswith(PartitionKey.LEADS) and sk == "LEAD":
        batch.leads.append((_read(Lead, old), codec.from_item(Lead, new)))
    elif pk.startswith(PartitionKey.LEADS) and "#comment_" in sk:
        batch.comments.append((_read(Comment, old), codec.from_item(Comment, new)))
    elif pk.startswith(PartitionKey.AUDITS):
        if old is None:
            batch.audits.append(codec.from_item(Audit, new))
            batch.to_keep.append(new)
    elif pk.startswith(PartitionKey.DELIVERIES):
        _add_mail(batch, _read(Delivery, old), codec.from_item(Delivery, new))
    elif pk.startswith(PartitionKey.SEEN) and old is None:
        batch.to_keep.append(new)
    elif sk.startswith("ROUTE#"):
        batch.routes.append((_read(Route, old), codec.from_item(Route, new)))
    elif sk.startswith("TARGET#"):
        batch.targets.append((_read(Target, old), codec.from_item(Target, new)))
    elif (pk, sk) == keys.RETENTION:
        batch.retention.append((_read(RetentionProgress, old), codec.from_item(RetentionProgress, new)))
    elif (pk, sk) == keys.WATCHED:
        batch.sources.append((_read(WatchedSources, old), codec.from_item(WatchedSources, new)))
    elif pk == PartitionKey.ADDRESSES:
        batch.addresses.append((_read(AddressPause, old), codec.from_item(AddressPause, new)))


def _add_mail(batch: StreamRecords, before: Delivery | None, after: Delivery) -> None:
    if before is None:
        batch.to_read.append(after)
    elif waits_to_be_read(before) and not waits_to_be_read(after):
        batch.dealt_with.append(after)


def _read[R: Record](kind: type[R], item: Item | None) -> R | None:
    return codec.from_item(kind, item) if item else None
