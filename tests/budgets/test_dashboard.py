"""Does the dashboard of a busy team read and parse no more than was agreed, when somebody looks again?"""

from collections import Counter

from tests import memory
from tests.budgets.budget import budget
from tests.counting import Counting
from tests.functions import large, supervising, team
from tests.functions.counter_rows import NOW
from tests.make import CHIEF
from tests.tables import StagedTable

NAME = "dashboard of 1,300 leads, again"


def test_a_dashboard_that_is_read_again_parses_no_more_than_allowed(aws, secret, event):
    counted = Counting(memory.client("dynamodb"))
    table = StagedTable(counted)
    ask = supervising.caller(table, secret, event, now=lambda: NOW)
    team.seat(table)
    large.fill(memory.client("dynamodb"), agents=20, leads=1_300)
    ask("/dashboard", CHIEF)
    counted.calls.clear()
    counted.answered = counted.attributes = 0
    assert ask("/dashboard", CHIEF)[0] == 200
    budget("calls", NAME).hold(len(counted.calls), dict(sorted(Counter(counted.calls).items())))
    budget("items", NAME).hold(counted.answered)
    budget("attributes", NAME).hold(counted.attributes)
