"""Can a stack of the release before this one become one of this release, and go back, without losing anything?

AWS itself is not asked: the templates are compared by what CloudFormation's reference says. That what is under
way ends well is tried by tests/e2e/test_upgrade.py, on an engine that refuses less.
"""

import copy

import pytest

from local.released import archive
from tests.infra import template_changes
from tests.infra.template_changes import KEPT, faults

LARGEST = 3_000_000


@pytest.fixture(scope="module")
def release():
    """Provide the release before this one."""
    return archive.read(archive.kept())


@pytest.fixture
def before(release):
    """Provide a template of it, to be changed."""
    return copy.deepcopy(release.templates[archive.PRODUCTION])


@pytest.fixture
def after(before):
    """Provide the same template, to be changed."""
    return copy.deepcopy(before)


def of(template, kind):
    return next(name for name, one in template["Resources"].items() if one["Type"] == f"AWS::{kind}")


def table_of(template):
    return template["Resources"][of(template, "DynamoDB::Table")]["Properties"]


@pytest.mark.parametrize(
    ("way", "why"),
    [("up", "an upgrade: change the template so that it keeps what it has"),
     ("back", "a roll-back: make the change in two releases, or state in CHANGELOG.md what can be gone back to")],
)  # fmt: skip
def test_a_stack_goes_to_this_release_and_back_without_a_loss(release, production, way, why):
    former, present = release.templates[archive.PRODUCTION], production.template
    ends = (former, present) if way == "up" else (present, former)
    found = [one for one in faults(*ends) if way == "up" or not is_new(one, former)]
    assert not found, f"{why}\n" + "\n".join(found)


def is_new(fault, former):
    """Return whether a roll-back only deletes what the upgrade has brought, empty when it is not used."""
    return " would be deleted" in fault and fault.split()[0] not in former["Resources"]


def test_the_embedded_stack_and_the_one_on_aws_keep_the_same(release):
    ids = [
        {name for name, one in release.templates[which]["Resources"].items() if one["Type"] in KEPT}
        for which in (archive.EMBEDDED, archive.PRODUCTION)
    ]
    assert {name for name in ids[1] - ids[0] if not name.startswith("Console")} == set()


def test_every_kind_that_must_be_kept_is_in_the_stack(release):
    assert {one["Type"] for one in release.templates[archive.PRODUCTION]["Resources"].values()} >= KEPT.keys()


def test_the_same_template_has_no_fault(before, after):
    assert faults(before, after) == []


@pytest.mark.parametrize("kind", sorted(KEPT))
def test_what_holds_data_is_not_deleted(before, after, kind):
    name = of(after, kind.removeprefix("AWS::"))
    after["Resources"]["Renamed"] = after["Resources"].pop(name)
    assert any(one.startswith(f"{name} (") and "would be deleted" in one for one in faults(before, after))


@pytest.mark.parametrize(("kind", "fixed"), [(kind, one) for kind, kept in KEPT.items() for one in kept.fixed])
def test_what_holds_data_is_not_replaced(before, after, kind, fixed):
    name = of(after, kind.removeprefix("AWS::"))
    after["Resources"][name]["Properties"][fixed] = "another"
    [told] = faults(before, after)
    assert f"would be replaced, and {KEPT[kind].holds} lost: {fixed} changes" in told


@pytest.mark.parametrize("policy", ["DeletionPolicy", "UpdateReplacePolicy"])
def test_what_was_kept_stays_kept(before, after, policy):
    after["Resources"][of(after, "S3::Bucket")][policy] = "Delete"
    [told] = faults(before, after)
    assert told.endswith(f"would no longer be kept: {policy} changes")


@pytest.mark.parametrize("one", template_changes.OF_TABLES)
def test_a_table_goes_on_doing_what_it_does_for_others(before, after, one):
    table_of(after)[one] = "another"
    [told] = faults(before, after)
    assert told.endswith(f"{one} changes")


def test_one_index_comes_or_goes_in_an_update(before, after):
    indexes = table_of(after)["GlobalSecondaryIndexes"]
    indexes.append({**indexes[0], "IndexName": "first"})
    assert faults(before, after) == []
    assert faults(after, before) == []
    indexes.append({**indexes[0], "IndexName": "second"})
    [told] = faults(before, after)
    assert "2 indexes (first, second): AWS allows one" in told


def test_an_index_is_not_changed(before, after):
    index = table_of(after)["GlobalSecondaryIndexes"][0]
    index["Projection"] = {"ProjectionType": "ALL"}
    [told] = faults(before, after)
    assert f"would change its index {index['IndexName']}: AWS refuses" in told


def test_a_key_keeps_its_type(before, after):
    table_of(after)["AttributeDefinitions"][0]["AttributeType"] = "N"
    [told] = faults(before, after)
    assert "another type of PK" in told


@pytest.mark.parametrize(
    "kind",
    ["ApiGatewayV2::Route", "Cognito::UserPoolGroup", "Lambda::Alias", "Lambda::EventSourceMapping", "Lambda::Function",
     "Logs::LogGroup"],
)  # fmt: skip
def test_what_can_be_there_only_once_keeps_its_logical_id(before, after, kind):
    name = of(after, kind)
    after["Resources"]["Renamed"] = after["Resources"].pop(name)
    assert faults(before, after) == [f"Renamed has what is {name}'s until the update ends: AWS refuses a second one"]


def test_the_archive_is_small_and_the_same_whoever_makes_it(release, tmp_path):
    packed = archive.pack(release)
    assert archive.kept().stat().st_size < LARGEST
    (tmp_path / "again.tar.xz").write_bytes(packed)
    again = archive.read(tmp_path / "again.tar.xz")
    assert again == release
    shuffled = archive.Release(
        release.version,
        release.commit,
        dict(reversed(release.templates.items())),
        dict(reversed(release.files.items())),
    )
    assert archive.pack(shuffled) == packed


def test_the_archive_has_the_code_of_every_function_and_the_lock_of_every_layer(release):
    template = release.templates[archive.EMBEDDED]
    handlers = {
        one["Properties"]["Handler"] for one in template["Resources"].values() if one["Type"] == "AWS::Lambda::Function"
    }
    assert {f"{one.rpartition('.')[0].replace('.', '/')}.py" for one in handlers} <= release.files.keys()
    assert {*archive.layers(template).values()} <= release.files.keys()
