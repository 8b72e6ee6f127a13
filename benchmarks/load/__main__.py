"""`make load`: put a team under load, print how it answered, and fail if a request failed or a lead was lost.

USERS at once (28: sixteen agents, six providers, four managers, two clients that synchronise), for SECONDS (60).
Without RELEVO_STACK a stack of its own is started for it; with it, what the folder's `stack.json` describes is loaded.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from locust.env import Environment  # first: it makes the sockets cooperative of all that is imported after it

# isort: split

from benchmarks.load.fates import AskedByApi
from benchmarks.running import GIVEN, running_stack

USERS, SECONDS = int(os.environ.get("USERS", "28")), int(os.environ.get("SECONDS", "60"))
A_SECOND = 4  # users who begin
PATIENCE = 180  # seconds until every lead must be well
AGAIN = 5


def main() -> int:
    """Load the team; return 1 if anything went wrong."""
    with running_stack() as stack:
        os.environ[GIVEN] = stack["folder"]
        from benchmarks.load import users  # they read the stack

        failed = _load(users)
        return int(_leads_are_wrong(users) or failed)


def _load(users: Any) -> bool:
    """Run the users, and print a line for each kind of request; return whether any failed."""
    kinds = [users.Provider, users.Agent, users.Manager, users.Synchronising]
    environment = Environment(user_classes=kinds)
    runner = environment.create_local_runner()
    runner.start(USERS, spawn_rate=A_SECOND)
    time.sleep(SECONDS)
    runner.quit()
    print(f"{'request':42} {'number':>7} {'failed':>6} {'p50 ms':>7} {'p95 ms':>7} {'a second':>8}")
    for entry in [*sorted(environment.stats.entries.values(), key=lambda one: one.name), environment.stats.total]:
        p50, p95 = (entry.get_response_time_percentile(share) for share in (0.5, 0.95))
        counted = f"{entry.num_requests:7,} {entry.num_failures:6,} {p50:7,.0f} {p95:7,.0f} {entry.total_rps:8.1f}"
        print(f"{entry.name:42} {counted}")
    for error in environment.stats.errors.values():
        print(f"failed {error.occurrences} times: {error.name}: {error.error}")
    return bool(environment.stats.total.num_failures)


def _leads_are_wrong(users: Any) -> bool:
    """Look until every lead is well, or patience ends; print what became of them; return whether any is not well."""
    token, ends = users.TEAM.tokens["rainmaker"][0], time.monotonic() + PATIENCE
    while (verdict := users.FATES.look(AskedByApi(users.TEAM.api, token))).wrong and time.monotonic() < ends:
        time.sleep(AGAIN)
    print(f"{users.FATES.deliveries()} deliveries were taken. {verdict.line}")
    for one in verdict.wrong:
        print(f"  {one}")
    return bool(verdict.wrong)


if __name__ == "__main__":
    sys.exit(main())
