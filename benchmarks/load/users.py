"""Act as everybody who uses a team: providers, agents, managers, and clients that synchronise. A locustfile.

Consoles ask for the counter and read what moved, as ours does while it gets no hints.
"""

from __future__ import annotations

import random
from itertools import count, cycle
from typing import Any

from locust import FastHttpUser, between, constant, task  # first: it makes what is imported after it cooperative

# isort: split

from benchmarks.load.deliveries import CONTENTS, SHARES, make_up
from benchmarks.load.fates import Fates
from benchmarks.load.team import Team
from benchmarks.running import told

TEAM, FATES = Team(told()), Fates()
_DEALT = {role: cycle(tokens) for role, tokens in TEAM.tokens.items()}
_TAKEN = [one for one in TEAM.webhooks if one["kind"] in CONTENTS]
_NUMBERS = count()
LOST_RACE = {403, 404, 409, 410}  # somebody else was faster, or the offer is over
FORGED, REPEATED = 0.02, 0.05  # of all deliveries


class Provider(FastHttpUser):
    """Deliver inquiries by the webhooks of several kinds; some twice, a few forged."""

    weight = 3
    host = TEAM.api
    wait_time = between(0.5, 2)

    @task
    def deliver(self) -> None:
        """Deliver a new person's inquiry."""
        shares = [SHARES[one["kind"]] for one in _TAKEN]
        delivery = make_up(random.choices(_TAKEN, shares)[0])
        if random.random() < FORGED:
            self._send(delivery.forged(), "forged", {401})
            return
        answer = self._send(delivery, delivery.kind, {200, 202})
        FATES.answered(delivery, answer)
        if random.random() < REPEATED:
            FATES.answered(delivery, self._send(delivery, f"{delivery.kind}, again", {200}))

    def _send(self, delivery: Any, name: str, expected: set[int]) -> Any:
        with self.client.post(
            delivery.webhook["path"],
            data=delivery.content,
            headers=delivery.headers,
            name=f"deliver: {name}",
            catch_response=True,
        ) as answer:
            if answer.status_code in expected:
                answer.success()
                return answer.json() if answer.status_code != 401 else None
            answer.failure(f"answered {answer.status_code}: {answer.text[:200]}")
        return None


class Member(FastHttpUser):
    """Hold what consoles of all roles do."""

    abstract = True
    host = TEAM.api
    wait_time = between(0.5, 2)
    role = "agent"

    def on_start(self) -> None:
        """Sign in, and open the console."""
        self._bearer = {"Authorization": f"Bearer {next(_DEALT[self.role])}"}
        self._counter: int | None = None
        self.ask("/me")

    def ask(
        self, path: str, name: str = "", body: Any = None, method: str = "", refused: frozenset[int] = frozenset()
    ) -> Any:
        """Send a request; return the answer's body, nothing if it was refused."""
        method = method or ("GET" if body is None else "POST")
        with self.client.request(
            method, path, json=body, headers=self._bearer, name=f"{method} {name or path}", catch_response=True
        ) as answer:
            if answer.status_code in refused:
                answer.success()
                return None
            if not 200 <= answer.status_code < 300:
                answer.failure(f"answered {answer.status_code}: {(answer.text or '')[:200]}")
                return None
            return answer.json() if answer.text else None

    def moved(self) -> bool:
        """Ask whether something has moved since last time."""
        told = self.ask("/me/changes") or {"counter": self._counter}
        before, self._counter = self._counter, told["counter"]
        return before != self._counter


class Agent(Member):
    """Claim three offers of four, pass the rest, and look at the own leads."""

    weight = 8

    @task(6)
    def answer_offers(self) -> None:
        """Answer what is offered, if something has moved."""
        if not self.moved():
            return
        for offer in (self.ask("/me/offers") or {"items": []})["items"]:
            verb = "claim" if random.random() < 0.75 else "pass"
            path = f"/leads/{offer['lead_id']}/{verb}"
            self.ask(path, f"/leads/{{lead_id}}/{verb}", method="POST", refused=frozenset(LOST_RACE))

    @task(2)
    def see_the_day(self) -> None:
        """Look at what the day asks for, and record a call with one of those who wait."""
        leads = (self.ask("/leads?owner=me&sort=waiting&limit=50", "/leads?owner=me&sort=waiting") or {"items": []})[
            "items"
        ]
        self.ask("/tasks?assignee=me&state=open&limit=20", "/tasks?assignee=me")
        if leads:
            lead_id = random.choice(leads)["lead_id"]
            self.ask(f"/leads/{lead_id}", "/leads/{lead_id}")
            call = {"kind": "call", "outcome": "spoke", "body": "Visita el viernes."}
            self.ask(
                f"/leads/{lead_id}/interactions", "/leads/{lead_id}/interactions", call, refused=frozenset(LOST_RACE)
            )

    @task(1)
    def see_the_pool(self) -> None:
        """Look at the pool."""
        self.ask("/pool?limit=50", "/pool")


class Manager(Member):
    """Watch the team."""

    weight = 2
    role = "manager"

    @task(4)
    def watch(self) -> None:
        """Look at the dashboard."""
        self.ask("/dashboard")

    @task(1)
    def report(self) -> None:
        """Read a report."""
        self.ask("/reports/routing?range=mtd&by=agent", "/reports/routing")

    @task(2)
    def search(self) -> None:
        """Look for a person."""
        self.ask("/leads/search", body={"q": random.choice(("luc", "garcía", "óscar n")), "limit": 20})

    @task(1)
    def see_who_waits(self) -> None:
        """Look at the open conversations."""
        self.ask("/conversations?limit=50", "/conversations")


class Synchronising(Member):
    """Keep a copy of all leads, as another program of the team's does."""

    weight = 1
    role = "rainmaker"
    wait_time = constant(2)

    @task
    def follow(self) -> None:
        """Read the newest leads, once something has moved."""
        if self.moved():
            self.ask("/leads?limit=100", "/leads")
