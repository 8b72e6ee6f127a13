"""The gate for deliveries: which source this is, and whether the delivery proves it."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from datetime import datetime, timedelta

from functions.ingest.providers import PROVIDERS
from functions.ingest.webhooks.throttle import Throttle
from shared.domain.kernel.errors import Missing, SignatureInvalid
from shared.domain.kernel.record import SourceId
from shared.domain.lead_records.inquiry import takes
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source
from shared.secrets import MasterSecret, SourceSecrets
from shared.store.plans import Plans
from shared.web.request import Request

TRUST = timedelta(seconds=30)  # how long the copy of the plan is good enough
AGAIN = timedelta(seconds=5)  # how soon a refused delivery may have the plan read anew for its source
MAX_REMEMBERED = 1_000  # refused sources for which it was read anew
_SOURCE_ID = re.compile(r"source_[0-9a-f]{32}")


class Gate:
    """Lets deliveries in that prove who sent them, mostly without reading anything.

    What is refused by the copy of the plan is tried once more on the plan as it is now: a source may
    be new, its secret may have been rotated. Forgeries cannot turn this into load.

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
        self._looked: dict[SourceId, datetime] = {}

    def admit(self, request: Request, source_id: str) -> tuple[Plan, Source]:
        """The source of an authentic delivery, with the plan it stands in.

        Raises:
            Missing: no such source, one without a webhook, or one archived for more than 30 days.
            SignatureInvalid: the delivery does not prove that it comes from this source.
            TooManyDeliveries: the source delivers more than one may.
        """
        plan, source = self._authentic(request, source_id)
        self._throttle.take(source.source_id, request.now)
        return plan, source

    def greet(self, request: Request, source_id: str, token: str) -> None:
        """Check that whoever subscribes to a source names the token that the team was shown for it.

        Raises:
            Missing: no such source, or its kind has no subscribing.
            SignatureInvalid: another token.
        """

        def prove(source: Source) -> None:
            if not PROVIDERS[source.kind].greets:
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
        """The source, once `prove` does not refuse it: by the copy of the plan, or else by the plan as it is now."""
        if not _SOURCE_ID.fullmatch(source_id):
            raise Missing
        plan = self._plans.trusted(request.now, TRUST)
        try:
            return plan, _proven(plan, source_id, request.now, prove)
        except (Missing, SignatureInvalid):
            if not self._may_look_again(source_id, request.now):
                raise
        plan = self._plans.trusted(request.now, timedelta(0))
        return plan, _proven(plan, source_id, request.now, prove)

    def _may_look_again(self, source_id: SourceId, now: datetime) -> bool:
        looked = self._looked.get(source_id)
        if looked is not None and now - looked < AGAIN:
            return False
        if len(self._looked) >= self._remembered:
            self._looked = {known: at for known, at in self._looked.items() if now - at < AGAIN}
        if len(self._looked) >= self._remembered:
            return False
        self._looked[source_id] = now
        return True


def _proven(plan: Plan, source_id: SourceId, now: datetime, prove: Callable[[Source], None]) -> Source:
    source = plan.source(source_id)
    if source.kind not in PROVIDERS or not takes(source, now):
        raise Missing
    prove(source)
    return source
