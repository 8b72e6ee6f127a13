"""Take a lead the whole way: received by the webhook, routed and offered, claimed by the link of an email."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Literal

from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.offer import Offer
from shared.domain.leads import claim_link
from shared.domain.leads.claim_link import ClaimLink
from shared.domain.plan_records import probes
from shared.doors import NewId, Now
from shared.secrets import MasterSecret
from shared.store import codec, keys
from shared.store.keys import Key
from shared.store.partitions import PartitionKey
from shared.store.table import MAX_WRITES, Table, remove

PATIENCE = timedelta(seconds=30)  # with an offer, which others have within a second or two
PAUSE_SECONDS = 0.2
JSON = {"Content-Type": "application/json", "Accept": "application/json"}

type Step = Literal["receive", "offer", "claim"]


class StepFailed(Exception):
    """A step had another outcome than it should: the status of an answer, or what was waited for."""

    def __init__(self, outcome: str) -> None:
        self.outcome = outcome
        super().__init__(outcome)


class WholeWay:
    """One lead on its whole way. `step` is the one that it takes now."""

    def __init__(
        self,
        table: Table,
        secret: MasterSecret,
        post: Callable[[str, bytes, Mapping[str, str]], tuple[int, bytes]],
        pause: Callable[[float], None],
        now: Now,
        new_id: NewId,
    ) -> None:
        self._table, self._secret, self._post, self._pause = table, secret, post, pause
        self._now, self._new_id = now, new_id
        self.step: Step = "receive"

    def go(self) -> dict[str, int]:
        """Take each step; return how many milliseconds it took.

        Raises:
            StepFailed: a step had another outcome.
            urllib3.exceptions.HTTPError: the API did not answer.
        """
        began = self._now()
        lead_id = self._receive()
        received, self.step = self._now(), "offer"
        offer = self._wait_for_offer(lead_id)
        offered, self.step = self._now(), "claim"
        self._claim(lead_id, offer)
        ends = {"receive": received - began, "offer": offered - received, "claim": self._now() - offered}
        return {step: round(took / timedelta(milliseconds=1)) for step, took in ends.items()}

    def forget(self) -> None:
        """Delete this lead and its delivery, and those of an earlier probe that was killed."""
        partition = PartitionKey.DELIVERIES.of(probes.SOURCE)
        deliveries = [codec.from_item(Delivery, item) for item in self._table.query(partition, limit=MAX_WRITES)]
        for lead_id in {one.lead_id for one in deliveries if one.lead_id}:
            self._delete(PartitionKey.LEADS.of(lead_id))
        self._delete(partition)

    def _delete(self, partition: str) -> None:
        items = self._table.query(partition, limit=MAX_WRITES)
        self._table.commit([remove(Key(item["PK"]["S"], item["SK"]["S"])) for item in items])

    def _receive(self) -> LeadId:
        event_id, body = self._new_id("message"), json.dumps({"contact": {"first_name": "Probe"}}).encode()
        sent_at = str(int(self._now().timestamp()))
        secret = self._secret.source_secret(probes.SOURCE, 1, self._secret.version)
        signed = f"{event_id}.{sent_at}.".encode() + body
        digest = hmac.digest(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256)
        signature = {"webhook-id": event_id, "webhook-timestamp": sent_at,
                     "webhook-signature": f"v1,{base64.b64encode(digest).decode()}"}  # fmt: skip
        answer = self._answer(f"/webhooks/{probes.SOURCE}", body, signature)
        return answer["lead_id"]

    def _wait_for_offer(self, lead_id: LeadId) -> Offer:
        until = self._now() + PATIENCE
        while self._now() < until:
            lead = self._table.get(Lead, keys.lead(lead_id))
            if lead is not None and lead.offer is not None:
                return lead.offer
            self._pause(PAUSE_SECONDS)
        raise StepFailed("no offer")

    def _claim(self, lead_id: LeadId, offer: Offer) -> None:
        link = ClaimLink.of(lead_id, offer, probes.MACHINE)
        token = claim_link.to_token(self._secret.claim_link_keys()[0], link)
        answer = self._answer(f"/claim-links/{token}", b"", {})
        if answer["owner"] != probes.MACHINE:
            raise StepFailed("not claimed")

    def _answer(self, path: str, body: bytes, headers: Mapping[str, str]) -> dict[str, str]:
        status, answered = self._post(path, body, {**JSON, **headers})
        if not 200 <= status < 300:
            raise StepFailed(str(status))
        found: dict[str, str] = json.loads(answered)
        return found
