"""Does a sweep that finds nothing to do make no more calls than was agreed? It runs every minute of the month."""

from collections import Counter
from datetime import timedelta

from tests import make, memory
from tests.budgets.budget import budget
from tests.counting import Counting
from tests.functions import team
from tests.functions.sweeping import sweeping
from tests.make import ANN, MAIN, NOON
from tests.tables import StagedTable
from tests.watch import Watch

MINUTES = 60
"""Sweep so often: some work is done each time, some only now and then."""


def test_a_sweep_that_finds_nothing_makes_no_more_calls_than_allowed(table):
    team.seat(table, routes=[make.route(MAIN, [ANN])])
    counted, now = Counting(memory.client("dynamodb")), Watch(NOON)
    sweep = sweeping(StagedTable(counted), now)
    sweep()  # the first one notes where it is
    counted.calls.clear()
    for _ in range(MINUTES):
        now.now += timedelta(minutes=1)
        assert sweep()["swept"] == 0
    budget("calls", "an hour of idle sweeps").hold(len(counted.calls), dict(sorted(Counter(counted.calls).items())))
