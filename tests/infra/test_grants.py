"""May every function do exactly what its wiring says?"""

import json
import re

import pytest

from infra import wiring
from infra.grants import DELETE, EVERY_FUNCTION, LEADING_KEYS, SENDING, WILDCARDS, WRITE, Resource
from shared.store.partitions import PartitionKey

BY_NAME = {wired.name: wired for wired in wiring.FUNCTIONS}


def statements(demo, name):
    role = demo.named("IAM::Role", f"{name.title()}Role")["Properties"]
    (policy,) = role["Policies"]
    return policy["PolicyDocument"]["Statement"]


def listed(value):
    return value if isinstance(value, list) else [value]


def shown(arn):
    """Return an ARN of the template as one string, references in angle brackets."""
    if isinstance(arn, str):
        return arn
    if "Fn::Join" in arn:
        return "".join(shown(part) for part in arn["Fn::Join"][1])
    (reference,) = arn.values()
    return f"<{reference if isinstance(reference, str) else '.'.join(reference)}>"


HERE = "<AWS::Region>:<AWS::AccountId>"
MEANS = {
    Resource.TABLE: r"<Table\w+\.Arn>",
    Resource.QUEUE: r"<Table\w+\.Arn>/index/queue",
    Resource.ALL: r"<Table\w+\.Arn>/index/all",
    Resource.NAME: r"<Table\w+\.Arn>/index/name",
    Resource.DUE: r"<Table\w+\.Arn>/index/due",
    Resource.CONVERSATION: r"<Table\w+\.Arn>/index/conversation",
    Resource.STREAM: r"<Table\w+\.StreamArn>",
    Resource.STREAM_DEAD_LETTERS: r"<StreamDeadLetters\w+\.Arn>",
    Resource.NEWS_DEAD_LETTERS: r"<NewsDeadLetters\w+\.Arn>",
    Resource.DEAD_LETTERS: r"<\w*DeadLetters\w+\.Arn>",
    Resource.CLOCK: r"<ClockMachine\w+\.Arn>",
    Resource.CLOCK_RUNS: rf"arn:<AWS::Partition>:states:{HERE}:execution:<ClockMachine\w+\.Name>:\*",
    Resource.SCHEDULES: rf"arn:<AWS::Partition>:scheduler:{HERE}:schedule/<SchedulesGroup\w+>/\*",
    Resource.SCHEDULE_ROLE: r"<SchedulesRole\w+\.Arn>",
    Resource.MASTER_SECRET: r"<MasterSecret\w*\.Id>",
    Resource.CONTACT_SECRET: r"<ContactSecret\w*\.Id>",
    Resource.SOURCE_SECRETS: rf"arn:<AWS::Partition>:secretsmanager:{HERE}:secret:relevo-demo/sources/\*",
    Resource.FETCHES: r"<FetchesQueue\w+\.Arn>",
    Resource.IMPORTS: r"<ImportsQueue\w+\.Arn>",
    Resource.OUTGOING: r"<OutgoingQueue\w+\.Arn>",
    Resource.MAILS: r"<MailsQueue\w+\.Arn>",
    Resource.MAIL_EVENTS: r"<MailEventsQueue\w+\.Arn>",
    Resource.PUSHES: r"<PushesQueue\w+\.Arn>",
    Resource.IDENTITIES: rf"arn:<AWS::Partition>:ses:{HERE}:identity/\*",
    Resource.CONFIGURATION_SETS: rf"arn:<AWS::Partition>:ses:{HERE}:configuration-set/\*",
    Resource.UPLOADS: r"<ImportFiles\w+\.Arn>/imports/\*",
    Resource.UPLOADS_BUCKET: r"<ImportFiles\w+\.Arn>",
    Resource.WAITING: r"<PutOffQueue\w+\.Arn>",
    Resource.WAITING_FILES: r"<WaitingDeliveries\w+\.Arn>/waiting/\*",
    Resource.INBOX: r"<InboxQueue\w+\.Arn>",
    Resource.INBOX_FILES: r"<WaitingDeliveries\w+\.Arn>/mail/\*",
    Resource.KEPT_FILES: r"<WaitingDeliveries\w+\.Arn>/kept/\*",
    Resource.WAITING_BUCKET: r"<WaitingDeliveries\w+\.Arn>",
    Resource.PHOTOS: r"<NotePhotos\w+\.Arn>/photos/\*",
    Resource.PHOTOS_BUCKET: r"<NotePhotos\w+\.Arn>",
    Resource.LEDGER: r"<Ledger\w+\.Arn>/erased/\*",
    Resource.LEDGER_BUCKET: r"<Ledger\w+\.Arn>",
    Resource.BLOCKED: r"<Blocked\w+\.Arn>/won/\*",
    Resource.LIVE_MESSAGES: rf"arn:<AWS::Partition>:execute-api:{HERE}:<LiveApi\w+>/live/POST/@connections/\*",
    Resource.LIVE_ENDS: rf"arn:<AWS::Partition>:execute-api:{HERE}:<LiveApi\w+>/live/DELETE/@connections/\*",
    Resource.USER_POOL: r"<IdentityPool\w+\.Arn>",
    Resource.OWN_LOG: r"<{title}Log\w+\.Arn>",
}


def test_every_resource_of_a_grant_has_an_arn_here():
    assert set(MEANS) == set(Resource)


@pytest.mark.parametrize("name", BY_NAME)
def test_a_policy_is_exactly_the_functions_grants(demo, name):
    wired = BY_NAME[name]
    for statement, grant in zip(statements(demo, name), (*EVERY_FUNCTION, *wired.grants), strict=True):
        assert tuple(listed(statement["Action"])) == grant.actions
        arns = [shown(arn) for arn in listed(statement["Resource"])]
        meaning = MEANS[grant.resource].replace("{title}", name.title())
        assert len(arns) == (2 + len(wiring.QUEUES) if grant.resource is Resource.DEAD_LETTERS else 1)
        assert [arn for arn in arns if not re.fullmatch(meaning, arn)] == [], grant.resource


def test_every_statement_allows_and_names_complete_actions(demo):
    for name in BY_NAME:
        for statement in statements(demo, name):
            assert statement["Effect"] == "Allow"
            assert not [action for action in listed(statement["Action"]) if "*" in action]
            assert set(statement) - {"Condition"} == {"Action", "Effect", "Resource"}


def test_a_grant_on_the_table_names_its_partitions_and_requires_a_key(demo):
    """A request without a key would satisfy `ForAllValues`, so the key's presence is required too."""
    for name, wired in BY_NAME.items():
        for statement, grant in zip(statements(demo, name), (*EVERY_FUNCTION, *wired.grants), strict=True):
            if grant.resource is not Resource.TABLE:
                assert ("Condition" in statement) == (grant.resource in SENDING)
                continue
            assert grant.partitions, f"{name}: {grant.why}"
            assert statement["Condition"] == {
                "ForAllValues:StringLike": {LEADING_KEYS: [one.pattern for one in grant.partitions]},
                "Null": {LEADING_KEYS: "false"},
            }


def test_mails_may_be_sent_from_the_tenants_address_only(demo):
    found = [one for one in statements(demo, "mail") if "ses:SendEmail" in listed(one["Action"])]
    assert [one["Condition"] for one in found] == 2 * [{"StringEquals": {"ses:FromAddress": "relevo@example.com"}}]


@pytest.mark.parametrize("wired", wiring.FUNCTIONS, ids=lambda wired: wired.name)
def test_no_function_that_serves_requests_may_write_copies_of_audit_entries(wired):
    kept = [grant for grant in wired.grants if PartitionKey.KEPT in grant.partitions]
    assert not [grant for grant in kept if set(DELETE) & set(grant.actions)]
    writing = [grant for grant in kept if set(WRITE) & set(grant.actions)]
    assert bool(writing) == (wired.name in {"notify", "sweep"})
    assert not (writing and wired.http)


@pytest.mark.parametrize("name", ["ingest", "fetch", "waiting", "import", "deliver", "push", "notify", "live"])
def test_a_function_that_reads_what_strangers_sent_cannot_write_the_plan(name):
    changes = [grant for grant in BY_NAME[name].grants if {*WRITE, *DELETE} & set(grant.actions)]
    assert changes
    assert not [grant for grant in changes if PartitionKey.PLAN in grant.partitions]


def test_a_wildcard_is_used_only_with_a_reason_in_the_wiring(demo):
    for name, wired in BY_NAME.items():
        grants = (*EVERY_FUNCTION, *wired.grants)
        for statement, grant in zip(statements(demo, name), grants, strict=True):
            arns = [shown(arn) for arn in listed(statement["Resource"])]
            if grant.resource not in WILDCARDS:
                assert not [arn for arn in arns if "*" in arn]
            assert not [arn for arn in arns if "*" in arn[:-1]], "a star may only end a resource"


def test_nothing_is_granted_without_a_resource(demo):
    bare = {
        action
        for name in BY_NAME
        for statement in statements(demo, name)
        if statement["Resource"] == "*"
        for action in statement["Action"]
    }
    assert not bare


def test_no_role_has_permissions_outside_its_wiring(demo):
    assert demo.of_type("IAM::Policy") == {}
    assert demo.of_type("IAM::ManagedPolicy") == {}
    for role in demo.of_type("IAM::Role").values():
        assert "ManagedPolicyArns" not in role["Properties"]


def test_every_function_has_a_role_of_its_own(demo):
    roles = [json.dumps(f["Properties"]["Role"]) for f in demo.of_type("Lambda::Function").values()]
    assert len(set(roles)) == len(roles) == len(wiring.FUNCTIONS)


def test_the_clock_may_call_expire_and_nothing_else(demo):
    (policy,) = demo.named("IAM::Role", "ClockRole")["Properties"]["Policies"]
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert statement["Action"] == "lambda:InvokeFunction"
    assert shown(statement["Resource"]).startswith("<ExpireFunctionAliaslive")


def test_a_schedule_may_call_activate_and_nothing_else(demo):
    role = demo.named("IAM::Role", "SchedulesRole")["Properties"]
    (policy,) = role["Policies"]
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert statement["Action"] == "lambda:InvokeFunction"
    assert shown(statement["Resource"]) == f"arn:<AWS::Partition>:lambda:{HERE}:function:relevo-demo-activate:live"


def test_only_schedules_of_the_tenants_group_assume_that_role(demo):
    role = demo.named("IAM::Role", "SchedulesRole")["Properties"]
    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "scheduler.amazonaws.com"}
    where = trust["Condition"]["StringEquals"]
    assert shown(where["aws:SourceAccount"]) == "<AWS::AccountId>"
    assert re.fullmatch(r"<SchedulesGroup\w+\.Arn>", shown(where["aws:SourceArn"]))


def test_every_grant_says_why():
    grants = [grant for wired in wiring.FUNCTIONS for grant in wired.grants]
    assert not [grant for grant in (*grants, *EVERY_FUNCTION) if not grant.why]
    assert set(WILDCARDS) <= {grant.resource for grant in (*grants, *EVERY_FUNCTION)}
