"""Creating once: a request repeated with its Idempotency-Key is answered from what the first one made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from shared.domain.intake import idempotency
from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.delivery import Answered
from shared.store import keys
from shared.store.table import Table, Write, put


class KeyedRequest(Protocol):
    """A request, as far as its idempotency is concerned."""

    @property
    def key(self) -> str | None:
        """The Idempotency-Key, or None."""

    @property
    def raw(self) -> bytes:
        """The body's bytes."""

    @property
    def now(self) -> datetime:
        """When it arrived, UTC."""


@dataclass
class IdempotentRequest:
    """One creating request. Look up `made` first; let `writes` ride in the transaction that creates.

    Both belong inside `retry_on_conflict`: of two equal requests at the same instant one loses its guard, and
    finds on its next try what the other made. Without a key nothing is found and nothing written.

    Attributes:
        table: where answers are remembered.
        keyed_hash: of a value for a purpose (`MasterSecret.keyed_hash`): keys and bodies may hold personal data.
        agent_id: who asks; keys of different callers are different keys.
        operation: which one, at most 60 characters, such as `POST /leads`; one with an id in its path names the id.
        request: as it came.
    """

    table: Table
    keyed_hash: Callable[[str, str], str]
    agent_id: AgentId
    operation: str
    request: KeyedRequest
    _key: str | None = field(init=False)
    _found: Answered | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._key = self.request.key

    def made(self) -> str | None:
        """The id that the request's first run made in the last 24 hours.

        Raises:
            KeyReused: the key came with another body then.
        """
        if self._key is None:
            return None
        self._found = self.table.get(Answered, keys.answered(self.agent_id, self.operation, self._hash(self._key)))
        return idempotency.earlier_result(self._found, self._body_hash(), self.request.now)

    def writes(self, made: str) -> list[Write]:
        """What remembers that this request made `made`; call after `made()`, which reads what is there."""
        if self._key is None:
            return []
        answer = idempotency.remember(
            self._found, self.agent_id, self.operation, self._hash(self._key), self._body_hash(), made, self.request.now
        )
        return [put(answer)]

    def _hash(self, value: str) -> str:
        return self.keyed_hash("idempotency", value)

    def _body_hash(self) -> str:
        return self._hash(hashlib.sha256(self.request.raw).hexdigest())
