"""Does a secret end for every process with the next delivery, however warm its copy of the plan is?"""

import pytest

from tests.e2e.stack import AT_ONCE, at_once


def statuses(stack, *sources):
    """Deliver an event with each of these secrets, all at once and several times; return the statuses by secret."""
    sent = [source for source in sources for _ in range(AT_ONCE // len(sources))]
    answers = at_once([lambda source=source: stack.post(source) for source in sent])
    found = zip(sent, answers, strict=True)
    by_secret = {source["secret"]: set() for source in sources}
    for source, answer in found:
        by_secret[source["secret"]].add(answer.status)
    return list(by_secret.values())


@pytest.mark.parametrize("kind", ["standard", "api_key"])
def test_a_former_secret_ends_for_all_processes_with_the_next_delivery(stack, kind):
    first = stack.source(kind)
    path = f"/sources/{first['source_id']}/secret"
    assert statuses(stack, first) == [{202}]
    second = stack.rainmaker.ask("POST", path)
    assert statuses(stack, first, second) == [{202}, {202}]
    stack.rainmaker.ask("DELETE", f"{path}/former")
    assert statuses(stack, first, second) == [{401}, {202}]
    third = stack.rainmaker.ask("POST", path, {"revoke_former": True})
    assert statuses(stack, first, second, third) == [{401}, {401}, {202}]
    fourth = stack.rainmaker.ask("POST", path)
    stack.rainmaker.ask("DELETE", f"/sources/{first['source_id']}")
    assert statuses(stack, third, fourth) == [{401}, {202}]
