"""Does every clock get its turn if very many fire at one instant, and few calls of `expire` run at once?"""

import heapq
import random

import pytest

from infra.states import definition

AT_ONCE, TOOK = 20, 0.05
"""State how many calls run at once, and how many seconds each takes; Lambda refuses all others."""


def fire(many, retry):
    """Return when each clock got its turn, in seconds after the instant, and how many gave up."""
    chance = random.Random(many)
    coming, running, ended, gave_up = [(0.0, clock, 0) for clock in range(many)], [], [], 0
    while coming:
        now, clock, tries = heapq.heappop(coming)
        while running and running[0] <= now:
            heapq.heappop(running)
        if len(running) < AT_ONCE:
            heapq.heappush(running, now + TOOK)
            ended.append(now + TOOK)
        elif tries == retry["MaxAttempts"]:
            gave_up += 1
        else:
            longest = min(retry["IntervalSeconds"] * retry["BackoffRate"] ** tries, retry["MaxDelaySeconds"])
            wait = chance.uniform(0, longest) if retry["JitterStrategy"] == "FULL" else longest
            heapq.heappush(coming, (now + wait, clock, tries + 1))
    return ended, gave_up


@pytest.mark.parametrize("many", [200, 2_000, 20_000])
@pytest.mark.parametrize("error", ["Lambda.TooManyRequestsException", "States.TaskFailed"])
def test_no_clock_of_one_instant_gives_up_and_the_last_is_soon_done(many, error):
    """What gives up waits for the sweep, which looks at 2,000 offers a minute."""
    retriers = definition("arn")["States"]["Expire"]["Retry"]
    [retry] = [one for one in retriers if error in one["ErrorEquals"]]
    ended, gave_up = fire(many, retry)
    assert gave_up == 0
    assert max(ended) < 2 * many * TOOK / AT_ONCE + 30
