"""Does a tenant take back what a deleted stack left, whole, and is the template then made without it?"""

import tomllib

import pytest

from infra.checked_out import release
from infra.lifecycle import adopt
from infra.lifecycle.parts import PARTS, AmbiguousError, find_parts, part_of
from infra.lifecycle.switch import adopt_in
from infra.tags import tags_of
from infra.tenant_file import TENANTS, TenantFile, TenantFileError
from shared.store import indexes, keys
from tests.infra.accounts import Account
from tests.infra.deployed import AT

EXAMPLE = (TENANTS / "example.toml").read_text()
ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/left"
STREAM = f"{ARN}/stream/2026-11-30T09:00:00.000"
SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:MasterSecret-AbCdEf-gHiJkL"
TAGS = [
    {"Key": "relevo:tenant", "Value": "example"}, {"Key": "relevo:release", "Value": release()},
    {"Key": "relevo:part", "Value": "table"},
]  # fmt: skip


class LeftTable:
    """Answer as DynamoDB does of a table that has just been restored: without all that a restore leaves out."""

    def __init__(self, **changed):
        self.has, self.changed = set(), changed

    def answers(self):
        return {
            "dynamodb.DescribeTable": lambda _: {"Table": self.told() | self.changed},
            "dynamodb.UpdateTable": self.update,
            "dynamodb.DescribeTimeToLive": lambda _: {
                "TimeToLiveDescription": {"TimeToLiveStatus": "ENABLED" if "ttl" in self.has else "DISABLED"}
            },
            "dynamodb.UpdateTimeToLive": lambda asked: self.gets("ttl", asked["TimeToLiveSpecification"] == {
                "Enabled": True, "AttributeName": keys.TTL
            }),
            "dynamodb.DescribeContinuousBackups": lambda _: {
                "ContinuousBackupsDescription": {
                    "ContinuousBackupsStatus": "ENABLED",
                    "PointInTimeRecoveryDescription": {
                        "PointInTimeRecoveryStatus": "ENABLED" if "pitr" in self.has else "DISABLED"
                    },
                }
            },
            "dynamodb.UpdateContinuousBackups": lambda _: self.gets("pitr"),
            "dynamodb.ListTagsOfResource": lambda _: {"Tags": TAGS if "tags" in self.has else []},
            "dynamodb.TagResource": lambda _: self.gets("tags"),
        }  # fmt: skip

    def told(self):
        stream = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
        return {
            "TableName": "left", "TableArn": ARN, "TableStatus": "ACTIVE",
            "KeySchema": [{"AttributeName": keys.PK, "KeyType": "HASH"},
                          {"AttributeName": keys.SK, "KeyType": "RANGE"}],
            "GlobalSecondaryIndexes": [{"IndexName": one.name, "IndexStatus": "ACTIVE"} for one in indexes.INDEXES],
            **({"StreamSpecification": stream, "LatestStreamArn": STREAM} if "stream" in self.has else {}),
            "DeletionProtectionEnabled": "protected" in self.has,
        }  # fmt: skip

    def update(self, asked):
        return self.gets("stream" if "StreamSpecification" in asked else "protected")

    def gets(self, what, right=True):
        assert right
        assert what not in self.has, "what is there is not set again"
        self.has.add(what)
        return {}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "example.toml").write_text(EXAMPLE)
    monkeypatch.setenv("TENANTS_DIR", str(tmp_path))
    return tmp_path


def run(answers, *parts):
    account = Account({"sts.GetCallerIdentity": {"Account": "123456789012"}} | answers)
    return adopt.main(["example", *parts], clients=account, wait=lambda _: None)


def test_a_left_table_gets_what_it_lacks_once_and_the_file_names_it(folder, capsys):
    table = LeftTable()
    assert run(table.answers(), "table=left") == 0
    assert table.has == {"stream", "ttl", "pitr", "tags", "protected"}
    told = capsys.readouterr().out
    assert "had no stream, protection from deletion, time to live, point-in-time recovery, tags: now it has" in told
    assert "Next: `make diff TENANT=example`, then `make deploy TENANT=example`" in told
    assert TenantFile.read("example").adopt.model_dump(exclude_none=True) == {"table": "left", "table_stream": STREAM}
    assert run(table.answers(), "table=left") == 0
    assert "table left: is whole" in capsys.readouterr().out
    assert (folder / "example.toml").read_text().count("[adopt]") == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}, "left is no table of Relevo's: its keys are id"),
        ({"GlobalSecondaryIndexes": []}, "left lacks the indexes all, conversation, due, name, queue"),
        ({"StreamSpecification": {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}}, "a stream of KEYS_ONLY"),
        ({"TableStatus": "CREATING"}, "left is still CREATING after 6 hours"),
    ],
)
def test_a_table_that_cannot_be_used_changes_nothing(folder, capsys, changed, told):
    assert run(LeftTable(**changed).answers(), "table=left") == 1
    assert told in capsys.readouterr().err
    assert (folder / "example.toml").read_text() == EXAMPLE


def pool(**told):
    return {
        "cognito-idp.DescribeUserPool": {"UserPool": {"UsernameAttributes": ["email"], **told}},
        "cognito-idp.ListGroups": {"Groups": [{"GroupName": "agent"}]},
        "cognito-idp.CreateGroup": {},
        "cognito-idp.SetUserPoolMfaConfig": {},
    }


def test_a_user_pool_gets_its_groups_and_its_second_factor(folder, capsys):
    assert run(pool(), "user_pool=eu-west-1_AbC123") == 0
    assert "had no group rainmaker, group manager, second factor as mfa = optional says" in capsys.readouterr().out
    assert TenantFile.read("example").adopt.user_pool == "eu-west-1_AbC123"
    assert run(pool(UsernameAttributes=["phone_number"]), "user_pool=eu-west-1_AbC123") == 1
    assert "none of Relevo's" in capsys.readouterr().err


def test_a_secret_whose_deletion_is_planned_is_taken_back(folder, capsys):
    described = {"ARN": SECRET, "Name": "MasterSecret", "DeletedDate": AT}
    answers = {"secretsmanager.DescribeSecret": described, "secretsmanager.RestoreSecret": {}}
    assert run(answers, "master_secret=MasterSecret") == 0, "its name is enough"
    assert "was to be deleted; that is undone" in capsys.readouterr().out
    assert TenantFile.read("example").adopt.master_secret == SECRET


def test_a_value_that_the_file_cannot_hold_is_named(folder, capsys):
    assert run({"s3.HeadBucket": {}}, "ledger=Ledger_1") == 1
    assert "adopt.ledger: " in capsys.readouterr().err
    assert TenantFile.read("example").adopt.ledger is None


def test_a_bucket_must_be_there(folder, capsys):
    assert run({"s3.HeadBucket": {}}, "ledger=example-ledger", "photos=example-photos") == 0
    assert TenantFile.read("example").adopt.photos == "example-photos"
    assert run({"s3.HeadBucket": "404"}, "blocked=example-blocked") == 1
    assert TenantFile.read("example").adopt.blocked is None


@pytest.mark.parametrize("parts", [["tabel=left"], ["table="], ["left"]])
def test_a_part_that_is_none_is_refused(folder, capsys, parts):
    assert run({}, *parts) == 1
    assert "say field=name with one of table, user_pool, master_secret" in capsys.readouterr().err


# Found by their tags


def tagged(*found):
    told = [
        {"ResourceARN": arn, "Tags": [{"Key": "relevo:part", "Value": part}] if part else []} for arn, part in found
    ]
    return {"resourcegroupstaggingapi.GetResources": {"ResourceTagMappingList": told}}


def test_all_that_has_the_tenants_tag_is_found(folder):
    arns = {
        "table": ARN, "user_pool": "arn:aws:cognito-idp:x:1:userpool/eu-west-1_A", "master_secret": SECRET,
        "contact_secret": f"{SECRET}x", "ledger": "arn:aws:s3:::a-ledger", "blocked": "arn:aws:s3:::a-blocked",
        "photos": "arn:aws:s3:::a-photos", "imports": "arn:aws:s3:::a-imports", "deliveries": "arn:aws:s3:::a-waiting",
    }  # fmt: skip
    assert set(arns) == {one.field for one in PARTS}
    others = [("arn:aws:sqs:x:1:queue", ""), ("arn:aws:s3:::a-console", "")]
    found = find_parts("example", Account(tagged(*((arn, part) for part, arn in arns.items()), *others)))
    assert found == {
        "table": "left", "user_pool": "eu-west-1_A", "master_secret": SECRET, "contact_secret": f"{SECRET}x",
        "ledger": "a-ledger", "blocked": "a-blocked", "photos": "a-photos", "imports": "a-imports",
        "deliveries": "a-waiting",
    }  # fmt: skip


def test_of_two_tables_a_person_says_which(folder, capsys):
    two = tagged((ARN, "table"), (f"{ARN}-restored", "table"), ("arn:aws:s3:::a-ledger", "ledger"))
    with pytest.raises(AmbiguousError, match="example has two of table, left and left-restored"):
        find_parts("example", Account(two))
    assert run(two) == 1
    assert 'PARTS="table=… ledger=a-ledger"' in capsys.readouterr().err, "what is found but once is not forgotten"
    assert run(tagged()) == 1
    assert "nothing here has the tag relevo:tenant = example" in capsys.readouterr().err


# The tenant file


def test_the_rest_of_the_file_stays_as_it_was_written(tmp_path):
    path = tmp_path / "example.toml"
    path.write_text(EXAMPLE)
    adopt_in(path, {"ledger": "first-ledger", "photos": "first-photos"})
    adopt_in(path, {"ledger": "second-ledger"})
    assert path.read_text().startswith(EXAMPLE.rstrip())
    assert tomllib.loads(path.read_text())["adopt"] == {"ledger": "second-ledger", "photos": "first-photos"}
    between = path.read_text().replace("[adopt]", "[adopt] # mine") + "\n[extra]\nx = 1\n"
    path.write_text(between)
    adopt_in(path, {"ledger": "third-ledger"})
    assert tomllib.loads(path.read_text())["extra"] == {"x": 1}
    assert path.read_text().count("[adopt]") == 1


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('table = "left"', "adopt: table needs table_stream"),
        (f'table = "other"\ntable_stream = "{STREAM}"', "adopt.table_stream: is not a stream of adopt.table"),
        ('master_secret = "MasterSecret"', "adopt.master_secret: "),
        ('user_pool = "pool"', "adopt.user_pool: "),
        ('ledger = "Ledger_1"', "adopt.ledger: "),
        ('queue = "x"', "adopt.queue: Extra inputs"),
    ],
)
def test_what_cannot_be_adopted_is_refused_in_the_file(tmp_path, lines, told):
    (tmp_path / "example.toml").write_text(f"{EXAMPLE}\n[adopt]\n{lines}\n")
    with pytest.raises(TenantFileError, match=told):
        TenantFile.read("example", tmp_path)


# The template


def test_nothing_that_is_adopted_is_made(adopted):
    kinds = {one["Type"] for one in adopted.template["Resources"].values()}
    assert not {"AWS::DynamoDB::Table", "AWS::Cognito::UserPool", "AWS::SecretsManager::Secret"} & kinds
    assert "AWS::Cognito::UserPoolGroup" not in kinds, "the pool has them"
    [console] = adopted.of_type("S3::Bucket")
    assert console.startswith("ConsoleFiles")


def test_what_is_adopted_is_used(adopted, production):
    text = adopted.path.read_text()
    for name in ("left-table", "eu-west-1_AbC123", SECRET, "left-ledger", "left-blocked", "left-photos"):
        assert name in text
    mappings = adopted.of_type("Lambda::EventSourceMapping").items()
    streams = {one["Properties"]["EventSourceArn"] for name, one in mappings if name.startswith("StreamTo")}
    assert streams == {"arn:aws:dynamodb:eu-west-1:123456789012:table/left-table/stream/2026-11-30T09:00:00.000"}
    [client] = adopted.of_type("Cognito::UserPoolClient").values()
    assert client["Properties"]["UserPoolId"] == "eu-west-1_AbC123"
    assert set(adopted.of_type("IAM::Role")) == set(production.of_type("IAM::Role"))


def test_adopted_buckets_are_transferred_by_tls_only_and_ses_may_store_mails(adopted):
    policies = {one["Properties"]["Bucket"]: one["Properties"]["PolicyDocument"]["Statement"]
                for name, one in adopted.of_type("S3::BucketPolicy").items() if "Adopted" in name}  # fmt: skip
    assert set(policies) == {"left-ledger", "left-blocked", "left-photos", "left-deliveries", "left-imports"}
    for statements in policies.values():
        assert statements[0]["Effect"] == "Deny"
        assert statements[0]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert [one["Action"] for one in policies["left-deliveries"]] == ["s3:*", "s3:PutObject"]


def test_whatever_can_be_adopted_is_tagged_so_that_it_is_found(production):
    pool = production.only("Cognito::UserPool")["UserPoolTags"]["relevo:part"]
    found = {pool: "user_pool"}
    for kind in ("DynamoDB::Table", "SecretsManager::Secret", "S3::Bucket"):
        for name, one in production.of_type(kind).items():
            tags = {tag["Key"]: tag["Value"] for tag in one["Properties"]["Tags"]}
            if "relevo:part" in tags:
                found[tags["relevo:part"]] = part_of(one["Type"], name).field
    assert found == {one.field: one.field for one in PARTS}


def test_tags_are_as_a_deployment_gives_them():
    assert tags_of("acme", "1") == {"relevo:tenant": "acme", "relevo:release": "1"}
