"""Does a roll-out begin with the canary, stop at what is not well, continue there, and is it taken back?"""

import json
import subprocess
from datetime import UTC, datetime

import pytest

from infra.checked_out import release
from infra.commands.deploy import DeployError
from infra.rollout import rollback, rollout
from infra.rollout.record import RolloutRecord, StepState
from infra.rollout.rollback import Checkouts
from infra.rollout.watch import Vigil
from infra.tenant_file import TENANTS
from tests.infra.accounts import Account
from tests.infra.deployed import resources, stack

EXAMPLE = (TENANTS / "example.toml").read_text()
FORMER, HERE = "a" * 40, "b" * 40
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


class World:
    """Stand in for AWS, with tenants that are deployed: who rings, what answers, what fails, in which order."""

    def __init__(self, folder, *deployed):
        self.folder, self.commits = folder, dict.fromkeys(deployed, FORMER)
        self.ringing, self.rings_after, self.fails, self.silent = {}, {}, set(), set()
        self.shipped, self.waited, self.regions = [], 0, []

    def clients(self, region):
        self.regions.append(region)
        return Account(
            {
                "sts.GetCallerIdentity": {"Account": "123456789012"},
                "cloudformation.DescribeStacks": self.describe,
                "cloudformation.ListStackResources": lambda asked: resources(
                    ("AWS::CloudWatch::Alarm", "Alarm", f"{asked['StackName']}-lost-errors")
                ),
                "cloudwatch.DescribeAlarms": self.alarms,
            }
        )

    def describe(self, asked):
        name = asked["StackName"].removeprefix("relevo-")
        if name not in self.commits:
            return "ValidationError"
        return {"Stacks": [stack(f"relevo-{name}", commit=self.commits[name])]}

    def alarms(self, asked):
        return {"MetricAlarms": [{"AlarmName": name} for name in asked["AlarmNames"] if self.ringing.get(name)]}

    def ship(self, file):
        if file.name in self.fails:
            raise DeployError(f"cdk deploy failed for {file.name}")
        self.shipped.append(file.name)
        self.commits[file.name] = HERE

    def fetch(self, url):
        if any(f"//relevo-{name}." in url for name in self.silent):
            raise OSError
        return {"version": release()}

    def wait(self, seconds):
        self.waited += seconds
        for name, after in self.rings_after.items():
            self.ringing[name] = self.waited >= after and self.shipped[-1] in name

    def doors(self):
        return rollout.RolloutDoors(
            clients=self.clients,
            ship=self.ship,
            vigil=lambda clients: Vigil(10, clients, self.fetch, self.wait),
            now=lambda: NOW,
        )

    def run(self, *named):
        record = RolloutRecord.read(HERE, self.folder / "rollouts")
        return rollout.main(list(named), doors=self.doors(), record=record, checkout=HERE)

    def states(self):
        kept = json.loads((self.folder / "rollouts" / f"{HERE[:12]}.json").read_text())["steps"]
        return {name: one["state"] for name, one in kept.items()}


@pytest.fixture
def world(tmp_path, monkeypatch):
    for name in ("alba", "boira", "cala"):
        text = EXAMPLE.replace('name = "example"', f'name = "{name}"')
        (tmp_path / f"{name}.toml").write_text(text if name == "boira" else text.replace("canary = true", ""))
    monkeypatch.setenv("TENANTS_DIR", str(tmp_path))
    return World(tmp_path, "alba", "boira", "cala")


def change(path, was, becomes):
    path.write_text(path.read_text().replace(was, becomes))


def test_the_canary_comes_first_and_each_is_watched(world, capsys):
    assert world.run() == 0
    assert world.shipped == ["boira", "alba", "cala"]
    assert world.waited == 3 * 600
    assert set(world.states().values()) == {"done"}
    told = capsys.readouterr().out
    assert "boira: deploying (a canary)" in told
    assert [line.split() for line in told.splitlines()[-3:]] == [
        [name, "done", "aaaaaaaa", "2026-11-30", "09:00"] for name in ("boira", "alba", "cala")
    ]


def test_an_alarm_after_the_deployment_stops_it_and_a_second_run_continues_there(world, capsys):
    world.rings_after = {"relevo-alba-lost-errors": 900}
    assert world.run() == 1
    assert world.shipped == ["boira", "alba"]
    assert world.states() == {"boira": "done", "alba": "failed"}
    told = capsys.readouterr().err
    assert "Stopped at alba: rings: lost-errors" in told
    assert "`make rollback TENANTS=alba`, or repair it and `make rollout` again" in told
    world.rings_after, world.ringing = {}, {}
    assert world.run() == 0
    assert world.shipped == ["boira", "alba", "alba", "cala"]
    former = json.loads((world.folder / "rollouts" / f"{HERE[:12]}.json").read_text())["steps"]["alba"]["former"]
    assert former == FORMER, "the second try does not take the new commit for the former one"


def test_an_alarm_that_rang_before_says_nothing_about_the_deployment(world):
    world.ringing = {"relevo-alba-lost-errors": True}
    assert world.run() == 0


def test_a_deployment_that_fails_stops_it(world, capsys):
    world.fails = {"boira"}
    assert world.run() == 1
    assert (world.shipped, world.states()) == ([], {"boira": "failed"})
    assert "Stopped at boira: cdk deploy failed for boira" in capsys.readouterr().err


def test_an_api_that_does_not_answer_stops_it(world, capsys):
    world.silent = {"alba"}
    assert world.run() == 1
    assert f"Stopped at alba: its API answers nothing, not release {release()}" in capsys.readouterr().err


def test_only_deployed_tenants_of_this_account_are_taken_unless_named(world, capsys):
    del world.commits["cala"]
    change(world.folder / "alba.toml", "123456789012", "210987654321")
    assert world.run() == 0
    assert world.shipped == ["boira"]
    assert world.run("cala") == 0, "a named one is deployed for the first time"
    assert world.run("alba") == 2
    assert "alba: in another account than 123456789012: sign in there" in capsys.readouterr().err
    assert world.run("nobody") == 2


def test_each_tenant_is_asked_for_in_its_own_region(world):
    change(world.folder / "cala.toml", '"eu-west-1"', '"eu-north-1"')
    assert world.run("cala") == 0
    assert set(world.regions) == {None, "eu-north-1"}
    assert rollout.in_region({"AWS_REGION": "x"}, "eu-north-1")["AWS_DEFAULT_REGION"] == "eu-north-1"


@pytest.mark.parametrize("checkout", [f"{HERE}-dirty", "unknown"])
def test_only_a_commit_is_rolled_out(world, capsys, checkout):
    assert rollout.main([], doors=world.doors(), checkout=checkout) == 2
    assert "Commit first" in capsys.readouterr().err


# Taking it back


def rolled_back(world, *named, code=0, **given):
    ran = []

    def run(command, folder, environment):
        ran.append((command, folder.name, environment.get("AWS_REGION"), environment.get("TENANTS_DIR")))
        return code

    record = RolloutRecord.read(HERE, world.folder / "rollouts")
    return rollback.main(list(named), record=record, run=run, environment={}, **given), ran


def test_a_tenant_gets_back_the_commit_it_had_by_todays_files(world, tmp_path):
    world.run()
    code, [made, deployed] = rolled_back(world, "alba", checkouts=Checkouts(folder=tmp_path / "checkouts"))
    assert code == 0
    assert made[0][:4] == ["git", "worktree", "add", "--detach"]
    assert made[0][-1] == FORMER
    assert deployed == (["make", "deploy", "TENANT=alba"], FORMER[:12], "eu-west-1", str(world.folder))
    assert world.states()["alba"] == "rolled back"


def test_all_are_taken_back_the_latest_first(world):
    world.run()
    code, ran = rolled_back(world, "all")
    assert code == 0
    made = [command[-1] for command, *_ in ran if command[0] == "make"]
    assert made == ["TENANT=cala", "TENANT=alba", "TENANT=boira"]


def test_what_was_taken_back_is_not_given_again_unless_named(world, capsys):
    world.run()
    rolled_back(world, "alba")
    assert world.run() == 2
    assert "alba: rolled back from bbbbbbbb. Roll out a commit that repairs it, or name them" in capsys.readouterr().err
    assert world.run("alba") == 0


def test_what_cannot_be_taken_back_is_said(world, capsys):
    assert rolled_back(world, "alba")[0] == 1
    told = capsys.readouterr().err
    assert "alba was not rolled out from bbbbbbbb" in told
    assert "`make deploy TENANT=alba` again" in told
    world.commits["alba"] = f"{FORMER}-dirty"
    world.run()
    assert rolled_back(world, "alba")[0] == 1
    told = capsys.readouterr().err
    assert "nobody knows the commit it had before: check one out, then `make deploy TENANT=alba`" in told
    assert rolled_back(world, "boira", code=1)[0] == 1
    assert world.states()["boira"] == StepState.DONE
    assert rollback.main([]) == 2


def test_the_former_commit_is_really_checked_out(world, tmp_path):
    """With git and make themselves: the checkout of then deploys, not that of now."""
    checkout = tmp_path / "checkout"
    checkout.mkdir()

    def git(*arguments):
        named = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
        command = ["git", *named, *arguments]
        return subprocess.run(command, cwd=checkout, check=True, capture_output=True, text=True).stdout

    git("init", "--quiet")
    makefile = "deploy:\n\t@echo {} $(TENANT) $$TENANTS_DIR > " + str(tmp_path / "deployed") + "\n"
    for word in ("former", "newer"):
        (checkout / "Makefile").write_text(makefile.format(word))
        git("add", "Makefile")
        git("commit", "--quiet", "-m", word)
    former = git("rev-parse", "HEAD~1").strip()
    world.commits["alba"] = former
    world.run("alba")
    record = RolloutRecord.read(HERE, world.folder / "rollouts")
    there = Checkouts(checkout, tmp_path / "checkouts")
    assert rollback.main(["alba"], record=record, checkouts=there) == 0
    assert (tmp_path / "deployed").read_text().split() == ["former", "alba", str(world.folder)]
