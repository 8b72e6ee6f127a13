"""Is what a killed clock or a restart left undone made good in time?"""

from datetime import datetime

from tests.e2e.stack import Stack

IN_TIME = 90  # seconds after the deadline, by which every offer has ended


def test_a_killed_clock_and_a_restart_with_open_offers_are_made_good_by_the_sweep(runner, stack, until):
    """One lead's clock is stopped; another's is lost when the engine restarts: both go on."""
    source = stack.source()
    stack.route(stack.agents[:2], 20, source)
    killed, restarted = stack.lead(source), stack.lead(source)
    offers = {lead_id: until(lambda i=lead_id: stack.see(i).get("offer")) for lead_id in (killed, restarted)}
    arn = stack.told["clock_arn"].replace(":stateMachine:", ":execution:")
    stack.client("stepfunctions").stop_execution(executionArn=f"{arn}:{offers[killed]['offer_id']}")

    runner.run("down")
    again = Stack(runner.up())
    stack.told = again.told

    for lead_id, offer in offers.items():
        deadline = datetime.fromisoformat(offer["deadline"])
        until(lambda i=lead_id: "expired" in again.kinds(i), seconds=IN_TIME + 30)
        events = again.rainmaker.ask("GET", f"/leads/{lead_id}/timeline")["items"]
        expired = next(event for event in events if event["kind"] == "expired")
        late = (datetime.fromisoformat(expired["at"]) - deadline).total_seconds()
        assert 0 <= late <= IN_TIME
        assert expired["by"] == "sweep"
        offered = until(lambda i=lead_id: again.see(i).get("offer"))
        assert offered["agent_ids"] != offer["agent_ids"]
