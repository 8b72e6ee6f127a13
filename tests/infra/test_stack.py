"""Is lasting data retained, are secrets secret, and are logs harmless?"""

import graphlib
import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from ministack.services.cloudformation import provisioners

from infra import cognito_emails, wiring
from infra.checked_out import release
from infra.grants import Resource
from infra.states import definition
from infra.wiring.log_queries import QUERIES
from shared.domain.plan_records import retention
from shared.domain.plan_records.session import SESSION_LIFE
from shared.observe import ALL
from shared.store import indexes

TOOLS = Path(sys.executable).parent
OUTPUTS = {
    *(
        "ApiId",
        "ApiUrl",
        "TableName",
        "UserPoolId",
        "UserPoolClientId",
        "ClockArn",
        "MasterSecretArn",
        "ContactSecretArn",
    ),
    "LiveUrl",
    *("InboundBucket", "InboundTopic", "MailEventsTopic", "Commit"),
    *("BootstrapFunction", "SweepFunction", "RouteFunction", "StreamDlqUrl", "ConsoleUrl", "ConsoleBucket"),
}


def run(tool, *arguments):
    """Run one of the checkout's own programs."""
    return subprocess.run([TOOLS / tool, *arguments], capture_output=True, text=True, check=False)


def functions(demo):
    return [found["Properties"] for found in demo.of_type("Lambda::Function").values()]


def test_the_table_has_a_stream_ttl_and_point_in_time_recovery(demo):
    table = demo.only("DynamoDB::Table")
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["SSESpecification"] == {"SSEEnabled": True}


def test_the_table_has_the_indexes_that_the_store_reads(demo):
    found = {}
    for index in demo.only("DynamoDB::Table")["GlobalSecondaryIndexes"]:
        pk, sk = (key["AttributeName"] for key in index["KeySchema"])
        projection = index["Projection"]
        includes = tuple(projection.get("NonKeyAttributes", ()))
        assert projection["ProjectionType"] == ("INCLUDE" if includes else "KEYS_ONLY")
        found[index["IndexName"]] = (pk, sk, includes)
    assert found == {index.name: (index.pk, index.sk, index.includes) for index in indexes.INDEXES}
    assert len(found) == 5


def test_the_ledger_keeps_every_version_of_what_one_function_enters(production):
    bucket = production.named("S3::Bucket", "Ledger")
    properties = bucket["Properties"]
    assert bucket["DeletionPolicy"] == "Retain"
    assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
    assert properties["VersioningConfiguration"] == {"Status": "Enabled"}
    assert "ExpirationInDays" not in json.dumps(properties["LifecycleConfiguration"])
    using = {
        one.name: [grant.actions for grant in one.grants if "ledger" in grant.resource] for one in wiring.FUNCTIONS
    }
    assert {name: used for name, used in using.items() if used} == {"sweep": [("s3:PutObject",), ("s3:ListBucket",)]}


def test_the_ledger_and_the_blocked_store_are_locked_where_the_tenant_file_asks_for_it(demo, production):
    ledger, blocked = (production.named("S3::Bucket", name)["Properties"] for name in ("Ledger", "Blocked"))
    assert ledger["ObjectLockConfiguration"]["Rule"]["DefaultRetention"] == {"Days": 365, "Mode": "GOVERNANCE"}
    assert ledger["ObjectLockEnabled"] is blocked["ObjectLockEnabled"] is True
    assert "Rule" not in blocked.get("ObjectLockConfiguration", {}), "each deal has a term of its own"
    for name in ("Ledger", "Blocked"):
        assert "ObjectLockEnabled" not in demo.named("S3::Bucket", name)["Properties"]


def test_the_blocked_store_is_written_by_the_erasing_function_read_by_nobody_and_deleted_after_the_term(production):
    bucket = production.named("S3::Bucket", "Blocked")
    properties = bucket["Properties"]
    assert bucket["DeletionPolicy"] == "Retain"
    assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
    [encryption] = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert encryption["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    terms = {
        rule["Prefix"]: (rule["ExpirationInDays"], rule["NoncurrentVersionExpiration"])
        for rule in properties["LifecycleConfiguration"]["Rules"]
        if "Prefix" in rule
    }
    assert len(terms) == retention.MAX_YEARS
    assert terms["won/10/"] == (3660, {"NoncurrentDays": 1})
    using = {
        one.name: [one.actions for one in one.grants if one.resource == Resource.BLOCKED] for one in wiring.FUNCTIONS
    }
    assert {name: used for name, used in using.items() if used} == {
        "sweep": [("s3:PutObject", "s3:PutObjectRetention")]
    }
    roles = [one["Properties"] for one in production.template["Resources"].values() if one["Type"] == "AWS::IAM::Role"]
    policies = [policy["PolicyDocument"] for role in roles for policy in role.get("Policies", ())]
    naming = [one for policy in policies for one in policy["Statement"] if "Blocked" in json.dumps(one["Resource"])]
    assert [one["Action"] for one in naming] == [["s3:PutObject", "s3:PutObjectRetention"]]


def test_uploaded_files_are_private_encrypted_and_deleted_after_a_week(demo):
    bucket = demo.named("S3::Bucket", "ImportFiles")["Properties"]
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    [encryption] = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert encryption["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    [rule] = bucket["LifecycleConfiguration"]["Rules"]
    assert (rule["ExpirationInDays"], rule["Status"]) == (7, "Enabled")
    [cors] = bucket["CorsConfiguration"]["CorsRules"]
    assert cors["AllowedMethods"] == ["PUT"]


def test_photos_are_private_encrypted_and_kept_until_they_are_erased(demo):
    bucket = demo.named("S3::Bucket", "NotePhotos")["Properties"]
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert "VersioningConfiguration" not in bucket, "a version would outlive an erasure"
    [rule] = bucket["LifecycleConfiguration"]["Rules"]
    assert not [name for name in rule if name.startswith("Expiration")]
    [cors] = bucket["CorsConfiguration"]["CorsRules"]
    assert cors["AllowedMethods"] == ["PUT"]


@pytest.mark.parametrize("name", ["ImportFiles", "NotePhotos"])
def test_uploaded_files_are_transferred_by_tls_only(demo, name):
    [statement] = demo.named("S3::BucketPolicy", name)["Properties"]["PolicyDocument"]["Statement"]
    assert (statement["Effect"], statement["Action"]) == ("Deny", "s3:*")
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("DynamoDB::Table", ""),
        ("Cognito::UserPool", ""),
        ("SecretsManager::Secret", "MasterSecret"),
        ("SecretsManager::Secret", "ContactSecret"),
        ("S3::Bucket", "ImportFiles"),
        ("S3::Bucket", "NotePhotos"),
        ("S3::Bucket", "Blocked"),
    ],
)
def test_production_keeps_its_data_and_the_demo_does_not(demo, production, kind, name):
    kept, gone = production.named(kind, name), demo.named(kind, name)
    assert kept["DeletionPolicy"] == kept["UpdateReplacePolicy"] == "Retain"
    assert gone["DeletionPolicy"] == gone["UpdateReplacePolicy"] == "Delete"


def test_the_secret_for_contacts_is_made_without_a_value(demo):
    """Its first version is the key that the master secret has given so far; `make rotate-secret` stores it."""
    made = demo.named("SecretsManager::Secret", "ContactSecret")["Properties"]
    assert made.keys() <= {"Description", "Tags"}


def test_production_is_protected_from_deletion(demo, production):
    assert production.only("DynamoDB::Table")["DeletionProtectionEnabled"] is True
    assert demo.only("DynamoDB::Table")["DeletionProtectionEnabled"] is False
    assert production.only("Cognito::UserPool")["DeletionProtection"] == "ACTIVE"


def test_cloudformation_refuses_to_delete_a_stack_in_production(demo, production):
    assert production.stack["terminationProtection"] is True
    assert demo.stack.get("terminationProtection", False) is False


def test_what_aws_bills_is_tagged_with_tenant_and_release(production):
    wanted = {"relevo:tenant": "example", "relevo:release": release()}
    assert production.stack["tags"] == wanted, "CloudFormation passes the stack's tags on to all that takes any"
    for kind in ("DynamoDB::Table", "Lambda::Function", "SQS::Queue", "S3::Bucket", "SecretsManager::Secret",
                 "Logs::LogGroup", "StepFunctions::StateMachine", "CloudFront::Distribution"):  # fmt: skip
        for name, one in production.of_type(kind).items():
            assert wanted.items() <= {tag["Key"]: tag["Value"] for tag in one["Properties"]["Tags"]}.items(), name


def test_people_can_write_only_harmless_attributes_and_must_verify_a_new_address(demo, production):
    for stack in (demo, production):
        assert stack.only("Cognito::UserPoolClient")["WriteAttributes"] == ["locale"]
        settings = stack.only("Cognito::UserPool")["UserAttributeUpdateSettings"]
        assert settings == {"AttributesRequireVerificationBeforeUpdate": ["email"]}


def test_an_ended_session_is_remembered_as_long_as_the_pool_would_renew_its_tokens(demo):
    client = demo.only("Cognito::UserPoolClient")
    minutes = client["RefreshTokenValidity"]
    assert client["TokenValidityUnits"]["RefreshToken"] == "minutes"
    assert timedelta(minutes=minutes) == SESSION_LIFE
    assert client["EnableTokenRevocation"] is True, "without it, tokens do not name their session"


def test_the_pool_offers_a_second_factor_where_the_tenant_file_says_so_and_never_forces_it(demo, production):
    assert demo.only("Cognito::UserPool")["MfaConfiguration"] == "OFF"
    pool = production.only("Cognito::UserPool")
    assert (pool["MfaConfiguration"], pool["EnabledMfas"]) == ("OPTIONAL", ["SOFTWARE_TOKEN_MFA"])


def test_only_a_demo_lets_an_administrator_sign_in_as_a_member(demo, production):
    flow = "ALLOW_ADMIN_USER_PASSWORD_AUTH"
    assert flow in demo.only("Cognito::UserPoolClient")["ExplicitAuthFlows"]
    assert flow not in production.only("Cognito::UserPoolClient")["ExplicitAuthFlows"]


def test_people_cannot_sign_up_themselves_and_passwords_are_strong(demo):
    pool = demo.only("Cognito::UserPool")
    assert pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    policy = pool["Policies"]["PasswordPolicy"]
    assert policy["MinimumLength"] >= 12
    assert all(policy[f"Require{kind}"] for kind in ("Lowercase", "Uppercase", "Numbers", "Symbols"))
    assert demo.only("Cognito::UserPoolClient").get("GenerateSecret") is False


def emails(stack):
    """Return subject and text of the pool's invitation and of its code, references in angle brackets."""
    pool = stack.only("Cognito::UserPool")
    invitation, code = pool["AdminCreateUserConfig"]["InviteMessageTemplate"], pool["VerificationMessageTemplate"]
    assert (code["EmailSubject"], code["EmailMessage"]) == (
        pool["EmailVerificationSubject"], pool["EmailVerificationMessage"]
    )  # fmt: skip
    return [(one["EmailSubject"], shown(one["EmailMessage"])) for one in (invitation, code)]


def shown(text):
    parts = text["Fn::Join"][1] if isinstance(text, dict) else [text]
    return "".join(part if isinstance(part, str) else f"<{part}>" for part in parts)


def test_the_pools_emails_are_from_the_team_in_its_language_first(demo, production):
    (invited, says), (asked, tells) = emails(demo)
    assert (invited, asked) == ("Inmobiliaria Retiro te invita a Relevo", "Inmobiliaria Retiro: tu código de Relevo")
    for text in (says, tells):
        assert re.findall(r'<div lang="(\w+)"', text) == ["es", "en"]
        assert "Recibes este correo de Inmobiliaria Retiro porque " in text
        assert "You get this mail from Inmobiliaria Retiro because " in text
    assert emails(production)[0][0] == "Example Realty te invita a Relevo"


def test_the_pools_emails_contain_the_placeholders_and_fit(demo):
    """Without these placeholders, or over 20,000 characters, Cognito refuses the template."""
    (_, says), (_, tells) = emails(demo)
    assert "{username}" in says
    assert "{####}" in says
    assert "{####}" in tells
    assert max(len(says), len(tells)) < 20_000 - 4 * len("https://") - 4 * 253


@pytest.mark.parametrize("language", cognito_emails.LANGUAGES)
def test_the_longest_name_of_a_team_leaves_the_pools_subjects_short_enough(language):
    for write in (cognito_emails.invitation, cognito_emails.code):
        assert len(write(language, 60 * "x", None).subject) <= 140


def test_the_pools_emails_lead_to_the_console(demo, production, on_one_machine):
    (distribution,) = demo.of_type("CloudFront::Distribution")
    for _, text in emails(demo):
        assert text.count(f"href=\"https://<{{'Fn::GetAtt': ['{distribution}', 'DomainName']}}>\"") == 2
    for _, text in emails(production):
        assert text.count('href="https://relevo.example.com"') == 2
    for _, text in emails(on_one_machine):
        assert "href" not in text, "its public address is known only to a run"


def needs(value, names):
    """Yield the resources that a part of the template refers to."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("Ref", "Fn::GetAtt", "DependsOn"):
                yield from (one for one in ([inner] if isinstance(inner, str) else inner) if one in names)
            elif key == "Fn::Sub":
                yield from (one for one in names if f"${{{one}" in json.dumps(inner))
            else:
                yield from needs(inner, names)
    elif isinstance(value, list):
        for inner in value:
            yield from needs(inner, names)


def test_no_resource_waits_for_itself(demo, production):
    """The pool's mails name CloudFront's address, and so wait for it: it must not wait for the pool."""
    for stack in (demo, production):
        found = stack.template["Resources"]
        waiting = {name: set(needs(one, found)) for name, one in found.items()}
        order = tuple(graphlib.TopologicalSorter(waiting).static_order())
        assert len(order) == len(found)


def test_the_pools_emails_come_from_the_team_where_it_has_a_sender(demo, production, without_a_sender, adopted):
    for stack, team in ((demo, "Inmobiliaria Retiro"), (production, "Example Realty")):
        sending = stack.only("Cognito::UserPool")["EmailConfiguration"]
        assert sending["EmailSendingAccount"] == "DEVELOPER"
        assert sending["From"] == f"{team} <relevo@example.com>"
        assert shown(sending["SourceArn"]).endswith(":identity/example.com")
    assert "EmailConfiguration" not in without_a_sender.only("Cognito::UserPool")
    assert not adopted.of_type("Cognito::UserPool"), "an existing pool keeps its own mails"


def test_the_pool_has_a_group_for_each_role(demo):
    groups = {g["Properties"]["GroupName"] for g in demo.of_type("Cognito::UserPoolGroup").values()}
    assert groups == {"rainmaker", "manager", "agent"}
    assert not demo.of_type("Cognito::UserPoolUser")


def test_every_log_has_a_retention(demo, production):
    for stack, days in ((demo, 3), (production, 90)):
        logs = [log["Properties"] for log in stack.of_type("Logs::LogGroup").values()]
        assert {log["RetentionInDays"] for log in logs} == {days}
        assert len(logs) == len(wiring.FUNCTIONS) + 2  # and the access logs of both APIs
    assert all("LogGroup" in function["LoggingConfig"] for function in functions(demo))


def test_the_access_log_contains_no_path_query_or_address(demo):
    (stage,) = demo.of_http("Stage").values()
    log = json.loads(stage["Properties"]["AccessLogSettings"]["Format"])
    assert set(log.values()) == {
        "$context.requestId",
        "$context.routeKey",
        "$context.status",
        "$context.responseLatency",
    }


@pytest.mark.parametrize("wired", wiring.FUNCTIONS, ids=lambda wired: wired.name)
def test_a_function_gets_the_variables_it_asks_for_and_no_secret(demo, wired):
    (function,) = (f for f in functions(demo) if f["FunctionName"] == f"relevo-demo-{wired.name}")
    told = function["Environment"]["Variables"]
    assert set(told) == set(wired.variables.model_fields)
    assert told["POWERTOOLS_SERVICE_NAME"] == wired.name
    assert "resolve:secretsmanager" not in json.dumps(told)
    assert not told.get("MASTER_SECRET_ARN") or told["MASTER_SECRET_ARN"]["Fn::GetAtt"][1] == "Id"


def test_functions_run_on_arm_with_python_3_13_and_are_not_traced(demo):
    for function in functions(demo):
        assert function["Runtime"] == "python3.13"
        assert function["Architectures"] == ["arm64"]
        assert "TracingConfig" not in function


def test_only_functions_that_read_addresses_have_the_contacts_layer(demo):
    heavy = [f["FunctionName"] for f in functions(demo) if "ContactsLayer" in json.dumps(f["Layers"])]
    assert sorted(heavy) == ["relevo-demo-fetch", "relevo-demo-import", "relevo-demo-ingest", "relevo-demo-mailbox",
                             "relevo-demo-supervise", "relevo-demo-waiting"]  # fmt: skip


def test_only_functions_that_use_holidays_have_their_layer(demo):
    heavy = {f["FunctionName"] for f in functions(demo) if "HolidaysLayer" in json.dumps(f["Layers"])}
    assert heavy == {"relevo-demo-activate", "relevo-demo-plan", "relevo-demo-sweep"}


def test_only_the_function_that_sends_pushes_has_the_layer_for_it(demo):
    heavy = {f["FunctionName"] for f in functions(demo) if "PushLayer" in json.dumps(f["Layers"])}
    assert heavy == {"relevo-demo-push"}


def told(stack, name):
    """Return a function's environment."""
    (function,) = (f for f in functions(stack) if f["FunctionName"].endswith(f"-{name}"))
    return function["Environment"]["Variables"]


def test_links_lead_to_the_public_address_or_else_to_cloudfronts(demo, production):
    (distribution,) = demo.of_type("CloudFront::Distribution")
    for name in ("mail", "push"):
        assert told(production, name)["PUBLIC_URL"] == "https://relevo.example.com/api"
        assert told(demo, name)["PUBLIC_URL"]["Fn::Join"][1] == [
            "https://", {"Fn::GetAtt": [distribution, "DomainName"]}, "/api"
        ]  # fmt: skip


def test_only_a_local_run_allows_outbound_requests_to_this_machine(demo, production):
    assert {told(stack, "supervise")["TO_LOOPBACK"] for stack in (demo, production)} == {"False"}


def test_only_mail_knows_the_security_address(demo, production):
    assert told(production, "mail")["SECURITY_ADDRESS"] == "security@example.com"
    assert told(demo, "mail")["SECURITY_ADDRESS"] == ""
    assert production.path.read_text().count("security@example.com") == 1


def test_mails_are_sent_in_the_region_that_the_tenant_names(demo, production):
    assert told(demo, "mail")["MAIL_REGION"] == ""
    assert told(production, "mail")["MAIL_REGION"] == "eu-west-1"
    (policy,) = production.named("IAM::Role", "MailRole")["Properties"]["Policies"]
    sending = [one for one in policy["PolicyDocument"]["Statement"] if one["Action"] == "ses:SendEmail"]
    places = [shown(one["Resource"]) for one in sending]
    assert [place.split(":ses:")[1].split(":")[0] for place in places] == ["eu-west-1", "eu-west-1"]
    assert ":ses:eu-west-1:" in shown(production.only("Cognito::UserPool")["EmailConfiguration"]["SourceArn"])


def test_without_a_sender_no_function_may_send_emails(without_a_sender):
    assert told(without_a_sender, "mail")["MAIL_FROM"] == ""
    assert "ses:SendEmail" not in without_a_sender.path.read_text()


def test_schedules_live_in_the_tenants_own_group_and_call_the_live_activate(demo):
    assert demo.only("Scheduler::ScheduleGroup")["Name"] == "relevo-demo"
    (target,) = {
        json.dumps(f["Environment"]["Variables"].get("SCHEDULE_TARGET_ARN"))
        for f in functions(demo)
        if "SCHEDULE_TARGET_ARN" in f["Environment"]["Variables"]
    }
    assert target.endswith('":function:relevo-demo-activate:live"]]}')


def told_by_mail(stack):
    found = (one["Properties"] for one in stack.of_type("SNS::Subscription").values())
    return [one["Endpoint"] for one in found if one["Protocol"] == "email"]


def test_every_alarm_notifies_the_topic(demo, production):
    alarms = [alarm["Properties"] for alarm in demo.of_type("CloudWatch::Alarm").values()]
    assert {alarm["AlarmName"].removeprefix("relevo-demo-") for alarm in alarms} == {
        "functions-failed", "work-failed", "dead-letters", "clock-failures", "api-5xx", "routing-lag", "notifying-lag",
        "sweep-stopped",
    }  # fmt: skip
    assert all(alarm["AlarmActions"] for alarm in alarms)
    assert not told_by_mail(demo)
    assert told_by_mail(production) == ["operations@example.com"]


def test_an_alarm_costs_one_metric_and_a_dashboard_is_made_on_request(demo, production):
    """Each metric of an alarm is paid for, whether it counts anything or not."""
    alarms = [alarm["Properties"] for alarm in demo.of_type("CloudWatch::Alarm").values()]
    assert len(alarms) <= 8
    assert not any("Metrics" in alarm for alarm in alarms)
    assert [len(stack.of_type("CloudWatch::Dashboard")) for stack in (demo, production)] == [0, 1]


def test_the_alarms_count_this_tenants_work_only(demo):
    alarms = {
        alarm["Properties"]["AlarmName"].removeprefix("relevo-demo-"): alarm["Properties"]
        for alarm in demo.of_type("CloudWatch::Alarm").values()
    }
    tenants = {"Name": "stack", "Value": "relevo-demo"}
    assert tenants in alarms["work-failed"]["Dimensions"]
    assert {"Name": "service", "Value": ALL} in alarms["work-failed"]["Dimensions"]
    assert tenants in alarms["dead-letters"]["Dimensions"]
    assert alarms["functions-failed"]["Namespace"] == "Relevo/relevo-demo"
    assert all(alarm.get("Dimensions") for name, alarm in alarms.items() if name != "functions-failed")


def test_what_any_function_fails_at_is_counted_for_one_alarm(demo):
    filters = [found["Properties"] for found in demo.of_type("Logs::MetricFilter").values()]
    assert len(filters) == len(wiring.FUNCTIONS)
    assert len({str(one["LogGroupName"]) for one in filters}) == len(wiring.FUNCTIONS)
    (target,) = {json.dumps(one["MetricTransformations"]) for one in filters}
    assert json.loads(target) == [
        {"MetricName": "FunctionFailed", "MetricNamespace": "Relevo/relevo-demo", "MetricValue": "1"}
    ]
    assert {one["FilterPattern"] for one in filters} == {'?"[ERROR]" ?"Task timed out" ?"Runtime exited"'}


def test_the_sweep_is_told_of_every_dead_letter_queue(demo):
    (sweep,) = (
        one["Properties"] for one in demo.of_type("Lambda::Function").values()
        if one["Properties"]["FunctionName"] == "relevo-demo-sweep"
    )  # fmt: skip
    told = json.dumps(sweep["Environment"]["Variables"]["DEAD_LETTERS"])
    dead = [name for name in demo.of_type("SQS::Queue") if "DeadLetters" in name]
    assert len(dead) == 2 + len(wiring.QUEUES)
    assert [name for name in dead if name not in told] == []


def test_alarms_reach_a_channel_of_slack_and_of_teams_where_nobody_can_run_commands(production):
    (topic,) = (name for name in production.of_type("SNS::Topic") if name.startswith("Watch"))
    slack, teams = (production.only(f"Chatbot::{kind}ChannelConfiguration") for kind in ("Slack", "MicrosoftTeams"))
    assert (slack["SlackWorkspaceId"], slack["SlackChannelId"]) == ("T07EA123LEP", "C07EZ1ABC23")
    assert teams["TeamsTenantId"].startswith("7a5f0d5e")
    assert teams["TeamId"].startswith("0c9b8a7d")
    for channel, name in ((slack, "WatchSlackRole"), (teams, "WatchTeamsRole")):
        assert channel["SnsTopicArns"] == [{"Ref": topic}]
        assert channel["GuardrailPolicies"] == ["arn:aws:iam::aws:policy/AWSDenyAll"]
        role = production.named("IAM::Role", name)["Properties"]
        assert not {"Policies", "ManagedPolicyArns"} & set(role)


def test_the_months_budget_counts_this_tenant_and_is_told_as_alarms_are(production):
    (topic,) = (name for name in production.of_type("SNS::Topic") if name.startswith("Watch"))
    budget = production.only("Budgets::Budget")
    assert budget["Budget"]["BudgetLimit"] == {"Amount": 50, "Unit": "USD"}
    assert budget["Budget"]["CostFilters"] == {"TagKeyValue": ["user:relevo:tenant$example"]}
    told = {(one["Notification"]["NotificationType"], one["Notification"]["Threshold"]): one["Subscribers"]
            for one in budget["NotificationsWithSubscribers"]}  # fmt: skip
    subscribers = [{"SubscriptionType": "SNS", "Address": {"Ref": topic}}]
    assert told == {("ACTUAL", 80): subscribers, ("FORECASTED", 100): subscribers}
    policy = production.named("SNS::TopicPolicy", "Watch")["Properties"]["PolicyDocument"]["Statement"]
    assert {"Service": "budgets.amazonaws.com"} in [one["Principal"] for one in policy]


def test_queries_are_kept_with_the_dashboard_over_the_logs_of_every_function(production):
    kept = [one["Properties"] for one in production.of_type("Logs::QueryDefinition").values()]
    assert {one["Name"]: one["QueryString"] for one in kept} == {
        f"relevo-example/{name}": text for name, text in QUERIES.items()
    }
    assert {len(one["LogGroupNames"]) for one in kept} == {len(wiring.FUNCTIONS)}


ENGINE_LACKS = {
    "AWS::Budgets::Budget", "AWS::Chatbot::MicrosoftTeamsChannelConfiguration",
    "AWS::Chatbot::SlackChannelConfiguration", "AWS::Logs::QueryDefinition",
}  # fmt: skip


def test_what_the_embedded_aws_lacks_is_not_in_the_stack_that_runs_on_it(demo, production):
    known = {*provisioners._RESOURCE_HANDLERS, "AWS::CDK::Metadata"}
    kinds = [{one["Type"] for one in stack.template["Resources"].values()} for stack in (demo, production)]
    assert [found - known for found in kinds] == [set(), ENGINE_LACKS]


def test_a_probe_is_sent_as_often_as_the_tenant_file_says(demo, production):
    rules = [{one["Properties"]["ScheduleExpression"] for one in stack.of_type("Events::Rule").values()}
             for stack in (demo, production)]  # fmt: skip
    assert rules == [{"rate(1 minute)"}, {"rate(1 minute)", "rate(5 minutes)"}]
    for stack in (demo, production):
        assert f"{stack.named('Lambda::Function', 'Probe')['Properties']['FunctionName']}".endswith("-probe")


def test_a_sweep_that_never_runs_alarms_too(demo):
    """Nothing is counted where nothing runs: missing data is the fault."""
    alarms = [alarm["Properties"] for alarm in demo.of_type("CloudWatch::Alarm").values()]
    [sweep] = (alarm for alarm in alarms if alarm["AlarmName"].endswith("-sweep-stopped"))
    assert (sweep["TreatMissingData"], sweep["EvaluationPeriods"], sweep["Threshold"]) == ("breaching", 5, 1)
    assert sweep["ComparisonOperator"] == "LessThanThreshold"


def test_alarms_may_publish_although_the_topic_has_a_policy(demo):
    """A topic's own policy replaces the default one, which allows the account's alarms."""
    statements = demo.named("SNS::TopicPolicy", "Watch")["Properties"]["PolicyDocument"]["Statement"]
    (allow,) = (found for found in statements if found["Effect"] == "Allow")
    assert (allow["Action"], allow["Principal"]) == ("sns:Publish", {"Service": "cloudwatch.amazonaws.com"})
    assert ":alarm:*" in json.dumps(allow["Condition"]["ArnLike"]["aws:SourceArn"])


def test_the_dead_letters_are_encrypted_and_kept_two_weeks(demo):
    queue = demo.named("SQS::Queue", "StreamDeadLetters")["Properties"]
    assert queue["SqsManagedSseEnabled"] is True
    assert queue["MessageRetentionPeriod"] == 14 * 24 * 3600


def test_the_stack_outputs_what_others_need(demo):
    assert {name for name in demo.template["Outputs"] if not name.startswith("Export")} == OUTPUTS
    for name in ("BootstrapFunction", "SweepFunction", "RouteFunction"):
        assert "Aliaslive" in demo.template["Outputs"][name]["Value"]["Ref"]


def test_what_release_0_1_deployed_for_messages_is_kept_by_an_update(demo):
    """CloudFormation deletes what has another logical id, and the messages in it."""
    queue, dead, calls = "OutgoingQueue3CEFAA8D", "OutgoingDeadLetters90313E43", "OutgoingCallsB3CA004A"
    resources = demo.template["Resources"]
    assert {queue, dead, calls, "DeliverFunction3CEE947F", "DeliverFunctionAliasliveA99A5A12"} <= set(resources)
    assert resources[calls]["Properties"]["EventSourceArn"] == {"Fn::GetAtt": [queue, "Arn"]}
    assert resources[calls]["Properties"]["FunctionName"] == {"Ref": "DeliverFunctionAliasliveA99A5A12"}
    assert resources["DeliverFunction3CEE947F"]["Properties"]["FunctionName"] == "relevo-demo-deliver"


def test_cfn_lint_finds_nothing(demo, production):
    redundant = "W3005"  # the CDK writes every function's dependency on its role twice
    done = run("cfn-lint", "--regions", "eu-west-1", "--ignore-checks", redundant, "--", demo.path, production.path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_statelint_finds_nothing(tmp_path):
    path = tmp_path / "clock.json"
    arn = "arn:aws:lambda:eu-west-1:123456789012:function:relevo-demo-expire:live"
    path.write_text(json.dumps(definition(arn)))
    done = run("statelint", path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stdout.strip(), done.stdout


def test_concurrency_is_kept_for_claims_routing_and_deadlines_where_the_tenant_asks_for_it(production, demo):
    def kept(stack):
        functions = [found["Properties"] for found in stack.of_type("Lambda::Function").values()]
        return {one["FunctionName"].rpartition("-")[2]: one.get("ReservedConcurrentExecutions") for one in functions}

    wanted = {"claim": 50, "route": 20, "expire": 20, "live": 10}
    assert {name: most for name, most in kept(production).items() if most} == wanted
    assert not any(kept(demo).values()), "a new account has too little to keep any"
