"""Hide the names of a source's mail address in text that is shown: whoever knows the address may send leads."""

from __future__ import annotations

import re
from collections.abc import Sequence

HIDDEN = "***"
_BREAK = "(?:=?\\n)?"  # as a line of quoted-printable text that was not decoded ends


def hide(names: Sequence[str], text: str) -> str:
    """Return the text without these names, in whatever case, also where a line breaks one.

    Source: docs/rules.md, "Entry" 17.
    """
    if not names:
        return text
    pattern = "|".join(_BREAK.join(map(re.escape, name)) for name in names)
    return re.sub(pattern, HIDDEN, text, flags=re.IGNORECASE)
