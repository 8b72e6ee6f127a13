"""Idempotency-Keys: answer a repeated request with what the first one created."""

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
    """The parts of a request that idempotency needs."""

    @property
    def key(self) -> str | None:
        """Return the Idempotency-Key, or None."""

    @property
    def raw(self) -> bytes:
        """Return the body's bytes."""

    @property
    def now(self) -> datetime:
        """Return when the request arrived, UTC."""


@dataclass
class IdempotentRequest:
    """A request that creates something. Call `made` first, and add `writes` to the transaction that creates.

    Call both inside `retry_on_conflict`: of two equal requests at the same time one fails its guard, and on its next
    try finds what the other created. Without a key, nothing is looked up or written.

    Attributes:
        table: stores the answers.
        keyed_hash: hashes keys and bodies, which may hold personal data (`MasterSecret.keyed_hash`).
        agent_id: the caller; the same key of two callers counts as two keys.
        operation: at most 60 characters, such as `POST /leads`; includes the id if the path has one.
        request: the request.
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
        """Return the id that an earlier request with this key created in the last 24 hours; None if there is none.

        Raises:
            KeyReused: the earlier request had another body.
        """
        if self._key is None:
            return None
        self._found = self.table.get(Answered, keys.answered(self.agent_id, self.operation, self._hash(self._key)))
        return idempotency.earlier_result(self._found, self._body_hash(), self.request.now)

    def writes(self, made: str) -> list[Write]:
        """Return the write that stores that this request created `made`; call `made()` before."""
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
