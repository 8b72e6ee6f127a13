"""Does the counter that screens ask for move when something changes, and only then?"""

import requests

from tests.e2e.stack import HOURS

# The pool and the plan count for everybody: nobody else may change them meanwhile.


def changes(stack, caller, etag=None):
    """The status and tag of the caller's counter, asked with the tag of before."""
    headers = {"Authorization": f"Bearer {caller.token()}"} | ({"If-None-Match": etag} if etag else {})
    answer = requests.get(stack.told["api"] + "/me/changes", headers=headers, timeout=60)
    return answer.status_code, answer.headers.get("ETag")


def test_a_counter_stands_still_until_something_changes_for_who_asks(stack, until):
    agent = stack.newcomer()
    source = stack.source()
    stack.route([agent], HOURS, source)
    status, tag = changes(stack, agent)
    assert (status, changes(stack, agent, tag)[0]) == (200, 304)
    lead_id = stack.lead(source)
    until(lambda: changes(stack, agent, tag)[0] == 200)
    assert until(lambda: stack.offered_to(agent, lead_id))
