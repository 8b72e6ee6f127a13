"""Idempotency-Keys: answer a repeated request with what the first one created."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
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
        keyed_hashes: hashes keys and bodies, which may hold personal data (`MasterSecret.keyed_hashes`): the answer is
            stored by the first hash, and found by any.
        agent_id: the caller; the same key of two callers counts as two keys.
        operation: at most 60 characters, such as `POST /leads`; includes the id if the path has one.
        request: the request.
    """

    table: Table
    keyed_hashes: Callable[[str, str], Sequence[str]]
    agent_id: AgentId
    operation: str
    request: KeyedRequest
    _key: str | None = field(init=False)
    _stored: Answered | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._key = self.request.key

    def made(self) -> str | None:
        """Return the id that an earlier request with this key created in the last 24 hours; None if there is none.

        Raises:
            KeyReused: the earlier request had another body.
        """
        if self._key is None:
            return None
        self._stored = None
        for place, (key_hash, body_hash) in enumerate(zip(self._hashes(self._key), self._body_hashes(), strict=True)):
            found = self.table.get(Answered, keys.answered(self.agent_id, self.operation, key_hash))
            if place == 0:
                self._stored = found
            if made := idempotency.earlier_result(found, body_hash, self.request.now):
                return made
        return None

    def writes(self, made: str) -> list[Write]:
        """Return the write that stores that this request created `made`; call `made()` before."""
        if self._key is None:
            return []
        answer = idempotency.remember(
            self._stored, self.agent_id, self.operation, self._hashes(self._key)[0], self._body_hashes()[0], made,
            self.request.now,
        )  # fmt: skip
        return [put(answer)]

    def _hashes(self, value: str) -> Sequence[str]:
        return self.keyed_hashes("idempotency", value)

    def _body_hashes(self) -> Sequence[str]:
        return self._hashes(hashlib.sha256(self.request.raw).hexdigest())
