"""Keep what was answered to providers, and find out what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple, Protocol

from benchmarks.load.deliveries import Delivery
from local.api import Bearer, send

type Json = dict[str, Any]

STATES = ("unrouted", "offered", "owned", "pooled", "closed")
OFFERED_WITHIN = timedelta(seconds=60)
"""State how soon a lead must be offered, or pooled: later is what the alarm `routing-lag` tells of."""
ENDED_WITHIN = timedelta(seconds=150)
"""State how soon after its deadline an offer must have ended: a sweep, a minute's precision, and a retry."""
AT_ONCE = 8


class Verdict(NamedTuple):
    """Hold what became of all leads: what is wrong, and how long the slowest waited to be offered."""

    leads: int
    wrong: list[str]
    slowest: timedelta
    states: Mapping[str, int]

    @property
    def line(self) -> str:
        """Return it in one line."""
        states = ", ".join(f"{number} {state}" for state, number in self.states.items() if number)
        slowest = self.slowest.total_seconds()
        return f"{self.leads} leads: {states}; the slowest offered after {slowest:.1f} s; wrong: {len(self.wrong)}"


class Team(Protocol):
    """Say what became of deliveries and leads."""

    def lead_by_now(self, delivery: Delivery) -> str | None:
        """Return the lead of a delivery that was put off, or refers to details."""

    def lead(self, lead_id: str) -> Json:
        """Return a lead as it is."""

    def listed(self, state: str, wanted: set[str]) -> set[str]:
        """Return which of these leads the list of a state has."""


class Fates:
    """Hold each delivery with the lead that it was answered to be."""

    def __init__(self) -> None:
        self._answers: dict[bytes, tuple[Delivery, str | None]] = {}
        self._contradicted: list[str] = []

    def answered(self, delivery: Delivery, answer: Json | None) -> None:
        """Note an answer of success; a repeated delivery must be the same lead."""
        if answer is None:
            return
        before, found = self._answers.get(delivery.content), lead_of(answer)
        if before and before[1] and before[1] != found:
            self._contradicted.append(f"a delivery became {before[1]} and, repeated, {found}")
        self._answers[delivery.content] = delivery, found

    def deliveries(self) -> int:
        """Return how many deliveries were taken."""
        return len(self._answers)

    def look(self, team: Team) -> Verdict:
        """See what became of every delivery by now."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            ids = list(pool.map(lambda one: one[1] or team.lead_by_now(one[0]), self._answers.values()))
            known = [lead_id for lead_id in ids if lead_id]
            seen = list(pool.map(team.lead, known))
            listed = list(pool.map(lambda state: team.listed(state, set(known)), STATES))
        unmade = [f"no lead came of a delivery by {kind}" for kind in self._unmade(ids)]
        return judge(seen, listed, datetime.now(UTC), [*self._contradicted, *unmade])

    def _unmade(self, ids: Iterable[str | None]) -> list[str]:
        return [
            delivery.kind for (delivery, _), lead_id in zip(self._answers.values(), ids, strict=True) if not lead_id
        ]


def lead_of(answer: Json) -> str | None:
    """Return the id of the lead that a delivery became, if it is one yet."""
    return answer.get("lead_id") or next((one["lead_id"] for one in answer.get("leads", ())), None)


def judge(seen: Iterable[Json], listed: Iterable[set[str]], now: datetime, wrong: Iterable[str] = ()) -> Verdict:
    """Judge leads as they are seen one by one, and where lists have them.

    Args:
        seen: each lead, as it is.
        listed: the ids of leads in each state's list.
        now: the present time.
        wrong: what is known to be wrong already.
    """
    leads, lists = list(seen), [*chain.from_iterable(listed)]
    found, waits, states = list(wrong), [timedelta(0)], dict.fromkeys(STATES, 0)
    for lead in leads:
        lead_id, state = lead["lead_id"], lead["state"]
        states[state] += 1
        if state == "unrouted":
            found.append(f"{lead_id} is not routed")
        if (often := lists.count(lead_id)) != 1:
            found.append(f"{lead_id} is in {often} lists")
        if (offer := lead.get("offer")) and now - _at(offer["deadline"]) > ENDED_WITHIN:
            found.append(f"{lead_id} is still offered, past its deadline {offer['deadline']}")
        speed = lead["speed"]
        waits.append(_at(speed.get("offered_at") or lead["since"]) - _at(speed["received_at"]))
        if waits[-1] > OFFERED_WITHIN:
            found.append(f"{lead_id} was offered after {waits[-1].total_seconds():.0f} s")
    return Verdict(len(leads), found, max(waits), states)


class AskedByApi(NamedTuple):
    """A team, by its API and the token of a supervisor."""

    api: str
    token: str

    def lead_by_now(self, delivery: Delivery) -> str | None:
        """Repeat the delivery: it is answered with the lead that it became."""
        answer = send(self.api, "POST", delivery.webhook["path"], delivery.content, delivery.headers)
        return lead_of(answer.body) if answer.status in {200, 202} else None

    def lead(self, lead_id: str) -> Json:
        """Read a lead."""
        lead: Json = Bearer(self.api, self.token).ask("GET", f"/leads/{lead_id}")
        return lead

    def listed(self, state: str, wanted: set[str]) -> set[str]:
        """Read the list to its end."""
        found, after, ask = set[str](), "", Bearer(self.api, self.token).ask
        while True:
            page = ask("GET", f"/leads?state={state}&limit=100{after}")
            found |= wanted & {lead["lead_id"] for lead in page["items"]}
            if not page["next"]:
                return found
            after = f"&cursor={page['next']}"


def _at(told: str) -> datetime:
    return datetime.fromisoformat(told)
