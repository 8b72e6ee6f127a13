"""Does `make status` tell what is wrong with a tenant, and `make diff` what a deployment would take from it?"""

import pytest

from infra.cdk import CdkError
from infra.checked_out import commit, release
from infra.lifecycle import diff, status
from infra.lifecycle.alarms import ringing
from infra.lifecycle.stacks import shown_version
from infra.tenant_file import TENANTS
from tests.infra.accounts import Account
from tests.infra.deployed import AT, resources, stack, stacks

OURS = [("AWS::CloudWatch::Alarm", f"Alarm{number}", f"relevo-example-{number}") for number in range(120)]
WELL = {
    "sts.GetCallerIdentity": {"Account": "123456789012"},
    "cloudformation.DescribeStacks": stacks(stack("relevo-example")),
    "cloudformation.ListStackResources": resources(*OURS, ("AWS::SQS::Queue", "Queue", "queue")),
    "cloudformation.DetectStackDrift": {"StackDriftDetectionId": "1"},
    "cloudformation.DescribeStackDriftDetectionStatus": {
        "StackId": "1", "StackDriftDetectionId": "1", "DetectionStatus": "DETECTION_COMPLETE", "Timestamp": AT,
    },
    "cloudformation.DescribeStackResourceDrifts": {"StackResourceDrifts": []},
    "cloudwatch.DescribeAlarms": {"MetricAlarms": []},
}  # fmt: skip


def fetch(url):
    return {"https://relevo-example.example.com/health": {"status": "ok", "version": "0.1.0"}}[url]


def told(capsys, fetch=fetch, **changed):
    answers = {**WELL, **{name.replace("_", "."): answer for name, answer in changed.items()}}
    code = status.main(["example"], clients=Account(answers), fetch=fetch, wait=lambda _: None)
    out = capsys.readouterr()
    return code, out.out + out.err


def test_a_tenant_that_is_well_is_told_so(capsys):
    code, text = told(capsys)
    assert code == 0
    assert [line.split()[0] for line in text.splitlines()] == [
        "stack", "release", "protection", "drift", "alarms", "API", "console"
    ]  # fmt: skip
    here = shown_version(release(), commit())
    assert f"0.1.0 (aaaaaaaa); checked out here is {here}" in text, "with + where it differs from its commit"


def test_what_is_checked_out_is_recognised(capsys):
    here = stacks(stack("relevo-example", commit=commit()))
    assert "which is checked out here" in told(capsys, cloudformation_DescribeStacks=here)[1]


def refuse(url):
    raise OSError


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"cloudformation_DescribeStacks": stacks(stack("relevo-example", status="UPDATE_ROLLBACK_FAILED"))},
         "stack       wrong  relevo-example UPDATE_ROLLBACK_FAILED since 2026-11-30 09:00 UTC: see its events"),
        ({"cloudformation_DescribeStacks": stacks(stack("relevo-example", EnableTerminationProtection=False))},
         "protection  wrong  anybody may delete the stack"),
        ({"cloudwatch_DescribeAlarms": {"MetricAlarms": [{"AlarmName": "relevo-example-lost-errors"}]}},
         "alarms      wrong  lost-errors"),
        ({"fetch": refuse}, "API         wrong  https://relevo-example.example.com/health does not answer"),
        ({"fetch": lambda _: {"version": "0.0.9"}}, "API         wrong  release 0.0.9 answers, not 0.1.0"),
        ({"fetch": lambda _: []}, "API         wrong"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_what_to_do(capsys, changed, line):
    code, text = told(capsys, **changed)
    assert code == 1
    assert line in text


def test_what_aws_does_not_answer_is_not_known_and_stops_nothing(capsys):
    code, text = told(capsys, cloudformation_DetectStackDrift="AccessDenied")
    assert code == 3
    assert "drift       not known  DetectStackDrift was refused: AccessDenied" in text
    assert "console" in text


def test_a_tenant_that_is_not_here_is_one_line(capsys):
    assert told(capsys, cloudformation_DescribeStacks=stacks()) == (
        1, "relevo-example is not deployed in eu-west-1: `make deploy TENANT=example` does that\n"
    )  # fmt: skip
    elsewhere = {"Account": "210987654321"}
    assert "you are signed in to 210987654321" in told(capsys, sts_GetCallerIdentity=elsewhere)[1]
    assert told(capsys, cloudformation_DescribeStacks="Throttling")[0] == 1
    assert status.main(["nobody"]) == status.main([]) == 2


def test_all_alarms_of_the_stack_are_asked_for_and_no_others():
    asked = []

    def answer(parameters):
        asked.append(parameters["AlarmNames"])
        return {"MetricAlarms": [{"AlarmName": "relevo-example-7"}] if len(asked) == 1 else []}

    assert ringing("relevo-example", Account({**WELL, "cloudwatch.DescribeAlarms": answer})) == ["7"]
    assert [len(names) for names in asked] == [100, 20]
    assert {name for names in asked for name in names} == {name for _, _, name in OURS}


# Differences

TOLD = """Stack relevo-demo
Resources
[~] AWS::Lambda::Function ClaimFunction ClaimFunction123
 └─ [~] Timeout
[-] AWS::DynamoDB::Table Table TableCD117FA1 destroy
[~] AWS::Cognito::UserPool Identity/Pool IdentityPool replace
[-] AWS::S3::Bucket Ledger Ledger123 orphan
[~] AWS::SecretsManager::Secret MasterSecret MasterSecret may be replaced
[-] AWS::SQS::Queue Old Old1 destroy
"""


def compare(capsys, told, **environment):
    code = diff.main(["demo"], diff=lambda _file, _environment: told, environment={"AWS_REGION": "us-east-1"})
    return code, capsys.readouterr().out


def test_a_difference_that_takes_data_is_named_again(capsys):
    code, text = compare(capsys, TOLD)
    assert code == 0
    assert text.partition("Data are concerned:\n")[2].splitlines() == [
        "- Table (DynamoDB::Table) would be deleted",
        "- Identity/Pool (Cognito::UserPool) would be replaced by an empty one",
        "- Ledger (S3::Bucket) would be left behind by the stack",
        "- MasterSecret (SecretsManager::Secret) may be replaced by an empty one",
    ]


def test_a_harmless_difference_warns_of_nothing(capsys):
    assert compare(capsys, "Stack relevo-demo\nThere were no differences") == (
        0, "Stack relevo-demo\nThere were no differences\n"
    )  # fmt: skip


def test_a_comparison_that_fails_is_one_line(capsys):
    def fail(_file, _environment):
        raise CdkError("cdk diff failed (exit code 1)")

    assert diff.main(["demo"], diff=fail, environment={"AWS_REGION": "us-east-1"}) == 1
    assert diff.main(["example"], diff=fail, environment={"AWS_REGION": "us-east-1"}) == 1
    assert diff.main(["nobody"]) == diff.main([]) == 2
    assert (TENANTS / "example.toml").exists()
    assert "the tenant's file says region eu-west-1, but this is us-east-1" in capsys.readouterr().err
