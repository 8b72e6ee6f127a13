"""Count what a search for a person reads among 10,000 leads, and what it costs each lead to be found.

Entries are kept in a sorted list, as an index keeps them, so that ten thousand leads take seconds. Read units are those
of eventually consistent queries, 8 kB each, and of consistent batch reads, 4 kB a lead.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import random
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from benchmarks.result import Result, judged
from functions.supervise.leads.search import to_person_query
from shared.domain.kernel.contact import Address, AddressKind, Contact, normalise_text
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.store import indexes, keys, search_keys
from shared.store.indexes import Index
from shared.store.lists import person_search
from tests import make

LEADS = 10_000
OVERHEAD = 100  # bytes of an index entry that DynamoDB adds
FIRST = ("María", "Ana", "Lucía", "José", "Carmen", "Antonio", "Marta", "Javier", "Pilar", "Íñigo", "Zoe", "Omar")
LAST = ("García", "Fernández", "López", "Pérez", "Gómez", "Ruiz", "Sanz", "Vega", "Ortega", "Navarro", "Mora", "Zubiri")
SEARCHES = ("mar", "garc", "lucia per", "zubiri zoe", "maria del pilar", "nobody garcia")


class Entries:
    """Stand in for the table's indexes: query them as `Table` does, and count what that reads."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
        self.calls, self.units = 0, 0.0

    def add(self, index: Index, pk: str, sk: str, lead_id: LeadId, item: str) -> None:
        """Add an entry."""
        self._entries.setdefault((index.name, pk), []).append((sk, keys.lead(lead_id).pk, item))

    def sort(self) -> None:
        """Sort the entries, once all are there."""
        for entries in self._entries.values():
            entries.sort()

    def query(
        self, pk: str, prefix: str, *, index: Index, limit: int, after: dict[str, Any] | None
    ) -> Iterator[dict[str, Any]]:
        """Yield entries whose sort key begins with `prefix`, `limit` at most."""
        entries = self._entries.get((index.name, pk), [])
        start = bisect_left(entries, (prefix,))
        if after:
            start = bisect_left(entries, (after[index.sk]["S"], after["PK"]["S"], after["SK"]["S"])) + 1
        found = [one for one in entries[start : start + limit] if one[0].startswith(prefix)]
        size = sum(len(pk) + sum(len(part.encode()) for part in one) + OVERHEAD for one in found)
        self.calls += 1
        self.units += max(0.5, math.ceil(size / 4096) / 2)
        return ({"PK": {"S": lead}, "SK": {"S": item}, index.sk: {"S": sk}} for sk, lead, item in found)


def measure() -> Iterable[Result]:
    """Measure the writes of a lead to be found, and the reads of some searches."""
    people = {make.id_of("lead", str(number)): person(number) for number in range(LEADS)}
    leads = [make.owned(lead_id=lead_id, contact=one) for lead_id, one in people.items()]
    items = {lead.lead_id: search_keys.attributes(part_hashes, lead) for lead in leads}
    units = sum(2 + len(values) / 2 for several in items.values() for values in several) / LEADS
    each = sum(map(len, items.values())) / LEADS
    yield judged("P5", "a lead made findable: write units", units, "units", "≤ 7", f"{each:.1f} items a lead")
    entries = Entries()
    for lead_id, several in items.items():
        name = normalise_text(people[lead_id].name)
        entries.add(indexes.NAME, name[:1], f"{name}#{lead_id}", lead_id, "LEAD")
        for number, values in enumerate(several):
            for index in (indexes.NAME, indexes.ALL, indexes.QUEUE):
                if index.pk in values:
                    sk = keys.search_keys(lead_id, number).sk
                    entries.add(index, values[index.pk], values[index.sk], lead_id, sk)
    entries.sort()
    one = people[make.id_of("lead", "4321")]
    [email], [phone] = one.typed_emails, one.typed_phones
    for q in (*SEARCHES, email.partition("@")[0][:-1], phone[-4:], phone[-9:-2]):
        yield _search(entries, people, q)


def _search(entries: Entries, people: dict[LeadId, Contact], q: str) -> Result:
    """Search as a Manager does from the finder: ten results."""
    entries.calls, entries.units = 0, 0.0
    person, leads_read = to_person_query(q, "ES"), 0

    def read(ids: Iterable[LeadId]) -> list[Lead]:
        nonlocal leads_read
        wanted = list(ids)
        leads_read += len(wanted)
        return [make.owned(lead_id=one, contact=people[one]) for one in wanted]

    shelves = person_search.shelves(person, part_hashes)
    found = person_search.page(entries, shelves, None, 10, lambda lead: person.matches(lead.contact), read)  # type: ignore[arg-type]
    told = (
        f"{entries.calls} queries, {entries.units:g} units of entries, {leads_read} leads, {len(found.records)} found"
    )
    return judged("P13", f"searching {q!r} among {LEADS:,} leads", entries.units + leads_read, "units", "≤ 60", told)


def part_hashes(kind: AddressKind, parts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Hash parts of an address as the secret does."""
    return (tuple(hmac.new(b"key", f"{kind} part:{part}".encode(), hashlib.sha256).hexdigest() for part in parts),)


def person(number: int) -> Contact:
    """Return the same person for the same number: a first name, sometimes two, and one or two surnames."""
    chance = random.Random(number)  # no secret
    first, last = chance.choice(FIRST), chance.choice(LAST)
    email = f"{normalise_text(first)}.{normalise_text(last)}.{number}@example.com"
    phone = f"+346{chance.randrange(10**8):08}"
    return Contact(
        first_name=f"{first} del Pilar" if number % 20 == 0 else first,
        last_name=f"{last} {chance.choice(LAST)}" if number % 2 else last,
        emails=(Address(given=email, normal=email),),
        phones=(Address(given=phone, normal=phone),),
    )
