"""Are counts told by tenant and function, and is what a person must look at told once more, for all functions?"""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.observe import FOR_A_PERSON, count, logger, measure


def told(capsys):
    """Return each line that was printed, and of each metric: its namespace, dimensions and unit."""
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    metrics = {}
    for line in lines:
        [found] = line["_aws"]["CloudWatchMetrics"]
        [metric] = found["Metrics"]
        by = {name: line[name] for name in found["Dimensions"][0]}
        metrics[metric["Name"]] = (found["Namespace"], by, metric["Unit"], line[metric["Name"]])
    return lines, metrics


@pytest.fixture(autouse=True)
def acme(monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", f"relevo-acme-{logger.service}")


BY = {"stack": "relevo-acme", "service": logger.service}


def test_a_count_is_of_a_tenant_and_a_function(capsys):
    count("Swept", 2)
    assert told(capsys)[1] == {"Swept": ("Relevo", BY, "Count", [2])}


def test_a_duration_is_in_milliseconds(capsys):
    measure("WayMilliseconds", 400)
    assert told(capsys)[1] == {"WayMilliseconds": ("Relevo", BY, "Milliseconds", [400])}


@pytest.mark.parametrize("name", sorted(FOR_A_PERSON))
def test_what_a_person_must_look_at_is_one_metric_of_the_tenant(capsys, name):
    count(name, 3)
    whole = {"stack": "relevo-acme", "service": "all"}
    assert told(capsys)[1] == {
        name: ("Relevo", BY, "Count", [3]), "WorkFailed": ("Relevo", whole, "Count", [3])
    }  # fmt: skip


def test_lines_of_several_threads_do_not_mix(capsys):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: count("Swept"), range(200)))
    assert len(told(capsys)[0]) == 200
