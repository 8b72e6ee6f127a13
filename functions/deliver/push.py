"""Web Push: a hint to each browser of a member, encrypted for it alone. What it is about, the app fetches itself."""

from __future__ import annotations

import base64
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from functions.deliver.load_message import LoadedMessage, Message, MessageLoader
from functions.deliver.safe_http import Post, Unreachable
from shared.domain.kernel.notification import NotificationKind
from shared.domain.notifications import vapid
from shared.domain.notifications.subscription import MAX_SUBSCRIPTIONS, Subscription
from shared.doors import Now
from shared.observe import count, logger
from shared.secrets import MasterSecret
from shared.store import codec, keys
from shared.store.table import Collision, Table, delete

if TYPE_CHECKING:
    from functions.deliver.webpush_crypto import VapidIdentity

KEPT_SECONDS = 24 * 60 * 60  # a push service tries for so long to reach a browser; for an offer until its deadline
TRUSTED = timedelta(hours=12)  # what we sign for a push service proves us for so long
SEALED = {"Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream"}
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
LATER = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
URGENT: frozenset[NotificationKind] = frozenset({"offer", "response_due"})


class PushFailed(Exception):
    """Some push service could not be reached, or is busy; the queue asks again, and who was reached is replaced."""


class Push:
    """Pushes to all browsers of a member."""

    def __init__(
        self, reader: MessageLoader, table: Table, secret: MasterSecret, contact: str, post: Post, now: Now
    ) -> None:
        self._reader, self._table, self._secret, self._contact = reader, table, secret, contact
        self._post, self._now = post, now
        self._identification: VapidIdentity | None = None

    def send(self, message: Message) -> None:
        """Push to the member, if what is to be told still holds.

        Raises:
            PushFailed: not everywhere; the queue asks again.
        """
        at = self._reader.read(message)
        if at is None:
            return
        lead = {"lead_id": at.lead.lead_id} if at.lead else {}
        told = {
            "kind": at.notice.kind,
            "notification_id": at.notice.notification_id,
            **lead,
            "count": at.notice.count,
        }
        self._everywhere(at.me.agent_id, told, _headers(at), at.now)

    def test(self, message: Message) -> None:
        """Push for the member to see that it works."""
        headers = {"TTL": "60", "Urgency": "high", "Topic": _topic("test")}
        self._everywhere(message["agent_id"], {"kind": "test", "count": 1}, headers, self._now())

    def _everywhere(self, agent_id: str, told: dict[str, Any], headers: dict[str, str], now: datetime) -> None:
        found = [codec.from_item(Subscription, item) for item in self._table.query(keys.subscription(agent_id, "").pk)]
        newest = sorted(found, key=lambda one: one.at, reverse=True)[:MAX_SUBSCRIPTIONS]
        content = json.dumps(told).encode()
        with ThreadPoolExecutor(MAX_SUBSCRIPTIONS) as pool:  # a push service that does not answer holds up no other
            statuses = list(pool.map(lambda one: self._to(one, content, headers, now), newest))
        if None in statuses:
            raise PushFailed

    def _to(self, one: Subscription, told: bytes, headers: dict[str, str], now: datetime) -> int | None:
        """Push to one browser; the status, None where it is worth trying again."""
        from functions.deliver.webpush_crypto import seal  # here: mails do without the library below

        headers = {**headers, **SEALED, "Authorization": self._proof(one, now)}
        try:
            status = self._post(one.endpoint, seal(told, one.keys), headers)
        except Unreachable as error:
            logger.warning("push_failed", extra={"error": error.failure, "agent_id": one.agent_id})
            return None
        return self._answered(one, status)

    def _answered(self, one: Subscription, status: int) -> int | None:
        if status < HTTPStatus.MULTIPLE_CHOICES:
            count("PushSent")
        elif status in GONE:
            self._forget(one)
        elif status in LATER or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            logger.warning("push_failed", extra={"status": status, "agent_id": one.agent_id})
            return None
        else:
            logger.error("push_refused", extra={"status": status, "agent_id": one.agent_id})
            count("PushRefused")
        return status

    def _forget(self, one: Subscription) -> None:
        """The browser has unsubscribed, or is no more. One that has been renewed meanwhile stays."""
        count("PushGone")
        try:
            self._table.commit([delete(one)])
        except Collision:
            return

    def _proof(self, one: Subscription, now: datetime) -> str:
        """Who we are, for this push service."""
        from functions.deliver.webpush_crypto import VapidIdentity

        if self._identification is None:
            private = self._secret.push_key()
            self._identification = VapidIdentity(private, vapid.public_key(private), self._contact)
        address = urlsplit(one.endpoint)
        return self._identification.header(f"{address.scheme}://{address.netloc}", now + TRUSTED)


def _headers(at: LoadedMessage) -> dict[str, str]:
    """How long it is worth delivering, how urgent it is, and what of the same kind it takes the place of."""
    offer = at.lead.offer if at.lead and at.notice.kind == "offer" else None
    seconds = int((offer.deadline - at.now).total_seconds()) if offer else KEPT_SECONDS
    about = at.lead.lead_id if at.lead else at.notice.notification_id
    return {
        "TTL": str(max(seconds, 0)),
        "Urgency": "high" if at.notice.kind in URGENT else "normal",
        "Topic": _topic(f"{at.notice.kind} {about}"),
    }


def _topic(text: str) -> str:
    """32 characters that tell the push service nothing."""
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()[:24]).decode()
