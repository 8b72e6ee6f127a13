"""Is a tenant taken down only after a yes, are its data kept, and is it said what stays and what that costs?"""

import json

import pytest

from infra.lifecycle import destroy
from infra.tenant_file import TENANTS
from tests.infra.accounts import Account
from tests.infra.deployed import AT, resources, stack, stacks

GB = 1_000_000_000
PARTS = {
    "TableCD117FA1": ("AWS::DynamoDB::Table", "the-table", True),
    "IdentityPool9E5AED46": ("AWS::Cognito::UserPool", "eu-west-1_AbC123", True),
    "MasterSecret": ("AWS::SecretsManager::Secret", "arn:master", True),
    "LedgerB7379752": ("AWS::S3::Bucket", "the-ledger", True),
    "ConsoleFiles12": ("AWS::S3::Bucket", "the-console", False),
    "PushesQueue": ("AWS::SQS::Queue", "the-queue", False),
}
READ = ("Get", "List", "Describe")


class Deployed:
    """Stand in for a deployed tenant: what is asked of it changes what it answers."""

    def __init__(self, parts=PARTS, **more):
        self.done, self.gone, self.parts, self.more = [], False, parts, more

    def answers(self):
        kept = {name: {"Type": kind, "DeletionPolicy": "Retain" if stays else "Delete"}
                for name, (kind, _, stays) in self.parts.items()}  # fmt: skip
        table = {"TableSizeBytes": 10 * GB, "GlobalSecondaryIndexes": [{"IndexSizeBytes": 10 * GB}]}
        return {
            "sts.GetCallerIdentity": {"Account": "123456789012"},
            "cloudformation.DescribeStacks": self.stack,
            "cloudformation.GetTemplate": {"TemplateBody": json.dumps({"Resources": kept})},
            "cloudformation.ListStackResources": resources(
                *((kind, name, physical) for name, (kind, physical, _) in self.parts.items())
            ),
            "dynamodb.DescribeTable": {"Table": table},
            "cloudwatch.GetMetricStatistics": {"Datapoints": [{"Timestamp": AT, "Average": 100.0 * GB}]},
            "secretsmanager.ListSecrets": {"SecretList": [{"Name": "relevo-example/sources/1"}]},
            "ses.DescribeActiveReceiptRuleSet": {"Metadata": {"Name": "all"}, "Rules": [{"Name": "relevo-example"}]},
            "ses.DeleteReceiptRule": self.does("no more mail", {}),
            "s3.ListObjectVersions": {
                "Versions": [{"Key": "index.html", "VersionId": "1"}],
                "DeleteMarkers": [{"Key": "old.html", "VersionId": "2"}],
            },
            "s3.DeleteObjects": self.empty,
            "cloudformation.UpdateTerminationProtection": self.does("unprotected", {}),
            "cloudformation.DeleteStack": self.delete,
            **self.more,
        }

    def stack(self, asked):
        if self.gone:
            return "ValidationError"
        return stacks(stack("relevo-example"))(asked)

    def does(self, what, answer):
        def act(_):
            self.done.append(what)
            return answer

        return act

    def empty(self, asked):
        self.done.append(f"emptied {asked['Bucket']} of {len(asked['Delete']['Objects'])}")
        return {}

    def delete(self, _):
        self.done.append("deleted")
        self.gone = True
        return {}


def run(deployed, answer="example", **environment):
    account = Account(deployed.answers())
    code = destroy.main(["example"], clients=account, ask=lambda _: answer, environment=environment)
    return code, account


def test_it_says_what_goes_what_stays_and_what_that_costs(capsys):
    deployed = Deployed()
    assert run(deployed)[0] == 0
    told = capsys.readouterr().out
    assert "table           the-table: about $9.00 a month" in told
    assert "user_pool       eu-west-1_AbC123: next to nothing" in told
    assert "master_secret   arn:master: about $0.40 a month" in told
    assert "ledger          the-ledger: about $2.30 a month" in told
    assert "Together about $11.70 a month" in told
    assert "1 secrets of sources stay, below relevo-example/sources" in told
    assert "FOR GOOD" not in told
    assert "the-console" not in told, "its files can be built again"
    assert told.rstrip().endswith(
        'make adopt TENANT=example PARTS="table=the-table user_pool=eu-west-1_AbC123 master_secret=arn:master '
        'ledger=the-ledger"\nThen `make deploy TENANT=example`.'
    )


def test_everything_is_done_in_order_and_only_buckets_that_go_are_emptied(capsys):
    deployed = Deployed()
    run(deployed)
    assert deployed.done == ["no more mail", "emptied the-console of 2", "unprotected", "deleted"]


@pytest.mark.parametrize(("answer", "environment"), [("yes", {}), ("", {}), ("example", {"YES": "1"})])
def test_without_the_tenants_name_nothing_is_done(capsys, answer, environment):
    deployed = Deployed()
    code, account = run(deployed, answer, **environment)
    assert code == 1
    assert deployed.done == []
    assert [one for one in account.asked if not one.partition(".")[2].startswith(READ)] == []
    assert "Nothing was done" in capsys.readouterr().err


def test_a_yes_may_be_given_beforehand_and_nobody_is_asked(capsys):
    def nobody(_):
        raise EOFError

    deployed = Deployed()
    agreed = {"YES": "example"}
    assert destroy.main(["example"], clients=Account(deployed.answers()), ask=nobody, environment=agreed) == 0
    assert deployed.gone
    assert destroy.main(["example"], clients=Account(Deployed().answers()), ask=nobody, environment={}) == 1
    assert "nobody is there to be asked" in capsys.readouterr().err


def test_what_goes_for_good_is_said_first(capsys):
    table = {"TableCD117FA1": ("AWS::DynamoDB::Table", "the-table", False)}
    run(Deployed(table), answer="no")
    told = capsys.readouterr().out
    assert "FOR GOOD, with all that is in it, goes also:\n  table           the-table" in told
    assert "These stay" not in told


def test_what_the_stack_only_refers_to_stays(capsys, tmp_path, monkeypatch):
    text = (TENANTS / "example.toml").read_text()
    (tmp_path / "example.toml").write_text(f'{text}\n[adopt]\nledger = "adopted-ledger"\n')
    monkeypatch.setenv("TENANTS_DIR", str(tmp_path))
    run(Deployed({}), answer="no")
    assert "  ledger          adopted-ledger: about $2.30 a month" in capsys.readouterr().out


def test_a_cost_that_is_not_told_stops_nothing(capsys):
    refused = {"dynamodb.DescribeTable": "AccessDeniedException"}
    assert run(Deployed(**refused))[0] == 0
    assert "the-table: a cost that is not known" in capsys.readouterr().out


def test_a_tenant_that_is_not_there_or_aws_that_refuses_is_one_line(capsys):
    deployed = Deployed()
    deployed.gone = True
    assert run(deployed)[0] == 1
    assert run(Deployed(**{"cloudformation.DeleteStack": "AccessDenied"}))[0] == 1
    assert destroy.main([]) == destroy.main(["nobody"]) == 2
    assert "AWS refused: " in capsys.readouterr().err
