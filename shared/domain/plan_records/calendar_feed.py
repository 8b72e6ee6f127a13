"""Define the private calendar feed of a member."""

import hashlib
from typing import Annotated

from pydantic import AwareDatetime, StringConstraints

from shared.domain.kernel.record import Value


class CalendarFeed(Value):
    """The address at which calendar programs read a member's shifts and tasks.

    `hash` is of the address's secret token, which is nowhere stored. `made_at` is when this address was made.

    Source: docs/rules.md, "Calendar feed" 1.
    """

    hash: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    made_at: AwareDatetime


def token_hash(token: str) -> str:
    """Return what is stored of a token; no key is needed, as nobody can try 256 random bits."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
