"""Build what a team would build instead: FastAPI on PostgreSQL, by the same rules, each step in one transaction.

It checks the signature, knows a repeated event by its id and a known person by address, keeps the delivery as it came,
turns a route's agents round robin under a locked row with their limits, offers until a deadline, and lets only the
agent to whom a lead is offered claim it before then. History and daily counters are kept as well. It has one route,
one rule and one kind of source, no search, no traces, no tenants' schedules, and normalises with the same library.
"""

from __future__ import annotations

import json
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import phonenumbers
from fastapi import FastAPI, Header, HTTPException, Request
from psycopg import AsyncConnection
from psycopg.types.json import Jsonb
from pydantic import BaseModel
from standardwebhooks import Webhook, WebhookVerificationError

from benchmarks.inquiry import Contact, Inquiry, Received

SCHEMA = """
create table deliveries (source_id text, event_id text, lead_id text, raw bytea not null, at timestamptz not null,
  primary key (source_id, event_id));
create table people (kind text, address text, lead_id text not null, primary key (kind, address));
create table leads (lead_id text primary key, source_id text not null, state text not null, contact jsonb not null,
  attributes jsonb not null, message text, created_at timestamptz not null, owner text, agent_id text,
  deadline timestamptz, respond_by timestamptz, asked_again_at timestamptz);
create index on leads (state, created_at);
create table events (lead_id text not null, at timestamptz not null, kind text not null, by text, told jsonb);
create index on events (lead_id, at);
create table members (sub text primary key, agent_id text not null, role text not null, active boolean not null);
create table rotations (route_id text primary key, place int not null);
create table workloads (agent_id text primary key, active boolean not null, open_offers int not null,
  open_leads int not null);
create table counters (day date, agent_id text, source_id text, kind text, number int not null,
  primary key (day, agent_id, source_id, kind));
"""
COUNT = """insert into counters values (%s, %s, %s, %s, %s)
  on conflict (day, agent_id, source_id, kind) do update set number = counters.number + excluded.number"""
EVENT = "insert into events values (%s, %s, %s, %s, %s)"
CLAIM = """update leads set state = 'owned', owner = agent_id, deadline = null, respond_by = %s
  where lead_id = %s and state = 'offered' and agent_id = %s and deadline > %s
  returning source_id, contact, attributes, message, created_at"""
CLAIM_SECONDS, RESPOND_SECONDS, MAX_OPEN = timedelta(seconds=300), timedelta(hours=1), 1_000_000


class Owned(BaseModel):
    """Hold a claimed lead as its owner sees it."""

    lead_id: str
    state: str
    owner: str
    source_id: str
    contact: Contact
    attributes: dict[str, Any]
    message: str | None
    created_at: datetime
    respond_by: datetime


class Reference:
    """Hold the app, and the worker that routes.

    Args:
        connection: to the database, which commits by itself outside of transactions.
        secret: with which every source signs.
        agents: on the route, in order.
    """

    def __init__(self, connection: AsyncConnection[Any], secret: str, agents: tuple[str, ...]) -> None:
        self._db, self._webhook, self._agents = connection, Webhook(secret), agents
        self.app = FastAPI()
        self.app.post("/webhooks/{source_id}", status_code=202)(self.receive)
        self.app.post("/leads/{lead_id}/claim")(self.claim)

    async def prepare(self, subs: dict[str, str]) -> None:
        """Create the tables and the team: who asks by `sub`, and their agents."""
        await self._db.execute(SCHEMA)
        await self._db.execute("insert into rotations values ('main', 0)")
        for sub, agent_id in subs.items():
            await self._db.execute("insert into members values (%s, %s, 'agent', true)", [sub, agent_id])
            await self._db.execute("insert into workloads values (%s, true, 0, 0)", [agent_id])

    async def receive(self, source_id: str, inquiry: Inquiry, request: Request) -> Received:
        """Make a delivery a lead, exactly once."""
        raw, now = await request.body(), datetime.now(UTC)
        try:
            self._webhook.verify(raw, dict(request.headers))
        except WebhookVerificationError as error:
            raise HTTPException(401) from error
        event_id, lead_id = request.headers["webhook-id"], f"lead_{uuid.uuid4().hex}"
        addresses = [("email", one.lower()) for one in inquiry.contact.emails]
        addresses += [("phone", _e164(one)) for one in inquiry.contact.phones]
        async with self._db.transaction():
            asked = await self._db.execute(
                "insert into deliveries values (%s, %s, %s, %s, %s) on conflict do nothing returning lead_id",
                [source_id, event_id, lead_id, raw, now],
            )
            if not await asked.fetchone():
                asked = await self._db.execute(
                    "select lead_id from deliveries where source_id = %s and event_id = %s", [source_id, event_id]
                )
                return Received(lead_id=(await asked.fetchone())[0], repeat=True)  # type: ignore[index]
            kinds, values = zip(*addresses, strict=True)
            asked = await self._db.execute(
                "select lead_id from people join unnest(%s::text[], %s::text[]) as given (kind, address)"
                " using (kind, address) order by kind limit 1 for update of people",
                [list(kinds), list(values)],
            )
            known = await asked.fetchone()
            if known:
                await self._ask_again(known[0], source_id, event_id, inquiry, now)
                return Received(lead_id=known[0], repeat=True)
            await self._db.execute(
                "insert into leads (lead_id, source_id, state, contact, attributes, message, created_at)"
                " values (%s, %s, 'unrouted', %s, %s, %s, %s)",
                [lead_id, source_id, Jsonb(inquiry.contact.model_dump()), Jsonb(inquiry.attributes), inquiry.message,
                 now],
            )  # fmt: skip
            await self._db.execute(
                "insert into people select kind, address, %s"
                " from unnest(%s::text[], %s::text[]) as given (kind, address) on conflict do nothing",
                [lead_id, list(kinds), list(values)],
            )
            await self._db.execute(EVENT, [lead_id, now, "received", None, Jsonb({"source_id": source_id})])
        return Received(lead_id=lead_id, repeat=False)

    async def _ask_again(self, lead_id: str, source_id: str, event_id: str, inquiry: Inquiry, now: datetime) -> None:
        await self._db.execute("update leads set asked_again_at = %s where lead_id = %s", [now, lead_id])
        await self._db.execute(
            "update deliveries set lead_id = %s where source_id = %s and event_id = %s", [lead_id, source_id, event_id]
        )
        await self._db.execute(EVENT, [lead_id, now, "asked_again", None, Jsonb(inquiry.model_dump())])

    async def route(self, most: int = 100) -> int:
        """Offer the oldest leads that wait, at most so many; return how many."""
        now = datetime.now(UTC)
        async with self._db.transaction():
            asked = await self._db.execute(
                "select lead_id, source_id from leads where state = 'unrouted' order by created_at limit %s"
                " for update skip locked",
                [most],
            )
            waiting = await asked.fetchall()
            asked = await self._db.execute("select place from rotations where route_id = 'main' for update")
            place = (await asked.fetchone())[0]  # type: ignore[index]
            asked = await self._db.execute(
                "select agent_id, active, open_offers + open_leads from workloads where agent_id = any(%s) for update",
                [list(self._agents)],
            )
            free = {agent_id: MAX_OPEN - open_now for agent_id, active, open_now in await asked.fetchall() if active}
            offered: list[tuple[str, str, str]] = []
            for lead_id, source_id in waiting:
                agent_id, place = self._next(place, free)
                offered.append((lead_id, source_id, agent_id))
                free[agent_id] -= 1
            await self._offer(offered, place, now)
        return len(offered)

    def _next(self, place: int, free: dict[str, int]) -> tuple[str, int]:
        """Return the next agent in turn who has room, and the place after them."""
        for step in range(len(self._agents)):
            agent_id = self._agents[(place + step) % len(self._agents)]
            if free.get(agent_id, 0) > 0:
                return agent_id, (place + step + 1) % len(self._agents)
        raise LookupError("nobody has room")

    async def _offer(self, offered: list[tuple[str, str, str]], place: int, now: datetime) -> None:
        deadline, numbers = now + CLAIM_SECONDS, dict[tuple[date, str, str, str], int]()
        for _, source_id, agent_id in offered:
            key = (now.date(), agent_id, source_id, "offered")
            numbers[key] = numbers.get(key, 0) + 1
        async with self._db.cursor() as cursor:
            await cursor.executemany(
                "update leads set state = 'offered', agent_id = %s, deadline = %s where lead_id = %s",
                [(agent_id, deadline, lead_id) for lead_id, _, agent_id in offered],
            )
            told = [Jsonb({"agent_id": agent_id, "route_id": "main"}) for _, _, agent_id in offered]
            await cursor.executemany(
                EVENT, [(one[0], now, "offered", None, what) for one, what in zip(offered, told, strict=True)]
            )
            await cursor.executemany(
                "update workloads set open_offers = open_offers + %s where agent_id = %s",
                [(number, agent_id) for (_, agent_id, _, _), number in numbers.items()],
            )
            await cursor.executemany(COUNT, [(*key, number) for key, number in numbers.items()])
        await self._db.execute("update rotations set place = %s where route_id = 'main'", [place])

    async def claim(self, lead_id: str, x_sub: str = Header()) -> Owned:
        """Make the caller, whose token was checked before, the owner of a lead that is offered to them."""
        now = datetime.now(UTC)
        respond_by = now + RESPOND_SECONDS
        async with self._db.transaction():
            asked = await self._db.execute("select agent_id from members where sub = %s and active", [x_sub])
            me = await asked.fetchone()
            if not me:
                raise HTTPException(403)
            asked = await self._db.execute(CLAIM, [respond_by, lead_id, me[0], now])
            row = await asked.fetchone()
            if not row:
                raise HTTPException(409)
            await self._db.execute(
                "update workloads set open_offers = open_offers - 1, open_leads = open_leads + 1 where agent_id = %s",
                [me[0]],
            )
            await self._db.execute(EVENT, [lead_id, now, "claimed", me[0], None])
            await self._db.execute(COUNT, [now.date(), me[0], row[0], "claimed", 1])
        return Owned(lead_id=lead_id, state="owned", owner=me[0], source_id=row[0], contact=row[1], attributes=row[2],
                     message=row[3], created_at=row[4], respond_by=respond_by)  # fmt: skip


async def call(app: FastAPI, path: str, body: str, headers: dict[str, str]) -> dict[str, Any]:
    """Return the answer of the app to a POST, called as a server would; fail unless it is a success."""
    sent: list[dict[str, Any]] = []
    named = {"content-type": "application/json", "host": "api.example.com", **headers}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "https",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "client": ("127.0.0.1", 1),
        "server": ("api.example.com", 443), "headers": [(a.encode(), b.encode()) for a, b in named.items()],
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body.encode(), "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)  # type: ignore[arg-type]
    if sent[0]["status"] >= 300:
        raise RuntimeError(f"answered {sent}")
    answer: dict[str, Any] = json.loads(b"".join(one.get("body", b"") for one in sent[1:]))
    return answer


def _e164(text: str) -> str:
    number = phonenumbers.parse(text, "ES")
    if not phonenumbers.is_valid_number(number):
        raise HTTPException(422)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
