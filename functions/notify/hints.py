"""Tell members' consoles that something moved: beside the other work, in bounded time, and without ever failing it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from shared.domain.kernel.errors import Busy
from shared.domain.notifications.live import NOTHING_MOVED, Movement, is_over, is_told
from shared.domain.plan_records.plan import Plan
from shared.live import LiveSockets
from shared.observe import logger
from shared.store import live
from shared.store.table import Table

AT_ONCE = 32  # calls of API Gateway; as many as its client keeps connections
PATIENCE_SECONDS = 1.5  # for calls that are still under way when the other work is done

type Calls = dict[Future[bool], str]
"""Calls of API Gateway, each for one connection; their results say whether it is still there."""


@dataclass(slots=True)
class Hints:
    """Send hints to the live connections of those whose change counter moved.

    Connections whose session or time is over are closed instead, and those that are gone are forgotten.
    """

    table: Table
    sockets: LiveSockets
    patience: float = PATIENCE_SECONDS
    _threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(AT_ONCE, "hints"))

    @contextmanager
    def sent(self, moved: Movement, plan: Plan, now: datetime) -> Iterator[None]:
        """Send hints while the body runs. Wait for them only a moment, and whatever becomes of them, do not raise."""
        calls, closed = self._begin(moved, plan, now) if moved != NOTHING_MOVED else ({}, [])
        try:
            yield
        finally:
            self._end(calls, closed)

    def _begin(self, moved: Movement, plan: Plan, now: datetime) -> tuple[Calls, list[str]]:
        try:
            stored = live.connections(self.table)
        except Busy:
            logger.warning("hints_skipped")
            return {}, []
        over = {one.connection_id for one in stored if is_over(one, plan, now)}
        told = [one.connection_id for one in stored if one.connection_id not in over and is_told(one, moved, plan)]
        calls = {self._threads.submit(self.sockets.hint, one): one for one in told}
        closing = {self._threads.submit(self.sockets.close, one): one for one in over}
        return calls | closing, sorted(over)

    def _end(self, calls: Calls, closed: Iterable[str]) -> None:
        done, late = wait(calls, self.patience)
        for call in late:
            call.cancel()
        gone = {calls[call] for call in done if call.exception() is None and not call.result()}
        if late:
            logger.warning("hints_late", extra={"connections": len(late)})
        try:
            live.forget(self.table, sorted(gone | set(closed)))
        except Busy:
            logger.warning("connections_not_forgotten")
