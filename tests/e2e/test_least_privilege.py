"""Do the functions' roles allow all that they do, and nothing else? The embedded AWS enforces IAM on every call.

Every test of this level proves that grants suffice. This module proves that a missing one would be noticed, and covers
what other tests do not do, most of all where a refusal would only be logged.
"""

import json
import time

import boto3
import pytest
from botocore.exceptions import ClientError

from infra import wiring
from infra.grants import Resource
from infra.tenant_file import TenantFile
from local import embedded
from shared.store.partitions import PartitionKey
from tests.e2e.stack import HOURS
from tests.granted import covers

# Tests that remove grants, or need an unchanged plan, have a stack of their own.


def role_of(stack, name):
    """Return the role of a function."""
    function = f"relevo-{stack.told['tenant']}-{name}"
    arn = stack.client("lambda").get_function_configuration(FunctionName=function)["Role"]
    return arn.rpartition("/")[2]


@pytest.fixture
def without(stack):
    """Remove the grants on one resource from a function's role, until the test ends."""
    iam, whole = stack.client("iam"), {}

    def take(name, ending):
        role = role_of(stack, name)
        policy = iam.get_role_policy(RoleName=role, PolicyName="Wired")["PolicyDocument"]
        left = [s for s in policy["Statement"] if not s["Resource"].endswith(ending)]
        assert len(left) == len(policy["Statement"]) - 1
        whole[role] = policy
        changed = json.dumps({**policy, "Statement": left})
        iam.put_role_policy(RoleName=role, PolicyName="Wired", PolicyDocument=changed)

    yield take
    for role, policy in whole.items():
        iam.put_role_policy(RoleName=role, PolicyName="Wired", PolicyDocument=json.dumps(policy))


def test_a_function_whose_grant_is_missing_fails(stack, without):
    assert stack.ask(stack.rainmaker, "GET", "/leads")[0] == 200
    without("supervise", "/index/all")
    assert stack.ask(stack.rainmaker, "GET", "/leads")[0] == 500


def table_as(stack, name):
    """Return a client of DynamoDB with the rights of a function."""
    role = stack.client("iam").get_role(RoleName=role_of(stack, name))["Role"]["Arn"]
    given = stack.client("sts").assume_role(RoleArn=role, RoleSessionName=name)["Credentials"]
    return boto3.client(
        "dynamodb", endpoint_url=stack.told["aws_endpoint"], region_name=embedded.REGION,
        aws_access_key_id=given["AccessKeyId"], aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
    )  # fmt: skip


@pytest.mark.parametrize("wired", wiring.FUNCTIONS, ids=lambda wired: wired.name)
def test_a_role_has_exactly_its_granted_actions_on_the_table(stack, wired):
    table = table_as(stack, wired.name)
    name = stack.told["table"]
    for partition in PartitionKey:
        key = {"PK": {"S": partition.pattern.replace("*", "nothing")}, "SK": {"S": "nothing"}}
        for action, call in calls(table, name, key):
            assert allowed(call) == granted(wired, action, partition), f"{action} in {partition}"
    assert not allowed(lambda: table.scan(TableName=name, Limit=1))


def calls(table, name, key):
    """Yield actions, each with a call that changes nothing: writes, alone and in a transaction, have a false guard."""
    never = {"TableName": name, "ConditionExpression": "attribute_exists(PK)"}
    change = {"UpdateExpression": "SET n = :n", "ExpressionAttributeValues": {":n": {"N": "1"}}}
    one, put, update = {**never, "Key": key}, {**never, "Item": key}, {**never, "Key": key, **change}
    yield "GetItem", lambda: table.get_item(TableName=name, Key=key)
    yield "BatchGetItem", lambda: table.batch_get_item(RequestItems={name: {"Keys": [key]}})
    yield (
        "Query",
        lambda: table.query(
            TableName=name,
            KeyConditionExpression="#pk = :pk",
            ExpressionAttributeNames={"#pk": "PK"},
            ExpressionAttributeValues={":pk": key["PK"]},
        ),
    )
    yield "PutItem", lambda: table.put_item(**put)
    yield "UpdateItem", lambda: table.update_item(**update)
    yield "DeleteItem", lambda: table.delete_item(**one)
    yield "PutItem", lambda: table.transact_write_items(TransactItems=[{"Put": put}])
    yield "UpdateItem", lambda: table.transact_write_items(TransactItems=[{"Update": update}])
    yield "DeleteItem", lambda: table.transact_write_items(TransactItems=[{"Delete": one}])


def granted(wired, action, partition):
    """Return whether the wiring allows the action in this kind of partition of the table."""
    return any(
        f"dynamodb:{action}" in grant.actions and covers(grant, partition)
        for grant in wired.grants
        if grant.resource is Resource.TABLE
    )


def test_one_foreign_key_in_a_batch_or_a_transaction_denies_the_whole(stack):
    table, name = table_as(stack, "ingest"), stack.told["table"]
    own, foreign = ({"PK": {"S": key}, "SK": {"S": "nothing"}} for key in ("LEAD#nothing", "PUSH#nothing"))
    assert not allowed(lambda: table.batch_get_item(RequestItems={name: {"Keys": [own, foreign]}}))
    puts = [{"Put": {"TableName": name, "Item": item}} for item in (own, foreign)]
    assert not allowed(lambda: table.transact_write_items(TransactItems=puts))
    assert "Item" not in stack.client("dynamodb").get_item(TableName=name, Key=own)


def allowed(call):
    try:
        call()
    except ClientError as refusal:
        return refusal.response["Error"]["Code"] != "AccessDeniedException"
    return True


def test_a_members_groups_follow_their_role(stack):
    """A refused change of groups is only logged, so nothing else would show it."""
    pool, email = stack.told["user_pool_id"], f"grupo-{time.time_ns()}@example.com"
    body = {"email": email, "first_name": "Gala", "last_name": "Ríos", "role": "agent"}
    agent_id = stack.rainmaker.ask("POST", "/agents", body)["agent_id"]
    stack.rainmaker.ask("PATCH", f"/agents/{agent_id}", {"role": "manager"})
    found = stack.client("cognito-idp").admin_list_groups_for_user(UserPoolId=pool, Username=email)
    assert [group["GroupName"] for group in found["Groups"]] == ["manager"]


def test_an_existing_user_can_be_invited(stack):
    pool, email = stack.told["user_pool_id"], f"antes-{time.time_ns()}@example.com"
    stack.client("cognito-idp").admin_create_user(
        UserPoolId=pool, Username=email, MessageAction="SUPPRESS", UserAttributes=[{"Name": "email", "Value": email}]
    )
    body = {"email": email, "first_name": "Sol", "last_name": "Vidal", "role": "agent"}
    assert stack.ask(stack.rainmaker, "POST", "/agents", body)[0] == 201


def test_the_plan_can_be_changed_in_every_way(stack):
    rainmaker, source = stack.rainmaker, stack.source()
    route = stack.route(stack.agents[:1], HOURS, source)
    path, secret = f"/routes/{route['route_id']}", f"/sources/{source['source_id']}/secret"
    order = rainmaker.ask("GET", "/routes/order")
    again = {name: route[name] for name in ("title", "rule", "sources", "claim_seconds", "agents")}
    for method, where, body in (
        ("POST", f"{path}/pause", None),
        ("POST", f"{path}/activate", None),
        ("PUT", path, again),
        ("PUT", "/routes/order", order | {"ids": [*order["ids"][1:], order["ids"][0]]}),
        ("GET", path, None),
        ("DELETE", path, None),
        ("PATCH", f"/sources/{source['source_id']}", {"category": "Portal"}),
        ("POST", secret, None),
        ("DELETE", f"/sources/{source['source_id']}", None),
        ("GET", "/settings", None),
    ):
        status, answer = stack.ask(rainmaker, method, where, body)
        assert status in {200, 204}, (method, where, answer)


def test_a_lead_by_hand_is_its_agents_at_once_and_stays_one_lead(stack):
    """Assigned, repeated with its key, and joined by the same person's next inquiry."""
    agent, source = stack.agents[0], stack.source("manual")
    body = {
        "contact": {"first_name": "Mano", "emails": [f"mano-{time.time_ns()}@example.com"]},
        "source_id": source["source_id"],
        "routing": {"agent_id": stack.id_of(agent)},
    }
    key = f"key-{time.time_ns()}"
    made = [stack.manager.ask("POST", "/leads", body, key=given) for given in (key, key, None)]
    assert len({lead["lead_id"] for lead in made}) == 1
    assert stack.see(made[0]["lead_id"])["owner"] == stack.id_of(agent)


@pytest.mark.parametrize("which", ["", "state=owned", "state=pooled", "state=offered", "owner={me}"])
def test_leads_can_be_listed_in_every_way(stack, which):
    stack.lead(stack.source())
    query = which.format(me=stack.id_of(stack.agents[0]))
    page = stack.rainmaker.ask("GET", f"/leads?limit=1&{query}")
    if page.get("next"):
        assert stack.ask(stack.rainmaker, "GET", f"/leads?limit=1&{query}&cursor={page['next']}")[0] == 200


def test_bootstrapping_again_changes_nothing(stack):
    function = f"relevo-{stack.told['tenant']}-bootstrap"
    answer = stack.client("lambda").invoke(
        FunctionName=function, Qualifier="live", Payload=json.dumps(TenantFile.read(stack.told["tenant"]).seed())
    )
    told = json.loads(answer["Payload"].read())
    assert told == {"agent_id": stack.id_of(stack.rainmaker), "created": False}
