"""Find what AWS would refuse, or what would be lost, if one template of a stack replaced another: a sentence for each.

What replaces a resource is as CloudFormation's reference has it ("Update requires: Replacement").
"""

import json
from dataclasses import dataclass

TABLE = "AWS::DynamoDB::Table"


@dataclass(frozen=True)
class Kept:
    """Describe a kind of resource that must stay the same one: what it holds, and the properties that replace it."""

    holds: str
    fixed: tuple[str, ...] = ()


KEPT = {
    TABLE: Kept("all records", ("TableName", "KeySchema", "LocalSecondaryIndexes")),
    "AWS::Cognito::UserPool": Kept(
        "the members' users", ("AliasAttributes", "UsernameAttributes", "UsernameConfiguration", "Schema")
    ),
    "AWS::Cognito::UserPoolClient": Kept("the members' sessions", ("UserPoolId", "GenerateSecret")),
    # A new value is generated whenever what describes it changes.
    "AWS::SecretsManager::Secret": Kept("keys", ("Name", "GenerateSecretString")),
    "AWS::S3::Bucket": Kept("files", ("BucketName", "ObjectLockEnabled")),
    "AWS::SQS::Queue": Kept("messages", ("QueueName", "FifoQueue")),
    "AWS::StepFunctions::StateMachine": Kept("running clocks", ("StateMachineName", "StateMachineType")),
    "AWS::Scheduler::ScheduleGroup": Kept("schedules", ("Name",)),
    "AWS::ApiGatewayV2::Api": Kept("the address of webhooks", ("ProtocolType",)),
    "AWS::CloudFront::Distribution": Kept("the address of the console"),
}
OF_TABLES = ("StreamSpecification", "TimeToLiveSpecification", "SSESpecification", "BillingMode")
"""Name what a table can change, but not without losing news, or twice a day."""
UNIQUE = {
    "AWS::ApiGatewayV2::Route": ("ApiId", "RouteKey"),
    "AWS::ApiGatewayV2::Stage": ("ApiId", "StageName"),
    "AWS::CloudFront::Function": ("Name",),
    "AWS::CloudWatch::Alarm": ("AlarmName",),
    "AWS::CloudWatch::Dashboard": ("DashboardName",),
    "AWS::Cognito::UserPoolGroup": ("UserPoolId", "GroupName"),
    "AWS::Events::Rule": ("Name",),
    "AWS::IAM::Role": ("RoleName",),
    "AWS::Lambda::Alias": ("FunctionName", "Name"),
    "AWS::Lambda::EventSourceMapping": ("FunctionName", "EventSourceArn"),
    "AWS::Lambda::Function": ("FunctionName",),
    "AWS::Logs::LogGroup": ("LogGroupName",),
    "AWS::SNS::Topic": ("TopicName",),
}
"""Name what only one resource of a kind can have: a new one is made before the former one is deleted."""
KEEPS = ("Retain", "RetainExceptOnCreate")


def faults(before, after):
    """Return why a stack with the template `before` must not get the template `after`, and "" if it may."""
    was, becomes = before["Resources"], after["Resources"]
    found = []
    for name, one in was.items():
        if one["Type"] in KEPT:
            found += _of_kept(name, one, becomes.get(name))
    for name, one in becomes.items():
        if former := _former(name, one, was):
            found.append(f"{name} has what is {former}'s until the update ends: AWS refuses a second one")
    return sorted(found)


def _of_kept(name, was, becomes):
    kind = was["Type"]
    says = f"{name} ({kind.removeprefix('AWS::')})"
    if becomes is None or becomes["Type"] != kind:
        yield f"{says} would be deleted, and {KEPT[kind].holds} with it: keep its logical id"
        return
    old, new = was["Properties"], becomes["Properties"]
    for one in KEPT[kind].fixed:
        if old.get(one) != new.get(one):
            yield f"{says} would be replaced, and {KEPT[kind].holds} lost: {one} changes"
    for policy in ("DeletionPolicy", "UpdateReplacePolicy"):
        if was.get(policy) in KEEPS and becomes.get(policy) not in KEEPS:
            yield f"{says} would no longer be kept: {policy} changes"
    if kind == TABLE:
        yield from _of_table(says, old, new)


def _of_table(says, old, new):
    for one in OF_TABLES:
        if old.get(one) != new.get(one):
            yield f"{says} would change what it does for others: {one} changes"
    types, later = _types(old), _types(new)
    for attribute in sorted(types.keys() & later.keys()):
        if types[attribute] != later[attribute]:
            yield f"{says} would have another type of {attribute}, by which items are found"
    indexes, others = _indexes(old), _indexes(new)
    for index in sorted(indexes.keys() & others.keys()):
        if indexes[index] != others[index]:
            yield f"{says} would change its index {index}: AWS refuses, make another beside it"
    if len(moved := sorted(indexes.keys() ^ others.keys())) > 1:
        yield f"{says} would make or delete {len(moved)} indexes ({', '.join(moved)}): AWS allows one in an update"


def _types(table):
    return {one["AttributeName"]: one["AttributeType"] for one in table["AttributeDefinitions"]}


def _indexes(table):
    """Return the indexes by name. The order of attributes that an index includes says nothing."""
    found = {}
    for index in table.get("GlobalSecondaryIndexes", ()):
        projection = index["Projection"]
        included = sorted(projection.get("NonKeyAttributes", ()))
        found[index["IndexName"]] = (index["KeySchema"], projection["ProjectionType"], included)
    return found


def _former(name, one, was):
    """Return the logical id of another resource that has what AWS gives only one: a name, or a function's source."""
    mine = _unique(one)
    if not mine or name in was:
        return None
    return next((other for other, former in was.items() if other != name and _unique(former) == mine), None)


def _unique(one):
    """Return what nothing else of this kind can have, or None."""
    properties = one.get("Properties", {})
    has = [properties.get(name) for name in UNIQUE.get(one["Type"], ())]
    return (one["Type"], json.dumps(has, sort_keys=True)) if all(has) and has else None
