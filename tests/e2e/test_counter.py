"""Does the change counter that screens poll move when something changes, and only then?"""

import requests

from tests.e2e.stack import HOURS

# Changes of the pool and the plan count for everybody: nobody else may make any meanwhile.


def changes(stack, caller, etag=None):
    """Return the status and tag of the caller's change counter, requested with the earlier tag."""
    headers = {"Authorization": f"Bearer {caller.token()}"} | ({"If-None-Match": etag} if etag else {})
    answer = requests.get(stack.told["api"] + "/me/changes", headers=headers, timeout=60)
    return answer.status_code, answer.headers.get("ETag")


def test_a_counter_moves_only_when_something_changes_for_its_caller(stack, until):
    agent = stack.newcomer()
    source = stack.source()
    stack.route([agent], HOURS, source)
    status, tag = changes(stack, agent)
    assert (status, changes(stack, agent, tag)[0]) == (200, 304)
    lead_id = stack.lead(source)
    until(lambda: changes(stack, agent, tag)[0] == 200)
    assert until(lambda: stack.offered_to(agent, lead_id))
