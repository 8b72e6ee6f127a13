"""Are counts told by tenant and function, and is what a person must look at told once more?"""

import json

from shared.observe import FOR_A_PERSON, count, logger


def told(capsys):
    line = json.loads(capsys.readouterr().out)
    metrics = {
        metric["Metrics"][0]["Name"]: (metric["Namespace"], metric["Dimensions"])
        for metric in line["_aws"]["CloudWatchMetrics"]
    }
    return line, metrics


def test_a_count_is_of_a_tenant_and_a_function(capsys, monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", f"relevo-acme-{logger.service}")
    count("Swept", 2)
    line, metrics = told(capsys)
    assert metrics == {"Swept": ("Relevo", [["stack", "service"]])}
    assert (line["stack"], line["service"], line["Swept"]) == ("relevo-acme", logger.service, 2)


def test_what_a_person_must_look_at_is_one_metric_of_the_tenant(capsys):
    for name in FOR_A_PERSON:
        count(name, 3)
        line, metrics = told(capsys)
        assert metrics["WorkFailed"] == ("Relevo", [["stack"]])
        assert (line[name], line["WorkFailed"]) == (3, 3)
