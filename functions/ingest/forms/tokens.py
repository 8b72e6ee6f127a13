"""Sign and check the tokens by which a form proves that it was shown, when, and with which text of consent."""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import datetime, timedelta
from typing import NamedTuple

from shared.domain.kernel.record import SourceId
from shared.doors import NewId
from shared.secrets import MasterSecret

QUICKEST = timedelta(seconds=2)  # in which nobody fills in a form
OLDEST = timedelta(days=1)
_TOKEN = re.compile(r"([0-9a-z]{1,64})\.([0-9]{1,11})\.([0-9a-f]{1,64})\.([0-9a-f]{64})")


class ShownToken(NamedTuple):
    """What a token says, which only we can have signed.

    Attributes:
        id: of the form as it was shown this time.
        consent: the version of the text of consent that it was shown with.
        fresh: whether it is neither too new nor too old.
    """

    id: str
    consent: str
    fresh: bool


class FormTokens:
    """Tokens of open forms. One is good for one source, from 2 seconds to a day after the form was shown.

    A token does not tell who filled the form in: anybody may ask for one. It keeps out programs that post without
    looking at the form, and makes what is sent twice one event.

    Source: docs/security.md, "Open forms".
    """

    def __init__(self, secret: MasterSecret, new_id: NewId) -> None:
        self._secret, self._new_id = secret, new_id

    def new(self, source_id: SourceId, consent: str, now: datetime) -> str:
        """Return a new token for the form of this source, shown with this version of the text of consent."""
        said = f"{self._new_id('form').rpartition('_')[2]}.{int(now.timestamp())}.{consent}"
        return f"{said}.{_signed(self._keys(source_id)[0], said)}"

    def read(self, source_id: SourceId, token: str, now: datetime) -> ShownToken | None:
        """Return what a token says; None for one that is forged."""
        found = _TOKEN.fullmatch(token)
        if found is None:
            return None
        expected = [_signed(key, f"{found[1]}.{found[2]}.{found[3]}") for key in self._keys(source_id)]
        if not any(hmac.compare_digest(one, found[4]) for one in expected):
            return None
        age = now.timestamp() - int(found[2])
        return ShownToken(found[1], found[3], QUICKEST.total_seconds() <= age <= OLDEST.total_seconds())

    def _keys(self, source_id: SourceId) -> tuple[bytes, ...]:
        return self._secret.keys("form", source_id)


def _signed(key: bytes, said: str) -> str:
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()
