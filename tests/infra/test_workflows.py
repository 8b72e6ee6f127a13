"""Does the roll-out from GitHub ask for approval, and for no key, and call only what the Makefile has?"""

import re

import pytest
import yaml

from infra.assets import ROOT

FOLDER = ROOT / ".github" / "workflows"
ROLL_OUT = yaml.safe_load((FOLDER / "roll-out.yml").read_text())
TARGETS = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.M))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: path.stem)
def test_each_job_has_its_permissions_a_limit_and_commands_that_exist(path):
    workflow, text = yaml.safe_load(path.read_text()), path.read_text()
    assert workflow["permissions"]["contents"] == "read"
    assert all(job["timeout-minutes"] <= 350 for job in workflow["jobs"].values())
    assert set(re.findall(r"\bmake ([a-z-]+)", text)) <= TARGETS
    assert "secrets." not in text
    assert "AWS_SECRET" not in text


def test_each_job_that_meets_aws_does_so_by_a_role_in_an_environment():
    for name, environment in (("diff", "diff"), ("roll-out", "production")):
        job = ROLL_OUT["jobs"][name]
        assert job["environment"] == environment
        assert job["permissions"]["id-token"] == "write"
        [login] = (step["with"] for step in job["steps"] if "configure-aws-credentials" in step.get("uses", ""))
        assert login["role-to-assume"].startswith("${{ vars.")
        assert not {"aws-access-key-id", "aws-secret-access-key"} & set(login)


def test_a_forks_code_never_meets_the_account():
    assert "head.repo.full_name == github.repository" in ROLL_OUT["jobs"]["diff"]["if"]
    assert "pull_request_target" not in (FOLDER / "roll-out.yml").read_text()


def test_what_a_person_types_is_no_part_of_a_script():
    scripts = [step["run"] for job in ROLL_OUT["jobs"].values() for step in job["steps"] if "run" in step]
    assert scripts
    assert not [one for one in scripts if "${{" in one]
