"""Does the sweep do what a stopped clock or a restart left undone?"""

from datetime import UTC, datetime, timedelta

import pytest

from shared.domain.lead_records.lead import Lead
from shared.domain.routing.expire import GRACE
from shared.store import keys
from shared.store.table import Table, put
from tests.e2e.stack import HOURS, Stack

pytestmark = pytest.mark.slow


@pytest.fixture
def runner(stacks):
    return stacks.runner("alone")


def let_end(stack, lead_id):
    """Put the deadline of the lead's offer into the past, so that only the sweep finds it."""
    table = Table(stack.client("dynamodb"), stack.told["table"])
    lead = table.get(Lead, keys.lead(lead_id))
    offer = lead.offer.model_copy(update={"deadline": datetime.now(UTC) - GRACE - timedelta(seconds=1)})
    table.commit([put(lead.model_copy(update={"offer": offer}))])


def sweeps(stack, since):
    """Return when the sweeps since then ended, by the function's own log."""
    group = f"/aws/lambda/relevo-{stack.told['tenant']}-sweep"
    told = stack.client("logs").filter_log_events(
        logGroupName=group, filterPattern='"sweep_finished"', startTime=int(since.timestamp() * 1000)
    )
    return [datetime.fromtimestamp(event["timestamp"] / 1000, UTC) for event in told["events"]]


def test_the_next_sweep_repairs_a_stopped_clock_and_a_restart_with_open_offers(runner, stack, until):
    """One lead's clock is stopped; another's is lost when the engine restarts: both leads go on."""
    source = stack.source()
    stack.route(stack.agents[:2], HOURS, source)
    killed, restarted = stack.lead(source), stack.lead(source)
    offers = {lead_id: until(lambda i=lead_id: stack.see(i).get("offer")) for lead_id in (killed, restarted)}
    until(lambda: stack.transitions(offers[killed]["offer_id"])[0] == "RUNNING")
    arn = stack.told["clock_arn"].replace(":stateMachine:", ":execution:")
    stack.client("stepfunctions").stop_execution(executionArn=f"{arn}:{offers[killed]['offer_id']}")

    runner.run("down")
    again = Stack(runner.up())
    for lead_id in offers:
        let_end(again, lead_id)
    ended = datetime.now(UTC)

    for lead_id, offer in offers.items():
        until(lambda i=lead_id: "expired" in again.kinds(i))
        events = again.rainmaker.ask("GET", f"/leads/{lead_id}/timeline")["items"]
        expired = next(event for event in events if event["kind"] == "expired")
        assert expired["by"] == "sweep"
        # The sweep runs every minute; one that had begun before may still end meanwhile.
        at = datetime.fromisoformat(expired["at"])
        assert len([one for one in sweeps(again, ended) if one < at]) <= 1
        offered = until(lambda i=lead_id: again.see(i).get("offer"))
        assert offered["agent_ids"] != offer["agent_ids"]
    assert stack.told["sweep_function"] == again.told["sweep_function"]
