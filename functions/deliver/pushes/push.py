"""Send Web Push messages to the browsers of members, encrypted for each. They hold ids; the app fetches the rest.

The push of an offer also holds the token of its claim link, so that its buttons claim or pass without opening the app.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from http import HTTPStatus
from math import ceil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from functions.deliver.load_message import LoadedMessage, Message, MessageLoader
from functions.deliver.rests import Rests
from functions.deliver.safe_http import Post, Unreachable
from shared.domain.kernel.notification import NotificationKind
from shared.domain.lead_records.lead import Lead
from shared.domain.leads import claim_link
from shared.domain.notifications import vapid
from shared.domain.notifications.channel_rules import offer_link
from shared.domain.notifications.places import page_of
from shared.domain.notifications.resting import AGAIN_AFTER, TRIAL, Outcome, Rest, is_resting
from shared.domain.notifications.subscription import MAX_SUBSCRIPTIONS, Subscription
from shared.doors import Now
from shared.observe import count, error_code, logger
from shared.offer_seen_log import OfferSeenLog
from shared.queue import MAX_DELAY, Queue
from shared.secrets import MasterSecret
from shared.store import codec, keys
from shared.store.table import Collision, Table, delete

if TYPE_CHECKING:
    from functions.deliver.pushes.webpush_crypto import VapidIdentity

KEPT_SECONDS = 24 * 60 * 60  # how long a push service tries to reach a browser; for an offer until its deadline
TOKEN_VALID = timedelta(hours=12)  # the signed token that identifies us to a push service
ENCRYPTED = {"Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream"}
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
LATER = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
URGENT: frozenset[NotificationKind] = frozenset({"offer", "response_due"})


class Push:
    """Push to all browsers of a member, each apart from the others.

    A browser whose push service took long is left alone (`shared/domain/notifications/resting.py`). What a browser did
    not get is asked for again, for this browser alone, and given up after about half an hour.
    """

    def __init__(
        self,
        loader: MessageLoader,
        table: Table,
        secret: MasterSecret,
        contact: str,
        post: Post,
        now: Now,
        again: Queue,
    ) -> None:
        self._loader, self._table, self._secret, self._contact = loader, table, secret, contact
        self._post, self._now, self._queue, self._rests = post, now, again, Rests(table)
        self._offers = OfferSeenLog(table)
        self._identity: VapidIdentity | None = None

    def send(self, message: Message) -> None:
        """Push to the member, or to the browser that `hash` names, if the notification is still worth sending."""
        loaded = self._loader.load(message)
        if loaded is None:
            return
        lead = {"lead_id": loaded.lead.lead_id} if loaded.lead else {}
        content = {
            "kind": loaded.notification.kind,
            "notification_id": loaded.notification.notification_id,
            **lead,
            "count": loaded.notification.count,
            "page": page_of(loaded.notification, loaded.me, lead.get("lead_id")),
        }
        plain, acting = json.dumps(content).encode(), json.dumps({**content, **self._claim_of(loaded)}).encode()
        since = loaded.me.sessions_valid_from

        def body_of(one: Subscription) -> bytes:
            """Return the content; a browser that was signed out from afar cannot act on the offer."""
            return acting if since is None or one.at >= since else plain

        accepted: list[str] = []
        for one, until in self._push_to_all(message, body_of, _headers(loaded), accepted.append):
            self._ask_again(message, one, until)
        if accepted and (offered := _offered(loaded)):
            self._offers.mark([offered], loaded.me.agent_id, "delivered", self._now())

    def test(self, message: Message) -> None:
        """Send a test push, so that the member sees whether it works. It is not tried again."""
        headers = {"TTL": "60", "Urgency": "high", "Topic": _topic("test")}
        body = json.dumps({"kind": "test", "count": 1}).encode()
        self._push_to_all(message, lambda _: body, headers, lambda _: None)

    def _claim_of(self, loaded: LoadedMessage) -> dict[str, str]:
        """Return the token of the offer's claim link, with which the browser claims or passes; nothing without offer.

        Source: docs/security.md, "Claim links".
        """
        if loaded.notification.kind != "offer" or loaded.lead is None:
            return {}
        link = offer_link(loaded.lead, loaded.me, loaded.now, loaded.notification.detail.get("offer_id"))
        return {"claim": claim_link.to_token(self._secret.claim_link_keys()[0], link)} if link else {}

    def _push_to_all(
        self,
        message: Message,
        body_of: Callable[[Subscription], bytes],
        headers: dict[str, str],
        accepted: Callable[[str], None],
    ) -> list[tuple[Subscription, datetime]]:
        """Push to the browsers; return those that did not get it, with when they may be tried again."""
        browsers = self._browsers(message)
        if not browsers:
            return []
        rests = self._rests.of(one.hash for one in browsers)
        with ThreadPoolExecutor(len(browsers)) as pool:  # so that a slow push service holds up no other
            later = list(
                pool.map(
                    lambda one: self._try_alone(one, rests.get(one.hash), body_of(one), headers, accepted), browsers
                )
            )
        return [(one, until) for one, until in zip(browsers, later, strict=True) if until is not None]

    def _browsers(self, message: Message) -> list[Subscription]:
        items = self._table.query(keys.subscription(message["agent_id"], "").pk)
        found = [codec.from_item(Subscription, item) for item in items]
        newest = sorted(found, key=lambda one: one.at, reverse=True)[:MAX_SUBSCRIPTIONS]
        return [one for one in newest if message.get("hash", one.hash) == one.hash]

    def _try_alone(
        self,
        one: Subscription,
        rest: Rest | None,
        body: bytes,
        headers: dict[str, str],
        accepted: Callable[[str], None],
    ) -> datetime | None:
        """Push as `_try` does; if that fails for a reason of ours, this browser alone is tried again."""
        try:
            return self._try(one, rest, body, headers, accepted)
        except Exception as error:
            logger.error("message_failed", extra={"channel": "push", "error": error_code(error)})
            count("MessageFailed")
            return self._now()

    def _try(
        self,
        one: Subscription,
        rest: Rest | None,
        body: bytes,
        headers: dict[str, str],
        accepted: Callable[[str], None],
    ) -> datetime | None:
        """Push to one browser unless it rests; return when it may be tried again, or None if that would not help."""
        began = self._now()
        if rest and is_resting(rest, began):
            return rest.until
        trial = self._rests.begin_trial(rest, began) if rest else None
        if rest and not trial:
            return began + TRIAL
        status = self._push(one, body, headers, began)
        if status is not None and status < HTTPStatus.MULTIPLE_CHOICES:
            accepted(one.hash)
        outcome: Outcome = "failed" if status is None else "arrived"
        ended = self._now()
        after = self._rests.record(trial, one.hash, outcome, ended - began, ended)
        return None if outcome == "arrived" else after.until if after else ended

    def _ask_again(self, message: Message, one: Subscription, until: datetime) -> None:
        """Send a message for this browser alone, or give up after the last wait."""
        tries = int(message.get("tries", "0"))
        if tries >= len(AGAIN_AFTER):
            count("PushGivenUp")
            return
        wait = max(AGAIN_AFTER[tries], until - self._now())
        again = {**message, "hash": one.hash, "tries": str(tries + 1)}
        self._queue.send([again], delay_seconds=min(MAX_DELAY, ceil(wait.total_seconds())))

    def _push(self, one: Subscription, body: bytes, headers: dict[str, str], now: datetime) -> int | None:
        """Push to one browser; return the status of the response, or None if a retry may help."""
        from functions.deliver.pushes.webpush_crypto import encrypt  # here, because many messages push nothing

        headers = {**headers, **ENCRYPTED, "Authorization": self._authorization(one, now)}
        try:
            status = self._post(one.endpoint, encrypt(body, one.keys), headers)
        except Unreachable as error:
            logger.warning("push_failed", extra={"error": error.failure, "agent_id": one.agent_id})
            return None
        return self._handle_status(one, status)

    def _handle_status(self, one: Subscription, status: int) -> int | None:
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
        """Delete the subscription of a browser that is gone, unless it was renewed meanwhile."""
        count("PushGone")
        try:
            self._table.commit([delete(one)])
        except Collision:
            return

    def _authorization(self, one: Subscription, now: datetime) -> str:
        """Return the header that identifies us to this push service."""
        from functions.deliver.pushes.webpush_crypto import VapidIdentity

        if self._identity is None:
            private = self._secret.push_key()
            self._identity = VapidIdentity(private, vapid.public_key(private), self._contact)
        address = urlsplit(one.endpoint)
        return self._identity.header(f"{address.scheme}://{address.netloc}", now + TOKEN_VALID)


def _offered(loaded: LoadedMessage) -> Lead | None:
    """Return the lead with the offer that the notification tells of, if it is still open to the member."""
    lead, told = loaded.lead, loaded.notification
    if told.kind != "offer" or lead is None or lead.offer is None or loaded.me.agent_id not in lead.offer.agent_ids:
        return None
    return lead if told.detail.get("offer_id") in (None, lead.offer.offer_id) else None


def _headers(loaded: LoadedMessage) -> dict[str, str]:
    """Return the headers for lifetime, urgency, and the topic whose earlier push this one replaces."""
    offer = loaded.lead.offer if loaded.lead and loaded.notification.kind == "offer" else None
    seconds = int((offer.deadline - loaded.now).total_seconds()) if offer else KEPT_SECONDS
    about = loaded.lead.lead_id if loaded.lead else loaded.notification.notification_id
    return {
        "TTL": str(max(seconds, 0)),
        "Urgency": "high" if loaded.notification.kind in URGENT else "normal",
        "Topic": _topic(f"{loaded.notification.kind} {about}"),
    }


def _topic(text: str) -> str:
    """Return a topic of 32 characters that reveals nothing to the push service."""
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()[:24]).decode()
