"""Web Push: a hint to each browser of a member, encrypted for it alone. What it is about, the app fetches itself."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from functions.deliver.reading import Message, Reader, Reading
from shared.domain.notice import NoticeKind
from shared.domain.subscription import MAX_SUBSCRIPTIONS, Subscription
from shared.observe import count, logger
from shared.secrets import MasterSecret
from shared.store import codec, keys
from shared.store.table import Collision, Table, delete

KEPT_SECONDS = 24 * 60 * 60  # a push service tries for so long to reach a browser; for an offer until its deadline
TRUSTED_SECONDS = 12 * 60 * 60  # what we sign for a push service proves us for so long
PATIENCE = (2, 5)  # seconds: to be connected, and to be answered
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
LATER = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
URGENT: frozenset[NoticeKind] = frozenset({"offer", "response_due"})


class PushFailed(Exception):
    """Some push service could not be reached, or is busy; the queue asks again, and who was reached is replaced."""


class Push:
    """Pushes to all browsers of a member."""

    def __init__(self, reader: Reader, table: Table, secret: MasterSecret, contact: str) -> None:
        self._reader, self._table, self._secret, self._contact = reader, table, secret, contact
        self._key: Any = None

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
        self._everywhere(message["agent_id"], {"kind": "test", "count": 1}, headers, datetime.now(UTC))

    def _everywhere(self, agent_id: str, told: dict[str, Any], headers: dict[str, str], now: datetime) -> None:
        found = [codec.from_item(Subscription, item) for item in self._table.query(keys.subscription(agent_id, "").pk)]
        newest = sorted(found, key=lambda one: one.at, reverse=True)[:MAX_SUBSCRIPTIONS]
        statuses = [self._to(one, json.dumps(told).encode(), headers, now) for one in newest]
        if None in statuses:
            raise PushFailed

    def _to(self, one: Subscription, told: bytes, headers: dict[str, str], now: datetime) -> int | None:
        """Push to one browser; the status, None where it is worth trying again."""
        import requests  # here: with the libraries below it takes longer to import than everything else together

        try:
            answer = requests.post(
                one.endpoint,
                data=_encrypted(one, told),
                headers={**headers, **self._proof(one, now), "Content-Encoding": "aes128gcm"},
                timeout=PATIENCE,
                allow_redirects=False,  # a push service has no reason to send us anywhere
            )
        except requests.RequestException as error:
            logger.warning("not pushed", extra={"error": type(error).__name__, "agent_id": one.agent_id})
            return None
        return self._answered(one, answer.status_code)

    def _answered(self, one: Subscription, status: int) -> int | None:
        if status < HTTPStatus.MULTIPLE_CHOICES:
            count("PushSent")
        elif status in GONE:
            self._forget(one)
        elif status in LATER or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            logger.warning("not pushed", extra={"status": status, "agent_id": one.agent_id})
            return None
        else:
            logger.error("push refused", extra={"status": status, "agent_id": one.agent_id})
            count("PushRefused")
        return status

    def _forget(self, one: Subscription) -> None:
        """The browser has unsubscribed, or is no more. One that has been renewed meanwhile stays."""
        count("PushGone")
        try:
            self._table.commit([delete(one)])
        except Collision:
            return

    def _proof(self, one: Subscription, now: datetime) -> dict[str, str]:
        """Who we are, signed for this push service (VAPID, RFC 8292)."""
        from cryptography.hazmat.primitives.asymmetric import ec
        from py_vapid import Vapid02

        if self._key is None:
            self._key = Vapid02(ec.derive_private_key(self._secret.push_key(), ec.SECP256R1()))
            self._key.conf["no-strict"] = True  # on a person's own machine the contact is no address of the world
        address = urlsplit(one.endpoint)
        claims = {
            "aud": f"{address.scheme}://{address.netloc}",
            "exp": int(now.timestamp()) + TRUSTED_SECONDS,
            "sub": self._contact,
        }
        signed: dict[str, str] = self._key.sign(claims)
        return signed


def _encrypted(one: Subscription, told: bytes) -> bytes:
    """For the browser alone (RFC 8291)."""
    from pywebpush import WebPusher

    encoded: bytes = WebPusher({"endpoint": one.endpoint, "keys": one.keys.model_dump()}).encode(told)["body"]
    return encoded


def _headers(at: Reading) -> dict[str, str]:
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
