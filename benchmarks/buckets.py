"""Reckon what clocks would take if all offers with one deadline shared one: a bucket of deadlines, a second long.

A bucket cannot be stopped, so it always enters both states. Who is in it stands in the index `due`: an entry that is
put and removed. Deadlines of different leads are independent, so how many a second has follows Poisson's distribution.
"""

from __future__ import annotations

from math import exp
from typing import NamedTuple

from infra.cost.prices import Prices, Used
from infra.states import definition

HOURS = 220  # of a month in which a team gets its leads
STATES = len(definition("")["States"])
ENTRY_UNITS = 2
MILLION = 1_000_000


class Bucketed(NamedTuple):
    """Hold what a lead takes with buckets: offers in one bucket, transitions, and further write units."""

    offers: float
    transitions: float
    units: float

    def dollars(self, prices: Prices) -> float:
        """Return what a million leads pay for it."""
        used = Used("clocks", "transition", self.transitions), Used("writes", "write", self.units)
        return prices.total(used) * MILLION


def transitions(agents: int) -> int:
    """Return how many states the clocks of a lead enter now: all but the last offer's fire, that one is stopped."""
    return (agents - 1) * STATES + 1


def bucketed(agents: int, leads_a_month: int) -> Bucketed:
    """Return what a lead that so many agents are offered takes in a team that gets so many."""
    rate = agents * leads_a_month / HOURS / 3600
    offers = rate / (1 - exp(-rate))
    return Bucketed(offers, agents * STATES / offers, agents * ENTRY_UNITS)


if __name__ == "__main__":
    today = Prices.read()
    for leads in (1_000, 10_000, 100_000, MILLION):
        for agents in (1, 2, 5):
            one = bucketed(agents, leads)
            now = today.of(Used("clocks", "transition", transitions(agents) * MILLION))
            saved = (now - one.dollars(today)) * leads / MILLION
            print(f"{leads:9,} {agents}: {one.offers:5.2f} {one.transitions:5.2f} {saved:8.2f} dollars a month")
