"""Define the form of a source that anybody may fill in: on a page of Relevo's own, and on the team's sites."""

import hashlib
from collections.abc import Iterator
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from shared.domain.kernel.record import Value
from shared.domain.plan_records.settings import Language

FormField = Literal["name", "email", "phone", "message"]
FIELDS: tuple[FormField, ...] = get_args(FormField)
Asked = Literal["required", "optional", "hidden"]
MAX_SITES = 20
MAX_CONSENT = 1_000  # characters; a statement of consent holds as many
# An origin as browsers send it: lower case, no path, no port that goes without saying. Plain HTTP only on one machine.
Site = Annotated[
    str,
    StringConstraints(
        pattern=r"^(https://[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?(:[0-9]{1,5})?|http://(127\.0\.0\.1|localhost)(:[0-9]{1,5})?)$"
    ),
]
# Its length is no part of the pattern: a repetition that is counted takes each start 5 ms to compile.
Link = Annotated[str, StringConstraints(pattern=r"^(https://[^\s\"'<>\\]+)?$", max_length=498)]


class OpenForm(Value):
    """What a source's form asks, and where it may stand.

    Attributes:
        language: of its labels and answers.
        name, email, phone, message: whether each is asked for.
        consent_text: what the person agrees to by a tick, without which nothing is sent; empty for no box.
        privacy_url: of the team's privacy notice; empty for no link.
        sites: the origins of pages that may show the form; Relevo's own page always may.

    Source: docs/rules.md, "Entry" 15.
    """

    language: Language = "es"
    name: Asked = "required"
    email: Asked = "required"
    phone: Asked = "optional"
    message: Asked = "optional"
    consent_text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_CONSENT)] = ""
    privacy_url: Link = ""
    sites: Annotated[tuple[Site, ...], Field(max_length=MAX_SITES)] = ()

    def asked(self) -> Iterator[tuple[FormField, Asked]]:
        """Yield the fields that are shown, in their order, with whether they are required."""
        for one in FIELDS:
            how: Asked = getattr(self, one)
            if how != "hidden":
                yield one, how

    @property
    def consent_version(self) -> str:
        """Return what tells this text of consent from every other: the beginning of its hash."""
        return hashlib.sha256(f"{self.consent_text}\n{self.privacy_url}".encode()).hexdigest()[:12]
