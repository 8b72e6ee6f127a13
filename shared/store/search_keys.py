"""What the person of a lead is found by: the words of the name, beginnings of e-mails, and ends of phones.

The first word of a name is found by the lead's own entry in the index `name`. The rest is kept in items of the lead's
partition, so it goes with the lead when it is erased. The n-th item has a further word, an e-mail and a phone, each in
the one index for its kind. Only names are in clear, as in the lead's own entry.

Of an e-mail or phone an item has the keyed hash of its first `LEAST` characters, and two digits of the keyed hash of
each longer beginning. So any beginning leads to a range of entries, and to few of others. Phones are read from their
end, as people remember them. Source: docs/decisions/0029-people-are-found-by-index-entries-of-their-leads.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from shared.domain.kernel.contact import WORD, AddressKind, cut
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.search import LEAST
from shared.store import indexes, keys
from shared.store.indexes import Index
from shared.store.item_attributes import NAME_BYTES, searched_name
from shared.store.table import Write

MAX_WORDS = 10  # of one name, beside the first
MOST = 16  # characters of an address that an entry tells apart
TURN = "\t"  # in the sort key of a word: where the name was turned; no normalised text has one

type PartHashes = Callable[[AddressKind, Sequence[str]], tuple[tuple[str, ...], ...]]
type Attributes = dict[str, str]
WHERE: dict[AddressKind, tuple[Index, str]] = {
    "email": (indexes.ALL, indexes.EMAILS),
    "phone": (indexes.QUEUE, indexes.PHONES),
}


class Range(NamedTuple):
    """A range of an index: a partition, and what its sort keys begin with."""

    on: Index
    pk: str
    prefix: str


def address_ranges(hashes: PartHashes, kind: AddressKind, typed: str) -> list[Range]:
    """Return where addresses are that begin with `typed`, by each version of the key, that in force first.

    Args:
        hashes: hashes parts of addresses (`MasterSecret.part_hashes`).
        kind: of address.
        typed: the beginning of an e-mail or the end of a phone, at least `LEAST` characters.
    """
    text = typed[::-1] if kind == "phone" else typed
    parts = [text[:end] for end in range(LEAST, min(len(text), MOST) + 1)]
    index, pk = WHERE[kind]
    return [Range(index, pk + first, "".join(one[:2] for one in longer)) for first, *longer in hashes(kind, parts)]


def writes(hashes: PartHashes, lead: Lead, before: Lead | None = None) -> list[Write]:
    """Return the writes by which the lead's person is found, to be committed with the lead, whose version guards them.

    Args:
        hashes: hashes parts of addresses (`MasterSecret.part_hashes`).
        lead: as it will be.
        before: as it is; None if it is new. Only what differs is written; an item that is not needed stays empty.

    Nobody finds a lead that is not real.
    """
    if not lead.is_real or (
        before is not None and (before.contact, before.also_named) == (lead.contact, lead.also_named)
    ):
        return []
    then = attributes(hashes, before) if before else []
    now = attributes(hashes, lead)
    changes = zip_longest(now, then, fillvalue=None)
    return [put(lead.lead_id, number, new or {}) for number, (new, old) in enumerate(changes) if new != old]


def put(lead_id: LeadId, number: int, values: Attributes, **guard: str) -> Write:
    """Return the write of one item."""
    key = keys.search_keys(lead_id, number)
    item: dict[str, Any] = {"PK": {"S": key.pk}, "SK": {"S": key.sk}}
    return Write(key, "Put", {"Item": item | {name: {"S": value} for name, value in values.items()}, **guard})


def attributes(hashes: PartHashes, lead: Lead) -> list[Attributes]:
    """Return the index attributes of each item of the lead's person, in order."""
    emails = _addresses(hashes, "email", lead.contact.typed_emails, lead.lead_id)
    phones = _addresses(hashes, "phone", lead.contact.typed_phones, lead.lead_id)
    none: Attributes = {}
    each = zip_longest(_words(lead), emails, phones, fillvalue=none)
    return [word | email | phone for word, email, phone in each]


def _words(lead: Lead) -> Iterator[Attributes]:
    """Yield an entry for each word but the one that the name begins with: the name, turned to begin with it."""
    name = searched_name(lead)
    found = [one for one in WORD.finditer(name) if one.start() > 0]
    for one in found[: MAX_WORDS + len(lead.also_named)]:
        turned = f"{name[one.start() :]}{TURN}{name[: one.start()].strip()}"
        yield {
            indexes.NAME.pk: f"{indexes.WORDS}{one[0][0]}",
            indexes.NAME.sk: f"{cut(turned, NAME_BYTES)}#{lead.lead_id}",
        }


def _addresses(hashes: PartHashes, kind: AddressKind, all_of: Sequence[str], lead_id: LeadId) -> Iterator[Attributes]:
    for address in all_of:
        if len(address) >= LEAST:
            index, pk, prefix = address_ranges(hashes, kind, address)[0]
            yield {index.pk: pk, index.sk: f"{prefix}#{lead_id}"}
