"""Interpret a search text: as an e-mail, a phone, or the beginning of a name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Annotated

from pydantic import Field, StringConstraints

from functions.supervise.leads.filters import LeadFilters
from shared.addresses import normal_email, normal_phone
from shared.domain.kernel.contact import is_name, normalise_text
from shared.domain.kernel.errors import Invalid
from shared.domain.leads.search import PersonQuery
from shared.store import keys
from shared.store.lists.lead_lists import Entry, Partition
from shared.web.paging import PageQuery

MAX_SOUGHT = 200  # characters
CURSOR_ROOM = 1280  # bytes: a position in the index of names, whose longest name takes 900
_DIALLED = re.compile(r"[+(\d][\d\s().\-/]{4,}")


class SearchBody(PageQuery, LeadFilters):
    """The search text, and filters. All filters given must hold."""

    q: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_SOUGHT),
        Field(description="A whole e-mail or phone, or how the name begins."),
    ]


def to_person_query(q: str, country: str) -> PersonQuery:
    """Return what to search for: an e-mail or a phone if `q` can be one, else a name.

    Args:
        q: the text as typed.
        country: ISO 3166 code, for phones without a country code.

    Raises:
        Invalid: `q` holds nothing to search for.
    """
    if "@" in q and (email := normal_email(q)):
        return PersonQuery("email", email)
    if _DIALLED.fullmatch(q) and (phone := normal_phone(q, country)):
        return PersonQuery("phone", phone)
    name = normalise_text(q)
    if not name:
        raise Invalid(("body", "q"), "nothing_to_look_for", "There is nothing in it to look for.")
    return PersonQuery("name", name)


def name_partition(name: str) -> Partition:
    """Return the index partition of leads whose normalised name begins with `name`, in the order of names."""
    return Partition(keys.NAME, name[:1], (name,), forward=True)


def masked_partition(name: str) -> Partition:
    """Return the same, without the leads whose masked name begins otherwise than the whole one."""
    return replace(name_partition(name), keeps=_is_masked_by_initial)


def _is_masked_by_initial(entry: Entry) -> bool:
    name, _, _ = entry.sk.rpartition("#")
    return is_name(name.split(" ")[0])
