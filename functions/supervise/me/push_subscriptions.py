"""Operations on the caller's push subscriptions: list, subscribe, unsubscribe, send a test push."""

from typing import Annotated

from pydantic import AwareDatetime, ConfigDict, Field, StrictFloat

from shared.domain.kernel.outbound_url import check_url
from shared.domain.kernel.rates import TEST_PUSHES
from shared.domain.notifications import vapid
from shared.domain.notifications.subscription import MAX_SUBSCRIPTIONS, Endpoint, PushKeys, Subscription
from shared.domain.plan_records.member import Member
from shared.queue import Queue
from shared.secrets import MasterSecret
from shared.store import codec, keys
from shared.store.caller_rates import CallerRate
from shared.store.idempotency import IdempotentRequest
from shared.store.plans import Plans
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, delete, put
from shared.web import auth
from shared.web.request import Request
from shared.web.schemas import RequestModel, Shown

SUBSCRIBE = "POST /me/push-subscriptions"


class SubscriptionBody(RequestModel):
    """A browser's subscription, as `PushSubscription.toJSON()` returns it."""

    model_config = ConfigDict(hide_input_in_errors=True)
    endpoint: Endpoint
    keys: PushKeys
    expiration_time: Annotated[StrictFloat | None, Field(alias="expirationTime", description="Not used.")] = None


class EndpointBody(RequestModel):
    """The endpoint of the subscription to end."""

    model_config = ConfigDict(hide_input_in_errors=True)
    endpoint: Endpoint


class SubscriptionShown(Shown):
    """A browser that receives the caller's pushes."""

    endpoint: str
    created_at: AwareDatetime

    @classmethod
    def of(cls, one: Subscription) -> "SubscriptionShown":
        """Return the subscription without its keys, which only sending needs."""
        return cls(endpoint=one.endpoint, created_at=one.at)


class SubscriptionsShown(Shown):
    """The caller's subscriptions, the latest first, and the team's key (`applicationServerKey`) to subscribe with."""

    public_key: str
    items: tuple[SubscriptionShown, ...]


class PushSubscriptions:
    """Operations on the caller's push subscriptions."""

    def __init__(self, table: Table, plans: Plans, secret: MasterSecret, pushes: Queue, *, loopback: bool) -> None:
        self._table, self._plans, self._secret, self._pushes = table, plans, secret, pushes
        self._loopback = loopback
        self._public_key = ""

    def list_push_subscriptions(self, request: Request) -> SubscriptionsShown:
        """List the browsers that receive the caller's pushes, and the key to subscribe with."""
        me = self._caller(request)
        self._public_key = self._public_key or vapid.public_key(self._secret.push_key())
        return SubscriptionsShown(
            public_key=self._public_key, items=tuple(SubscriptionShown.of(one) for one in self._of(me))
        )

    def subscribe(self, request: Request, body: SubscriptionBody) -> SubscriptionShown:
        """Send pushes to this browser. The same endpoint again renews it; an eleventh replaces the oldest."""
        check_url(body.endpoint, "endpoint", loopback=self._loopback)

        def make() -> SubscriptionShown:
            me = self._caller(request)
            once = IdempotentRequest(self._table, self._secret.keyed_hashes, me.agent_id, SUBSCRIBE, request)
            found, hashes = self._of(me), self._secret.keyed_hashes("push", body.endpoint)
            was = next((one for one in found if one.hash in hashes), None)
            hashed = was.hash if was else hashes[0]
            if once.made() and was:
                return SubscriptionShown.of(was)
            one = Subscription(
                agent_id=me.agent_id, hash=hashed, endpoint=body.endpoint, keys=body.keys, at=request.now,
                version=was.version if was else 0,
            )  # fmt: skip
            over = [other for other in found if other.hash != hashed][MAX_SUBSCRIPTIONS - 1 :]
            self._table.commit([put(one), *map(delete, over), *once.writes(hashed)])
            return SubscriptionShown.of(one)

        return retry_on_conflict(self._table, make)

    def unsubscribe(self, request: Request, body: EndpointBody) -> None:
        """Stop pushes to this browser. If it is not subscribed, nothing changes."""
        hashes = self._secret.keyed_hashes("push", body.endpoint)

        def end() -> None:
            found = [one for one in self._of(self._caller(request)) if one.hash in hashes]
            self._table.commit([delete(one) for one in found])

        retry_on_conflict(self._table, end)

    def try_push(self, request: Request) -> None:
        """Send a test push to all of the caller's browsers, at most ten times an hour."""
        me = self._caller(request)
        CallerRate(self._table, TEST_PUSHES, me, request.now).commit()
        self._pushes.send([{"channel": "push_test", "agent_id": me.agent_id}])

    def _caller(self, request: Request) -> Member:
        return auth.caller(request, self._plans.current())

    def _of(self, me: Member) -> list[Subscription]:
        """Return the member's subscriptions, the latest first."""
        items = self._table.query(keys.subscription(me.agent_id, "").pk)
        found = (codec.from_item(Subscription, item) for item in items)
        return sorted(found, key=lambda one: one.at, reverse=True)
