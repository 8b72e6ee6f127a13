"""Authenticate deliveries: find the source, and check that it sent them."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from datetime import datetime, timedelta

from functions.ingest.providers import PROVIDERS
from functions.ingest.webhooks.throttle import Throttle
from shared.domain.kernel.errors import Missing, SignatureInvalid
from shared.domain.kernel.record import SourceId
from shared.domain.lead_records.inquiry import accepts_deliveries
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source
from shared.secrets import MasterSecret, SourceSecrets
from shared.store.plans import Plans
from shared.web.request import Request

PLAN_MAX_AGE = timedelta(seconds=30)  # of the cached plan
RECHECK_AFTER = timedelta(seconds=5)  # per source: between two reads of the plan because of refused deliveries
MAX_REMEMBERED = 1_000  # sources whose last such read is remembered
_SOURCE_ID = re.compile(r"source_[0-9a-f]{32}")


class Gate:
    """Admit deliveries that prove who sent them, mostly with the cached plan.

    A delivery that the cached plan refuses is checked once more with the current plan, because its source may be
    new or its secret rotated. `RECHECK_AFTER` keeps forged deliveries from causing load.

    Source: docs/security.md, "Webhooks".
    """

    def __init__(
        self,
        plans: Plans,
        master: MasterSecret,
        secrets: SourceSecrets,
        throttle: Throttle,
        remembered: int = MAX_REMEMBERED,
    ) -> None:
        self._plans, self._master, self._secrets = plans, master, secrets
        self._throttle, self._remembered = throttle, remembered
        self._rechecked: dict[SourceId, datetime] = {}

    def admit(self, request: Request, source_id: str) -> tuple[Plan, Source]:
        """Return the plan and the source of an authentic delivery.

        Raises:
            Missing: the source does not exist, has no webhook, or was archived more than 30 days ago.
            SignatureInvalid: the delivery does not prove that it comes from this source.
            TooManyDeliveries: the source delivers more than it may.
        """
        plan, source = self._authentic(request, source_id)
        self._throttle.take(source.source_id, request.now)
        return plan, source

    def check_subscription(self, request: Request, source_id: str, token: str) -> None:
        """Check that a provider that subscribes to a source sends the token that the team was shown for it.

        Raises:
            Missing: the source does not exist, or its kind does not subscribe.
            SignatureInvalid: the token is wrong.
        """

        def prove(source: Source) -> None:
            if not PROVIDERS[source.kind].subscribes:
                raise Missing
            expected = self._master.verify_token(source.source_id)
            if not hmac.compare_digest(expected.encode(), token.encode("utf-8", "surrogatepass")):
                raise SignatureInvalid

        self._find(request, source_id, prove)

    def _authentic(self, request: Request, source_id: str) -> tuple[Plan, Source]:
        def prove(source: Source) -> None:
            PROVIDERS[source.kind].verify(request, self._secrets.valid_secrets(source, request.now))

        return self._find(request, source_id, prove)

    def _find(self, request: Request, source_id: str, prove: Callable[[Source], None]) -> tuple[Plan, Source]:
        """Return the plan and source that `prove` accepts: those of the cached plan, else those of the current one."""
        if not _SOURCE_ID.fullmatch(source_id):
            raise Missing
        plan = self._plans.trusted(request.now, PLAN_MAX_AGE)
        try:
            return plan, _proven(plan, source_id, request.now, prove)
        except (Missing, SignatureInvalid):
            if not self._may_recheck(source_id, request.now):
                raise
        plan = self._plans.trusted(request.now, timedelta(0))
        return plan, _proven(plan, source_id, request.now, prove)

    def _may_recheck(self, source_id: SourceId, now: datetime) -> bool:
        """Return whether the plan may be read again for this source, and remember that it is."""
        last = self._rechecked.get(source_id)
        if last is not None and now - last < RECHECK_AFTER:
            return False
        if len(self._rechecked) >= self._remembered:
            self._rechecked = {known: at for known, at in self._rechecked.items() if now - at < RECHECK_AFTER}
        if len(self._rechecked) >= self._remembered:
            return False
        self._rechecked[source_id] = now
        return True


def _proven(plan: Plan, source_id: SourceId, now: datetime, prove: Callable[[Source], None]) -> Source:
    source = plan.source(source_id)
    if source.kind not in PROVIDERS or not accepts_deliveries(source, now):
        raise Missing
    prove(source)
    return source
