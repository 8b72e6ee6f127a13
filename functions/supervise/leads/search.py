"""Interpret a search text: as an e-mail, a phone, or words of a name."""

import re
from typing import Annotated

from pydantic import Field, StringConstraints

from functions.supervise.leads.filters import LeadFilters
from shared.addresses import normal_email, normal_phone
from shared.domain.kernel.contact import digits_of, is_name, normalise_text, words_of
from shared.domain.kernel.errors import Invalid
from shared.domain.leads.search import LEAST, PersonQuery
from shared.store import indexes
from shared.store.lists.lead_lists import Entry, Partition
from shared.web.paging import PageBody

MAX_SOUGHT = 200  # characters
CURSOR_ROOM = 1280  # bytes: a position in the index of names, whose longest name takes 900
_DIALLED = re.compile(r"[+(\d][\d\s().\-/]{3,}")


class SearchBody(PageBody, LeadFilters):
    """The search text, and filters. All filters given must hold."""

    q: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_SOUGHT),
        Field(description="How words of the name begin, how an e-mail begins, or how a phone ends."),
    ]


def to_person_query(q: str, country: str) -> PersonQuery:
    """Return what to search for: a phone if `q` is dialled, an e-mail if it has an `@`, else a name or an e-mail.

    Args:
        q: the text as typed.
        country: ISO 3166 code, for phones without a country code.

    Raises:
        Invalid: `q` holds nothing to search for.
    """
    text, typed = normalise_text(q), q.strip().lower()
    if not text:
        raise Invalid(("body", "q"), "nothing_to_look_for", "There is nothing in it to look for.")
    if _DIALLED.fullmatch(q) and len(digits := digits_of(q)) >= LEAST:
        phone = normal_phone(q, country)
        return PersonQuery(text, digits=digits, whole=("phone", phone) if phone else None)
    email = typed if len(typed) >= LEAST and not any(map(str.isspace, typed)) else ""
    if "@" in q:
        normal = normal_email(q)
        return PersonQuery(text, email=email, whole=("email", normal) if normal else None)
    return PersonQuery(text, words=words_of(q), email=email)


def masked_partition(name: str) -> Partition:
    """Return the index partition of leads whose masked name begins with `name`, in the order of names."""
    return Partition(indexes.NAME, name[:1], (name,), forward=True, keeps=_is_masked_by_initial)


def _is_masked_by_initial(entry: Entry) -> bool:
    name, _, _ = entry.sk.rpartition("#")
    return is_name(name.split(" ")[0])
