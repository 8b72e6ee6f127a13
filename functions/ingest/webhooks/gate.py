"""Authenticate deliveries: find the source, and check that it sent them."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from datetime import datetime

from functions.ingest.providers import PROVIDERS
from shared.domain.kernel.errors import MadeByNewerRelease, Missing, SignatureInvalid
from shared.domain.kernel.record import SourceId
from shared.domain.lead_records.inquiry import accepts_deliveries
from shared.domain.plan_records import probes
from shared.domain.plan_records.open_form import OpenForm
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source
from shared.secrets import MasterSecret, SourceSecrets
from shared.store.plans import Plans
from shared.web.request import Request

_SOURCE_ID = re.compile(r"source_[0-9a-f]{32}")


class Gate:
    """Admit deliveries that prove who sent them, by the current plan.

    Each delivery reads the plan's version, consistently, so a revoked secret, an archived source and a removed owner
    count with the next delivery. The plan itself is read again only when its version has changed.

    Source: docs/security.md, "Webhooks".
    """

    def __init__(self, plans: Plans, master: MasterSecret, secrets: SourceSecrets) -> None:
        self._plans, self._master, self._secrets = plans, master, secrets

    def admit(self, request: Request, source_id: str) -> tuple[Plan, Source]:
        """Return the plan and the source of an authentic delivery.

        Raises:
            Missing: the source does not exist, has no webhook, or was archived more than 30 days ago.
            MadeByNewerRelease: nobody can tell whether it comes from this source.
            SignatureInvalid: the delivery does not prove that it comes from this source.
            Busy: the plan could not be read.
        """
        return self._find(request, source_id, lambda source: self.prove(request, source))

    def admit_unread(self, request: Request, source_id: str) -> Source:
        """Return the source of an authentic delivery by the plan that this process read last, as long as none is read.

        Raises:
            Missing, MadeByNewerRelease, SignatureInvalid: as for `admit`.
            Busy: this process has read no plan, and cannot.
        """
        _check_id(source_id)
        plan = probes.plan_for(source_id, self._plans.warm())
        return _proven(plan, source_id, request.now, lambda source: self.prove(request, source))

    def open_form(self, source_id: str) -> tuple[Plan, Source, OpenForm]:
        """Return the plan, and a source with the form that anybody may fill in.

        Raises:
            Missing: there is no such source, it is archived, or it has no open form.
            Busy: the plan could not be read.
        """
        _check_id(source_id)
        plan = self._plans.current()
        source = plan.source(source_id)
        if source.form is None or source.kind != "form" or source.status != "active":
            raise Missing
        return plan, source, source.form

    def check_subscription(self, request: Request, source_id: str, token: str) -> None:
        """Check that a provider that subscribes to a source sends the token that the team was shown for it.

        Raises:
            Missing: the source does not exist, or its kind does not subscribe.
            MadeByNewerRelease: nobody can tell.
            SignatureInvalid: the token is wrong.
        """

        def prove(source: Source) -> None:
            if not PROVIDERS[source.kind].subscribes:
                raise Missing
            expected = self._master.verify_token(source.source_id, source.master_version)
            if not hmac.compare_digest(expected.encode(), token.encode("utf-8", "surrogatepass")):
                raise SignatureInvalid

        self._find(request, source_id, prove)

    def _find(self, request: Request, source_id: str, prove: Callable[[Source], None]) -> tuple[Plan, Source]:
        """Return the current plan, and its source that `prove` accepts. An impossible id reads nothing."""
        _check_id(source_id)
        plan = probes.plan_for(source_id, self._plans.current())
        return plan, _proven(plan, source_id, request.now, prove)

    def prove(self, request: Request, source: Source) -> None:
        """Raise SignatureInvalid unless a delivery proves that it comes from this source."""
        if source.source_id == probes.SOURCE:  # nobody could renew its secret, so it follows the master secret
            source = source.model_copy(update={"master_version": self._master.version})
        PROVIDERS[source.kind].verify(request, self._secrets.valid_secrets(source, request.now))


def _check_id(source_id: str) -> None:
    if not _SOURCE_ID.fullmatch(source_id):
        raise Missing


def _proven(plan: Plan, source_id: SourceId, now: datetime, prove: Callable[[Source], None]) -> Source:
    source = plan.source(source_id)
    if source.is_newer:
        raise MadeByNewerRelease
    if source.kind not in PROVIDERS or not accepts_deliveries(source, now):
        raise Missing
    prove(source)
    return source
