"""Does the list of tenants tell their files, stacks, releases and drift, wherever the files are?"""

import pytest

from infra.lifecycle.drift import DriftUnknownError, look_for_drift
from infra.lifecycle.tenants import main
from infra.tenant_file import TENANTS, TenantFile, TenantFileError
from tests.infra.accounts import Account
from tests.infra.deployed import AT, stack, stacks

EXAMPLE = (TENANTS / "example.toml").read_text()


def write(folder, name, account="123456789012", region="eu-west-1"):
    text = EXAMPLE.replace('name = "example"', f'name = "{name}"').replace('"123456789012"', f'"{account}"')
    (folder / f"{name}.toml").write_text(text.replace('"eu-west-1"', f'"{region}"'))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TENANTS_DIR", str(tmp_path))
    return tmp_path


def account(*found, **more):
    answers = {"sts.GetCallerIdentity": {"Account": "123456789012"}, "cloudformation.DescribeStacks": stacks(*found)}
    return Account(answers | more)


def listed(capsys):
    """Return the printed list: the cells of each row, by tenant."""
    header, *rows = [
        [cell.strip() for cell in line.split("  ") if cell] for line in capsys.readouterr().out.splitlines()
    ]
    assert header == ["tenant", "file", "stack", "release", "drift"]
    return {row[0]: row[1:] for row in rows}


def test_each_file_is_listed_with_its_stack_and_each_stack_without_a_file(folder, capsys):
    write(folder, "acme")
    write(folder, "beta")
    write(folder, "gamma", account="210987654321")
    drift = {"StackDriftStatus": "DRIFTED", "LastCheckTimestamp": AT}
    here = account(
        stack(), stack("other"),
        stack("relevo-old", commit=f"{'b' * 40}-dirty", status="UPDATE_ROLLBACK_COMPLETE", DriftInformation=drift),
    )  # fmt: skip
    assert main([], clients=here) == 1, "a stack is not well"
    assert listed(capsys) == {
        "acme": [str(folder / "acme.toml"), "UPDATE_COMPLETE", "0.1.0 (aaaaaaaa)", "never looked"],
        "beta": [str(folder / "beta.toml"), "not deployed", "–", "–"],
        "gamma": [str(folder / "gamma.toml"), "in account 210987654321: sign in there", "–", "–"],
        "old": ["no file", "UPDATE_ROLLBACK_COMPLETE", "0.1.0 (bbbbbbbb+)", "drifted (2026-11-30)"],
    }


def test_a_tenant_of_another_region_is_asked_for_there(folder, capsys):
    write(folder, "acme", region="eu-north-1")
    here = account(stack())
    assert main([], clients=here) == 0
    assert listed(capsys)["acme"][1] == "UPDATE_COMPLETE in eu-north-1"
    assert ("cloudformation", "eu-north-1") in here._clients


def test_a_faulty_file_is_told_in_its_row(folder, capsys):
    (folder / "acme.toml").write_text('name = "acme"')
    assert main([], clients=account()) == 1
    assert listed(capsys)["acme"][0].endswith("acme.toml: team: Field required")


def test_a_stack_of_a_release_without_marks_is_listed_all_the_same(folder, capsys):
    write(folder, "acme")
    bare = {"StackName": "relevo-acme", "StackStatus": "CREATE_COMPLETE", "CreationTime": AT}
    assert main([], clients=account(bare)) == 0
    assert listed(capsys)["acme"][1:] == ["CREATE_COMPLETE", "–", "never looked"]


def test_aws_that_refuses_is_one_line(folder, capsys):
    assert main([], clients=Account({"sts.GetCallerIdentity": "ExpiredToken"})) == 1
    assert capsys.readouterr().err.startswith("AWS refused: ")
    assert main(["all"]) == 2
    assert "usage: make tenants" in capsys.readouterr().err


def test_a_file_elsewhere_is_read_from_there_and_named_so(folder):
    write(folder, "acme")
    assert TenantFile.read("acme").stack_name == "relevo-acme"
    with pytest.raises(TenantFileError, match=f"^{folder}/demo.toml: no such file"):
        TenantFile.read("demo")


# Drift


def looking(*states, differs=()):
    told = iter(states)
    return Account(
        {
            "cloudformation.DetectStackDrift": {"StackDriftDetectionId": "1"},
            "cloudformation.DescribeStackDriftDetectionStatus": lambda _: {
                "StackId": "1", "StackDriftDetectionId": "1", "DetectionStatus": next(told), "Timestamp": AT,
            },
            "cloudformation.DescribeStackResourceDrifts": {
                "StackResourceDrifts": [
                    {"StackId": "1", "LogicalResourceId": name, "ResourceType": "AWS::SQS::Queue",
                     "StackResourceDriftStatus": "MODIFIED", "Timestamp": AT} for name in differs
                ]
            },
        }
    )("cloudformation", None)  # fmt: skip


def test_cloudformation_is_waited_for_and_what_differs_is_named():
    waited = []
    busy = looking("DETECTION_IN_PROGRESS", "DETECTION_IN_PROGRESS", "DETECTION_COMPLETE", differs=["PushesQueue"])
    assert look_for_drift("relevo-acme", busy, waited.append) == ["PushesQueue modified"]
    assert len(waited) == 2
    with pytest.raises(DriftUnknownError, match="could not compare"):
        look_for_drift("relevo-acme", looking("DETECTION_FAILED"), waited.append)


def test_a_look_that_never_ends_is_given_up():
    with pytest.raises(DriftUnknownError, match="after 10 minutes"):
        look_for_drift("relevo-acme", looking(*["DETECTION_IN_PROGRESS"] * 200), lambda _: None)


def test_every_stack_is_looked_at_if_asked_for(folder, capsys):
    here = account(
        stack(), stack("other"),
        **{
            "cloudformation.DetectStackDrift": {"StackDriftDetectionId": "1"},
            "cloudformation.DescribeStackDriftDetectionStatus": {
                "StackId": "1", "StackDriftDetectionId": "1", "DetectionStatus": "DETECTION_FAILED", "Timestamp": AT,
            },
            "cloudformation.DescribeStackResourceDrifts": {"StackResourceDrifts": []},
        },
    )  # fmt: skip
    assert main(["drift"], clients=here, wait=lambda _: None) == 0
    assert here.asked.count("cloudformation.DetectStackDrift") == 1
    assert "relevo-acme: CloudFormation could not compare" in capsys.readouterr().err
