"""What a batch of the stream tells: the records that carry `tell`, as they were and as they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from shared.domain.kernel.record import Record
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.target import Target
from shared.observe import count, logger
from shared.store import codec
from shared.store.codec import Item


@dataclass
class StreamRecords:
    """A batch: the steps of leads, routes and targets, and new comments, each in the order in which they came."""

    leads: list[tuple[Lead | None, Lead]] = field(default_factory=list)
    routes: list[tuple[Route | None, Route]] = field(default_factory=list)
    targets: list[tuple[Target | None, Target]] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


def read_stream(records: Iterable[dict[str, Any]]) -> StreamRecords:
    """The batch, read. A record that this release cannot read is logged, counted and left out."""
    heard = StreamRecords()
    for record in records:
        change = record["dynamodb"]
        old, new = change.get("OldImage"), change.get("NewImage")
        if new is None:
            continue
        try:
            _add(heard, old, new)
        except ValidationError:
            logger.error("record_unreadable", extra={"record": new["PK"]["S"]})
            count("NewsUnreadable")
    return heard


def _add(heard: StreamRecords, old: Item | None, new: Item) -> None:
    pk, sk = new["PK"]["S"], new["SK"]["S"]
    if pk.startswith("LEAD#") and sk == "LEAD":
        heard.leads.append((_read(Lead, old), codec.from_item(Lead, new)))
    elif pk.startswith("LEAD#") and "#comment_" in sk and old is None:
        heard.comments.append(codec.from_item(Comment, new))
    elif sk.startswith("ROUTE#"):
        heard.routes.append((_read(Route, old), codec.from_item(Route, new)))
    elif sk.startswith("TARGET#"):
        heard.targets.append((_read(Target, old), codec.from_item(Target, new)))


def _read[R: Record](kind: type[R], item: Item | None) -> R | None:
    return codec.from_item(kind, item) if item else None
