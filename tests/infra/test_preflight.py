"""Does `make preflight` tell what would fail in an account before it does, and never change anything there?"""

import json

import dns.exception
import pytest

from infra.commands import preflight
from infra.commands.deploy import DeployError, deploy
from infra.preflight.finding import Readiness
from infra.preflight.needs import count
from infra.preflight.quotas import QUOTAS, check_quotas
from infra.tenant_file import TENANTS, TenantFile, TenantFileError
from tests.infra.accounts import Account

FILE = TenantFile.read("example")
MX = {("leads.example.com", "MX"): ["10 inbound-smtp.eu-west-1.amazonaws.com."]}
NAMES = {**MX, ("relevo.example.com", "CNAME"): ["d111111abcdef8.cloudfront.net."]}
IDENTITY = {"VerifiedForSendingStatus": True}
NO_PAGES = {"Marker": "", "MaxItems": 100, "IsTruncated": False}


def settings(concurrent=1_000, free=1_000, used=2_000_000_000):
    return {
        "AccountLimit": {
            "ConcurrentExecutions": concurrent, "UnreservedConcurrentExecutions": free,
            "TotalCodeSize": 80_000_000_000,
        },
        "AccountUsage": {"TotalCodeSize": used},
    }  # fmt: skip


def a_policy(number):
    return {
        "Type": "custom",
        "ResponseHeadersPolicy": {
            "Id": str(number),
            "LastModifiedTime": "2026-11-30T00:00:00Z",
            "ResponseHeadersPolicyConfig": {"Name": str(number)},
        },
    }


def policies(number):
    return {
        "ResponseHeadersPolicyList": {
            "MaxItems": 100,
            "Quantity": number,
            "Items": [a_policy(n) for n in range(number)],
        }
    }


READY = {
    "sts.GetCallerIdentity": {"Account": "123456789012"},
    "cloudformation.ListStackResources": "ValidationError",
    "ssm.GetParameter": {"Parameter": {"Value": "27"}},
    "service-quotas.ListServiceQuotas": {"Quotas": []},
    "service-quotas.ListAWSDefaultServiceQuotas": {"Quotas": []},
    "cloudfront.ListResponseHeadersPolicies": policies(2),
    "cloudfront.ListFunctions": {"FunctionList": {"MaxItems": 100, "Quantity": 0}},
    "cloudfront.ListDistributions": {"DistributionList": {**NO_PAGES, "Quantity": 1}},
    "cloudfront.ListOriginAccessControls": {"OriginAccessControlList": {**NO_PAGES, "Quantity": 0}},
    "iam.ListRoles": {"Roles": []},
    "apigatewayv2.GetApis": {"Items": []},
    "dynamodb.ListTables": {"TableNames": ["one"]},
    "cognito-idp.ListUserPools": {"UserPools": []},
    "cloudwatch.DescribeAlarms": {"MetricAlarms": []},
    "s3.ListBuckets": {"Buckets": []},
    "scheduler.ListScheduleGroups": {"ScheduleGroups": []},
    "events.ListRules": {"Rules": []},
    "lambda.GetAccountSettings": settings(),
    "sesv2.GetAccount": {
        "SendingEnabled": True, "ProductionAccessEnabled": True,
        "SendQuota": {"Max24HourSend": 50_000.0, "MaxSendRate": 14.0, "SentLast24Hours": 0.0},
    },
    "sesv2.GetEmailIdentity": IDENTITY,
    "ses.DescribeActiveReceiptRuleSet": {},
    "acm.DescribeCertificate": {
        "Certificate": {"Status": "ISSUED", "DomainName": "relevo.example.com"},
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def template(stacks):
    return json.loads((stacks / "production.json").read_text())


def resolve(names):
    return lambda name, kind: names.get((name, kind), [])


def examine(template, changed=(), names=NAMES, file=FILE):
    account = Account({**READY, **dict(changed)})
    findings = list(preflight.examine(file, template, account, resolve(names)))
    assert not [
        asked for asked in account.asked if asked.partition(".")[2].startswith(("Create", "Put", "Delete", "Update"))
    ]
    return {one.subject: one for one in findings}, preflight.status(findings)


def test_an_account_that_is_ready_is_told_so(template):
    found, status = examine(template)
    assert [one for one in found.values() if one.state is not Readiness.OK] == []
    assert status == 0
    assert {quota.subject for quota in QUOTAS} <= found.keys(), "a quota whose kind the template does not have any more"


@pytest.mark.parametrize(
    ("subject", "state", "answers", "told"),
    [
        (
            "account",
            Readiness.FAILS,
            {"sts.GetCallerIdentity": {"Account": "210987654321"}},
            "the file says 1234",
        ),
        (
            "CDK bootstrap",
            Readiness.FAILS,
            {"ssm.GetParameter": "ParameterNotFound"},
            "never bootstrapped in this region: run `node_modules/.bin/cdk bootstrap -c tenant=example`",
        ),
        (
            "CDK bootstrap",
            Readiness.FAILS,
            {"ssm.GetParameter": {"Parameter": {"Value": "5"}}},
            "version 5, but 6 is needed",
        ),
        ("CDK bootstrap", Readiness.UNKNOWN, {"ssm.GetParameter": "AccessDeniedException"}, "AccessDenied"),
        (
            "CloudFront response headers policies",
            Readiness.ASK,
            {"cloudfront.ListResponseHeadersPolicies": policies(19)},
            "19 of 20 in use, 2 more needed: ask for 21 or more",
        ),
        ("Lambda concurrency", Readiness.FAILS, {"lambda.GetAccountSettings": settings(100, 100)}, "ask for 1000"),
        ("Lambda concurrency", Readiness.FAILS, {"lambda.GetAccountSettings": settings(10, 10)}, "of 0 that may be"),
        ("Lambda concurrency", Readiness.ASK, {"lambda.GetAccountSettings": settings(400, 400)}, "400 at once"),
        (
            "Lambda code storage",
            Readiness.ASK,
            {"lambda.GetAccountSettings": settings(used=79_000_000_000)},
            "79.0 of 80 GB",
        ),
        (
            "CloudFront verification",
            Readiness.ASK,
            {"cloudfront.ListDistributions": {"DistributionList": {**NO_PAGES, "Quantity": 0}}},
            "must be verified",
        ),
        (
            "mail to members",
            Readiness.ASK,
            {"sesv2.GetAccount": READY["sesv2.GetAccount"] | {"ProductionAccessEnabled": False}},
            "sandbox",
        ),
        (
            "mail to members",
            Readiness.ASK,
            {"sesv2.GetAccount": READY["sesv2.GetAccount"] | {"SendingEnabled": False}},
            "paused",
        ),
        (
            "sender",
            Readiness.FAILS,
            {"sesv2.GetEmailIdentity": "NotFoundException"},
            'example.com (mail_identity = "domain") is not verified in SES in eu-west-1',
        ),
        (
            "inbound_domain",
            Readiness.FAILS,
            {"sesv2.GetEmailIdentity": {"VerifiedForSendingStatus": False}},
            "not verified",
        ),
        (
            "mail to sources",
            Readiness.UNKNOWN,
            {"ses.DescribeActiveReceiptRuleSet": "InvalidAction"},
            "no mail in this region",
        ),
        ("certificate", Readiness.FAILS, {"acm.DescribeCertificate": "ResourceNotFoundException"}, "no certificate"),
        (
            "certificate",
            Readiness.FAILS,
            {
                "acm.DescribeCertificate": {
                    "Certificate": {"Status": "PENDING_VALIDATION", "DomainName": "relevo.example.com"}
                }
            },
            "PENDING_VALIDATION",
        ),
        (
            "certificate",
            Readiness.FAILS,
            {"acm.DescribeCertificate": {"Certificate": {"Status": "ISSUED", "DomainName": "*.example.org"}}},
            "not for relevo",
        ),
    ],
)
def test_what_would_fail_is_told_with_what_to_do(template, subject, state, answers, told):
    found, status = examine(template, answers)
    assert (found[subject].state, status) == (state, 3 if state is Readiness.UNKNOWN else 1)
    assert told in found[subject].told


def test_a_certificate_for_all_names_below_is_right(template):
    wildcard = {"acm.DescribeCertificate": {"Certificate": {"Status": "ISSUED", "DomainName": "*.example.com"}}}
    assert examine(template, wildcard)[1] == 0


@pytest.mark.parametrize(
    ("names", "subject", "told"),
    [
        (MX, "public_url", "relevo.example.com is not in DNS"),
        (NAMES | {("leads.example.com", "MX"): []}, "MX record", "received by nobody"),
        (NAMES | {("leads.example.com", "MX"): ["1 aspmx.l.google.com.", *MX["leads.example.com", "MX"]]}, "MX record",
         "received by aspmx.l.google.com, inbound-smtp"),
        (NAMES | {("leads.example.com", "MX"): ["10 inbound-smtp.us-east-1.amazonaws.com."]}, "MX record", "eu-west-1"),
    ],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_told(template, names, subject, told):
    found, status = examine(template, names=names)
    assert (found[subject].state, status) == (Readiness.FAILS, 1)
    assert told in found[subject].told


def test_dns_that_does_not_answer_is_not_taken_for_a_missing_name(template):
    def silent(_name, _kind):
        raise dns.exception.Timeout

    found = {one.subject: one for one in preflight.examine(FILE, template, Account(READY), silent)}
    assert {found[subject].state for subject in ("public_url", "MX record")} == {Readiness.UNKNOWN}


def test_a_quota_that_was_raised_counts(template):
    raised = {"Quotas": [{"QuotaName": "Response headers policies per AWS account", "Value": 40.0}]}
    found, status = examine(
        template,
        {"cloudfront.ListResponseHeadersPolicies": policies(19), "service-quotas.ListServiceQuotas": raised},
    )
    assert (
        found["CloudFront response headers policies"].told == "19 of 40 in use, 2 more needed; room for 10 such stacks"
    )
    assert status == 0


def test_every_page_of_what_is_in_use_counts(template):
    pages = {None: policies(10), "next": policies(9)}
    pages[None]["ResponseHeadersPolicyList"]["NextMarker"] = "next"
    found, _ = examine(template, {"cloudfront.ListResponseHeadersPolicies": lambda asked: pages[asked.get("Marker")]})
    assert found["CloudFront response headers policies"].told.startswith("19 of 20 in use")


def test_a_stack_that_is_there_needs_only_what_is_new(template):
    there = [
        {
            "LogicalResourceId": name, "PhysicalResourceId": name, "ResourceType": one["Type"],
            "LastUpdatedTimestamp": "2026-11-30T00:00:00Z", "ResourceStatus": "UPDATE_COMPLETE",
        }
        for name, one in template["Resources"].items()
        if one["Type"] != "AWS::Events::Rule"
    ]  # fmt: skip
    account = Account(
        READY
        | {
            "cloudformation.ListStackResources": {"StackResourceSummaries": there},
            "lambda.GetFunctionConcurrency": {"ReservedConcurrentExecutions": 20},
        }
    )
    needs = count(template, FILE.stack_name, account)
    assert set(needs.resources) == {"AWS::Events::Rule"}
    assert needs.deployed
    assert needs.more_reserved == 0
    quota = next(one for one in QUOTAS if one.kind == "AWS::CloudFront::ResponseHeadersPolicy")
    assert list(check_quotas(quota, needs, account)) == []


def test_the_table_stands_in_columns_and_the_command_needs_a_template(tmp_path, template, capsys):
    assert preflight.main(["example"], synthesized=tmp_path, clients=Account(READY)) == 2
    assert "make synth" in capsys.readouterr().err
    (tmp_path / "relevo-example.template.json").write_text(json.dumps(template))
    answers = READY | {"sts.GetCallerIdentity": "ExpiredToken"}
    assert preflight.main(["example"], synthesized=tmp_path, clients=Account(answers)) == 1
    assert "AWS refused: " in capsys.readouterr().err
    table = preflight.table(list(preflight.examine(FILE, template, Account(READY), resolve(NAMES))))
    assert len({line.index("  ok") for line in table.splitlines()}) == 1


def test_a_stack_is_never_deployed_elsewhere():
    elsewhere = {"AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none"}
    with pytest.raises(DeployError, match="says region eu-west-1, but this is us-east-1"):
        deploy("example", environment=elsewhere)


@pytest.mark.parametrize("wrong", ['account = "1234"', "account = 123456789012", 'region = "Ireland"'])
def test_an_account_or_region_that_cannot_be_is_refused(tmp_path, wrong):
    field = wrong.split()[0]
    lines = (TENANTS / "example.toml").read_text().splitlines()
    (tmp_path / "example.toml").write_text(
        "\n".join(wrong if line.startswith(f"{field} =") else line for line in lines)
    )
    with pytest.raises(TenantFileError, match=f"{field}: "):
        TenantFile.read("example", tmp_path)
