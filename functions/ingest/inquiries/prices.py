"""Read prices as people write them."""

from __future__ import annotations

import re

_RUN = re.compile(r"[0-9][0-9.,'\s]*+")
# Groups of three digits with one separator between them, or digits only; then maybe cents after another separator.
_PRICE = re.compile(r"([0-9]{1,3}(?:([.,'\s])[0-9]{3}(?:\2[0-9]{3}){0,3})|[0-9]{1,15})(?:[.,][0-9]{1,2})?")


def price_of(given: str) -> int | None:
    """Return the first price in a text, without cents, or None: `450.000 €`, `$1,200.50 a month`, `EUR 980`."""
    run = _RUN.search(given[:200])
    found = _PRICE.fullmatch(run[0].rstrip(" .,'\t\n\xa0")) if run else None
    return int(re.sub(r"[^0-9]", "", found[1])) if found else None
