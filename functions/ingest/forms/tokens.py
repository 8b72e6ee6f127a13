"""Sign and check the tokens by which a form proves that it was shown, and when."""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import datetime, timedelta

from shared.domain.kernel.record import SourceId
from shared.doors import NewId
from shared.secrets import MasterSecret

QUICKEST = timedelta(seconds=2)  # in which nobody fills in a form
OLDEST = timedelta(days=1)
_TOKEN = re.compile(r"([0-9a-z]{1,64})\.([0-9]{1,11})\.([0-9a-f]{64})")


class FormTokens:
    """Tokens of open forms. One is good for one source, from 2 seconds to a day after the form was shown.

    A token does not tell who filled the form in: anybody may ask for one. It keeps out programs that post without
    looking at the form, and makes what is sent twice one event.

    Source: docs/security.md, "Open forms".
    """

    def __init__(self, secret: MasterSecret, new_id: NewId) -> None:
        self._secret, self._new_id = secret, new_id

    def new(self, source_id: SourceId, now: datetime) -> str:
        """Return a new token for the form of this source."""
        said = f"{self._new_id('form').rpartition('_')[2]}.{int(now.timestamp())}"
        return f"{said}.{_signed(self._keys(source_id)[0], said)}"

    def id_of(self, source_id: SourceId, token: str, now: datetime) -> str | None:
        """Return the id of a token that is good now; None for one that is forged, too new or too old."""
        found = _TOKEN.fullmatch(token)
        if found is None:
            return None
        expected = [_signed(key, f"{found[1]}.{found[2]}") for key in self._keys(source_id)]
        if not any(hmac.compare_digest(one, found[3]) for one in expected):
            return None
        age = now.timestamp() - int(found[2])
        return found[1] if QUICKEST.total_seconds() <= age <= OLDEST.total_seconds() else None

    def _keys(self, source_id: SourceId) -> tuple[bytes, ...]:
        return self._secret.keys("form", source_id)


def _signed(key: bytes, said: str) -> str:
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()
