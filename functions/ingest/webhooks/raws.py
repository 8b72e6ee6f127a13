"""Keep what an authentic request held, as it was received, for the events in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from functions.ingest.providers import PROVIDERS
from functions.ingest.webhooks.verified_request import VerifiedRequest
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.raw_delivery import RawDelivery, RawPart
from shared.domain.plan_records.source import Kind
from shared.raw_files import RawFiles, is_small
from shared.store import codec, keys
from shared.store.table import Table

KEPT_HEADERS = ("content-type", "content-encoding")  # beside those that the provider's reader needs
MAX_HEADER = 500  # characters of a header
# Google sends the source's secret in the body; the reader does not need it, and it may not be shown.
_KEY = re.compile(rb'("google_key"\s*:\s*")(?:[^"\\]|\\.)*(")')


class RawKeeper:
    """Keep what was received: with the record of its delivery, or, if it is large, as a file before that.

    Source: docs/rules.md, "Entry" 11.
    """

    def __init__(self, table: Table, files: RawFiles) -> None:
        self._table, self._files = table, files

    def of(self, verified: VerifiedRequest, deliveries: Sequence[Delivery]) -> RawDelivery:
        """Return what was received, to be stored with these deliveries, which are all that it holds.

        A file is written only if one of them is new: what comes again brings nobody back who was erased meanwhile.
        """
        request, source = verified.request, verified.source
        raw = _KEY.sub(rb"\1***\2", request.raw) if source.kind == "google" else request.raw
        headers = kept_headers(source.kind, request.headers)
        part = RawPart(content_type=headers.pop("content-type", ""), headers=headers, size=len(raw),
                       shared=len(deliveries) > 1)  # fmt: skip
        parts: tuple[RawPart, ...] = ()
        if (is_small(raw) and not part.shared) or self._any_new(deliveries):
            place = f"{source.source_id}/{verified.keyed_hash(f'raw:{hashlib.sha256(raw).hexdigest()}')}"
            parts = (self._files.keep(part, raw, place, verified.kept_days),)
        return RawDelivery(source_id=source.source_id, hash="", at=request.now, parts=parts,
                           forget_at=verified.kept_until)  # fmt: skip

    def _any_new(self, deliveries: Sequence[Delivery]) -> bool:
        found = self._table.items(keys.delivery(one.source_id, one.hash) for one in deliveries)
        there = {one.hash: one for one in (codec.from_item(Delivery, item) for item in found.values())}
        return any(one.hash not in there or there[one.hash].is_other_event(one) for one in deliveries)


def kept_headers(kind: Kind, headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a delivery that are kept with it, names in lower case."""
    names = dict.fromkeys((*PROVIDERS[kind].headers, *KEPT_HEADERS))
    return {name: headers[name][:MAX_HEADER] for name in names if name in headers}
