"""If functions are killed and the engine restarts while leads come in, is each lead there once, with its turn?

The table's stream has four shards here, as on AWS, and eight calls of a function run at once. The engine is stopped
with SIGTERM: killed otherwise it would lose its memory, which no AWS service does. What it is doing is cut off.
"""

import http.client
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from local.problems import Broken
from shared.domain.lead_records.lead import Lead
from shared.store import codec
from tests.e2e.stack import HOURS, Stack
from tests.faults import invariants
from tests.soak import often

pytestmark = [pytest.mark.slow, pytest.mark.sampled]
LEADS = often(20, 200)
KILLS = often(6, 40)
AT_ONCE = 8


@pytest.fixture
def runner(stacks):
    return stacks.runner("alone")


def workers(folder):
    """Return the ids of the processes in which the stack's functions run: the children of its engine."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes().split(b"\0")
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            environment = (entry / "environ").read_bytes().split(b"\0")
        except (OSError, IndexError):
            continue  # it has ended
        found[int(entry.name)] = parent, command, environment
    mine = f"RELEVO_LOCAL_DIR={folder}".encode()
    engines = {pid for pid, (_, command, env) in found.items() if b"local.engine" in command and mine in env}
    return [pid for pid, (parent, _, _) in found.items() if parent in engines]


class Provider:
    """Post leads to whichever stack runs, until each is acknowledged."""

    def __init__(self, stack, source):
        self.stack, self._source = stack, source

    def post(self, number):
        event_id = f"killed-{number}-{time.time_ns()}"
        content = f'{{"contact": {{"emails": ["{event_id}@example.com"]}}}}'.encode()
        while True:
            try:
                answer = self.stack.post(self._source, event_id, content)
            except (Broken, OSError, http.client.HTTPException):
                answer = None
            if answer is not None and answer.status in (200, 202) and "lead_id" in answer.body:
                return answer.body["lead_id"]
            time.sleep(0.2)


def test_no_lead_is_lost_or_doubled_while_functions_are_killed_and_the_engine_restarts(runner, stack, until):
    source = stack.source()
    stack.route(stack.agents, HOURS, source)
    provider, killed = Provider(stack, source), []

    def kill():
        while len(killed) < KILLS:
            for pid in workers(runner.folder)[:2]:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
                killed.append(pid)
            time.sleep(0.3)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        posted = [pool.submit(provider.post, number) for number in range(LEADS)]
        killing = threading.Thread(target=kill)
        killing.start()
        until(lambda: sum(one.done() for one in posted) >= LEADS // 4)
        killing.join()
        runner.run("down")
        provider.stack = again = Stack(runner.up())
        ids = {one.result() for one in posted}
    assert len(ids) == LEADS, "one event made two leads, or two one"
    check(again, ids, until)


def check(stack, ids, until):
    def all_offered():
        leads = [lead for lead in read(stack)[0] if lead.lead_id in ids]
        return leads if len(leads) == LEADS and all(lead.offer for lead in leads) else None

    leads = sorted(until(all_offered), key=lambda lead: lead.offer.turn)
    order = [stack.id_of(agent) for agent in stack.agents]
    assert [lead.offer.turn for lead in leads] == list(range(1, LEADS + 1))
    assert [lead.offer.agent_ids[0] for lead in leads] == [order[n % len(order)] for n in range(LEADS)]
    for lead in leads:
        invariants.one_state(lead)
        invariants.one_winner(lead)
    every, loads = read(stack)
    invariants.open_counts_equal_leads(every, loads)


def read(stack):
    """Return all leads and workloads of the table."""
    pages = stack.client("dynamodb").get_paginator("scan").paginate(TableName=stack.told["table"], ConsistentRead=True)
    items = [item for page in pages for item in page["Items"]]
    leads = [codec.from_item(Lead, item) for item in items if invariants.is_lead(item)]
    return leads, invariants.workloads(items)
