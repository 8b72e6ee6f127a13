"""Does rotating a secret keep all that it held, and take what was derived from another with it?"""

from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import ClientError

from infra.commands.rotate import RotateError, SecretRotation, main, outputs_of
from shared.secrets import MasterSecret
from shared.secrets.versions import IN_FORCE_AFTER, MAX_AGE, contact_key, parse
from tests import memory
from tests.conftest import MASTER
from tests.watch import Watch

NOW = datetime(2026, 11, 29, 10, tzinfo=UTC)
OUTPUTS = {"MasterSecretArn": "master", "ContactSecretArn": "contacts"}


@pytest.fixture
def vault(aws):
    client = memory.client("secretsmanager")
    client.create_secret(Name="contacts")
    return client


def versions(vault, name):
    return parse(vault.get_secret_value(SecretId=name)["SecretString"])


def test_a_version_is_added_and_in_force_when_every_process_knows_it(vault):
    new = SecretRotation(vault, OUTPUTS).rotate("master", NOW)
    first, second = versions(vault, "master")
    assert (first.value, first.since, second) == (MASTER, None, new)
    assert (new.number, new.since) == (1, NOW + IN_FORCE_AFTER)
    assert IN_FORCE_AFTER >= 2 * MAX_AGE
    assert len(new.value) >= 64


def test_a_second_rotation_waits_for_the_first(vault):
    rotation = SecretRotation(vault, OUTPUTS)
    rotation.rotate("master", NOW)
    with pytest.raises(RotateError, match="version 1 of master is in force at 10:10:00 UTC only"):
        rotation.rotate("master", NOW + IN_FORCE_AFTER - timedelta(seconds=1))
    assert rotation.rotate("master", NOW + IN_FORCE_AFTER).number == 2
    assert len(versions(vault, "master")) == 3


def test_the_key_that_contacts_had_is_stored_before_the_master_changes(vault):
    before = MasterSecret(vault, "master", "contacts").contact_hashes("phone", "+34600112233")
    SecretRotation(vault, OUTPUTS).rotate("master", NOW)
    [first] = versions(vault, "contacts")
    assert (first.number, first.value) == (0, contact_key(MASTER))
    assert MasterSecret(vault, "master", "contacts").contact_hashes("phone", "+34600112233") == before


def test_all_versions_of_the_secret_for_contacts_stay(vault):
    rotation, now = SecretRotation(vault, OUTPUTS), Watch(NOW)
    before = MasterSecret(vault, "master", "contacts", now).contact_hashes("phone", "+34600112233")
    rotation.rotate("contacts", NOW)
    assert [one.number for one in versions(vault, "contacts")] == [0, 1]
    assert versions(vault, "master")[0].value == MASTER
    known = MasterSecret(vault, "master", "contacts", now).contact_hashes("phone", "+34600112233")
    assert known[0] == before[0], "not in force yet, but looked up"
    now.now += IN_FORCE_AFTER
    assert MasterSecret(vault, "master", "contacts", now).contact_hashes("phone", "+34600112233") == known[::-1]


class NoStack:
    def describe_stacks(self, StackName):
        raise ClientError({"Error": {"Code": "ValidationError", "Message": "it does not exist"}}, "DescribeStacks")


def test_a_stack_that_is_not_there_is_said_in_one_line(capsys):
    assert main(["demo"], client=lambda _: NoStack()) == 1
    assert capsys.readouterr().err.startswith("relevo-demo cannot be read: ")


class Stacks:
    def __init__(self, *names):
        self._outputs = [{"OutputKey": name, "OutputValue": OUTPUTS[name]} for name in names]

    def describe_stacks(self, StackName):
        return {"Stacks": [{"Outputs": self._outputs}]}


def test_a_stack_of_an_earlier_release_is_deployed_first():
    with pytest.raises(RotateError, match="relevo-acme has no ContactSecretArn: deploy this release first"):
        outputs_of("relevo-acme", Stacks("MasterSecretArn"))


def test_the_command_says_what_it_did_and_tells_no_secret(vault, capsys):
    clients = {"cloudformation": Stacks(*OUTPUTS), "secretsmanager": vault}
    assert main(["demo"], client=clients.__getitem__) == 0
    told = capsys.readouterr().out
    assert told.startswith("version 1 of demo's master is in force from ")
    assert versions(vault, "master")[1].value not in told
    assert main(["demo", "master"], client=clients.__getitem__) == 1
    assert "wait" in capsys.readouterr().err
    assert main(["demo", "sources"], client=clients.__getitem__) == main([], client=clients.__getitem__) == 2
    assert "usage" in capsys.readouterr().err
