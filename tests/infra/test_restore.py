"""Is a table restored into a new one, made whole, switched to and erased again, from wherever the last try ended?"""

import io
import json
from datetime import UTC, datetime

import pytest

from infra.commands.deploy import DeployError
from infra.lifecycle import restore
from infra.tenant_file import TENANTS, TenantFile
from tests.infra.accounts import Account
from tests.infra.deployed import stack, stacks
from tests.infra.test_adopt import LeftTable

EXAMPLE = (TENANTS / "example.toml").read_text()
AT = "at=2026-11-30T08:00:00Z"
TARGET = "relevo-example-restored-20261130T080000Z"
BACKUP = "arn:aws:dynamodb:eu-west-1:123456789012:table/the-table/backup/01489602797149-73d8d5bc"


class Restored(LeftTable):
    """Stand in for DynamoDB: the new table is there once it was asked for, without what a restore leaves out."""

    def __init__(self, made=False, window="ENABLED"):
        super().__init__()
        self.made, self.window, self.asked = made, window, []

    def answers(self):
        own = super().answers()
        return {
            **own,
            "sts.GetCallerIdentity": {"Account": "123456789012"},
            "cloudformation.DescribeStacks": stacks(stack("relevo-example", outputs={"TableName": "the-table"})),
            "dynamodb.DescribeTable": lambda _: {"Table": self.table()} if self.made else "ResourceNotFoundException",
            "dynamodb.DescribeContinuousBackups": self.backups(own["dynamodb.DescribeContinuousBackups"]),
            "dynamodb.RestoreTableToPointInTime": self.make,
            "dynamodb.RestoreTableFromBackup": self.make,
            "lambda.Invoke": lambda _: {"Payload": io.BytesIO(json.dumps({"leads": 3}).encode())},
        }

    def backups(self, of_the_new):
        def answer(asked):
            if asked["TableName"] != "the-table":
                return of_the_new(asked)
            told = {
                "PointInTimeRecoveryStatus": self.window,
                "EarliestRestorableDateTime": datetime(2026, 11, 1, tzinfo=UTC),
                "LatestRestorableDateTime": datetime(2026, 11, 30, 9, tzinfo=UTC),
            }
            description = {"ContinuousBackupsStatus": "ENABLED", "PointInTimeRecoveryDescription": told}
            return {"ContinuousBackupsDescription": description}

        return answer

    def table(self):
        name = self.asked[0]["TargetTableName"]
        stream = f"arn:aws:dynamodb:eu-west-1:123456789012:table/{name}/stream/2026-11-30T09:00:00.000"
        return self.told() | {"TableName": name} | ({"LatestStreamArn": stream} if "stream" in self.has else {})

    def make(self, asked):
        self.asked.append(asked)
        self.made = True
        return {"TableDescription": {"TableName": asked["TargetTableName"], "TableStatus": "CREATING"}}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "example.toml").write_text(EXAMPLE)
    monkeypatch.setenv("TENANTS_DIR", str(tmp_path))
    return tmp_path


class Shipped:
    """Stand in for a deployment: it is given the tenant's file as it is then."""

    def __init__(self, fails=False):
        self.tables, self.fails = [], fails

    def __call__(self, tenant):
        if self.fails:
            raise DeployError("cdk deploy failed")
        self.tables.append(TenantFile.read(tenant).adopt.table)
        return ["deployed"]


def run(database, point=AT, shipped=None, answer="example", **environment):
    return restore.main(
        ["example", point], clients=Account(database.answers()), ship=shipped or Shipped(), ask=lambda _: answer,
        wait=lambda _: None, environment=environment,
    )  # fmt: skip


def test_the_table_of_that_instant_is_made_whole_switched_to_and_erased_again(folder, capsys):
    database, shipped = Restored(), Shipped()
    assert run(database, shipped=shipped) == 0
    [asked] = database.asked
    assert (asked["SourceTableName"], asked["TargetTableName"]) == ("the-table", TARGET)
    assert asked["RestoreDateTime"] == datetime(2026, 11, 30, 8, tzinfo=UTC)
    assert database.has == {"stream", "ttl", "pitr", "tags", "protected"}
    assert shipped.tables == [TARGET], "the file names the new table before the deployment"
    told = capsys.readouterr().out
    assert f"{TARGET} will replace the-table, which stays. What was written since is not in it." in told
    assert "3 leads that had been erased are being erased again" in told
    assert told.rstrip().endswith("it costs until you delete it by hand")


def test_a_backup_is_restored_as_well(folder):
    database = Restored()
    assert run(database, f"backup={BACKUP}") == 0
    [asked] = database.asked
    assert (asked["BackupArn"], asked["BillingModeOverride"]) == (BACKUP, "PAY_PER_REQUEST")
    assert asked["TargetTableName"] == "relevo-example-restored-01489602797149-73d8d5bc"


def test_a_second_try_continues_with_the_table_that_is_there(folder, capsys):
    database = Restored()
    assert run(database, shipped=Shipped(fails=True)) == 1
    assert "the tenant's file names it: repair, then the same command again" in capsys.readouterr().err
    shipped = Shipped()
    assert run(database, shipped=shipped) == 0
    assert len(database.asked) == 1, "nothing is restored twice"
    assert shipped.tables == [TARGET]
    assert "is there from an earlier try: continuing" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("point", "window", "code", "told"),
    [
        ("at=2026-10-01T08:00:00Z", "ENABLED", 1, "from 2026-11-01T00:00:00Z to 2026-11-30T09:00:00Z, not at"),
        ("at=2026-11-30T10:00:00+01:00", "DISABLED", 1, "has no point-in-time recovery: name a backup"),
        ("at=2026-11-30T08:00:00", "ENABLED", 2, "say 2026-11-30T08:00:00Z, if it is UTC"),
        ("at=yesterday", "ENABLED", 2, "say AT=2026-11-30T08:00:00Z, an instant"),
        ("backup=mine", "ENABLED", 2, "say AT="),
    ],
)
def test_what_cannot_be_restored_is_said_and_changes_nothing(folder, capsys, point, window, code, told):
    database = Restored(window=window)
    assert run(database, point) == code
    assert told in capsys.readouterr().err
    assert database.asked == []
    assert (folder / "example.toml").read_text() == EXAMPLE


def test_without_the_tenants_name_nothing_is_done(folder, capsys):
    database = Restored()
    assert run(database, answer="yes") == run(database, YES="1") == 1
    assert database.asked == []
    assert run(database, answer="", YES="example") == 0


def test_a_demonstration_is_told_that_its_table_goes(folder, capsys):
    text = EXAMPLE.replace('"retain"', '"destroy"').replace('object_lock = "governance"', "")
    (folder / "example.toml").write_text(text)
    run(Restored(), answer="no")
    assert "which IS DELETED with the switch" in capsys.readouterr().out


def test_a_wrong_argument_is_one_line(folder, capsys):
    assert restore.main(["example"]) == restore.main([]) == 2
    assert "usage: make restore" in capsys.readouterr().err
