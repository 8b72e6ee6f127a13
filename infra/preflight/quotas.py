"""Compare what a deployment adds with what the account allows: quotas as they are now, and what is in use."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from infra.aws import Clients
from infra.preflight.finding import Finding, Readiness
from infra.preflight.needs import Needs

EVERYWHERE = "us-east-1"
"""Name the region in which AWS keeps the quotas of CloudFront and IAM."""

KEPT_FREE = 100
"""Readiness how much concurrency Lambda never lets anybody reserve, so that other functions can run."""

PLENTY = 1_000
"""Readiness the concurrency that AWS gives on request, and that one busy team does not exhaust."""


@dataclass(frozen=True)
class Quota:
    """Describe a quota on the number of resources of one CloudFormation type.

    Attributes:
        subject: what people call them.
        kind: the CloudFormation type.
        service, name: of the quota in Service Quotas; the name is a regular expression.
        usual: what an account may have where Service Quotas does not tell. Source: AWS's documentation, November 2026.
        client, lists, at: the service and operation that tell what is in use, and where in its pages.
        home: the region that keeps the quota; None for the one that is deployed to.
        asks: what the operation is asked for.
    """

    subject: str
    kind: str
    service: str
    name: str
    usual: int
    client: str
    lists: str
    at: str
    home: str | None = None
    asks: tuple[tuple[str, Any], ...] = ()


QUOTAS = (
    Quota(
        "CloudFront response headers policies", "AWS::CloudFront::ResponseHeadersPolicy", "cloudfront",
        r"response headers policies per", 20,
        "cloudfront", "list_response_headers_policies", "ResponseHeadersPolicyList.Items", EVERYWHERE,
        (("Type", "custom"),),
    ),
    Quota(
        "CloudFront functions", "AWS::CloudFront::Function", "cloudfront", r"functions per", 100,
        "cloudfront", "list_functions", "FunctionList.Items", EVERYWHERE,
    ),
    Quota(
        "CloudFront distributions", "AWS::CloudFront::Distribution", "cloudfront", r"web distributions per", 200,
        "cloudfront", "list_distributions", "DistributionList.Items", EVERYWHERE,
    ),
    Quota(
        "CloudFront origin access controls", "AWS::CloudFront::OriginAccessControl", "cloudfront",
        r"origin access controls per", 100,
        "cloudfront", "list_origin_access_controls", "OriginAccessControlList.Items", EVERYWHERE,
    ),
    Quota(
        "IAM roles", "AWS::IAM::Role", "iam", r"^roles per account", 1_000, "iam", "list_roles", "Roles", EVERYWHERE,
    ),
    Quota(
        "HTTP and WebSocket APIs", "AWS::ApiGatewayV2::Api", "apigateway", r"^apis per region|^http apis per", 600,
        "apigatewayv2", "get_apis", "Items",
    ),
    Quota(
        "DynamoDB tables", "AWS::DynamoDB::Table", "dynamodb", r"^maximum number of tables", 2_500,
        "dynamodb", "list_tables", "TableNames",
    ),
    Quota(
        "Cognito user pools", "AWS::Cognito::UserPool", "cognito-idp", r"^user pools per", 1_000,
        "cognito-idp", "list_user_pools", "UserPools", None, (("MaxResults", 60),),
    ),
    Quota(
        "CloudWatch alarms", "AWS::CloudWatch::Alarm", "monitoring", r"alarms per", 5_000,
        "cloudwatch", "describe_alarms", "MetricAlarms",
    ),
    Quota("S3 buckets", "AWS::S3::Bucket", "s3", r"buckets", 10_000, "s3", "list_buckets", "Buckets", EVERYWHERE),
    Quota(
        "EventBridge schedule groups", "AWS::Scheduler::ScheduleGroup", "scheduler", r"schedule groups", 500,
        "scheduler", "list_schedule_groups", "ScheduleGroups",
    ),
    Quota(
        "EventBridge rules", "AWS::Events::Rule", "events", r"^rules|rules per event bus", 300,
        "events", "list_rules", "Rules",
    ),
)  # fmt: skip
"""List the quotas of an account that tenants fill. Where AWS sets none that matters, as for queues, there is no row."""


def check_quotas(quota: Quota, needs: Needs, clients: Clients) -> Iterator[Finding]:
    """Tell whether what the template adds of one kind still fits."""
    more = needs.resources.get(quota.kind, 0)
    if not more:
        return
    allowed, used = _allowed(quota, clients), _used(quota, clients)
    told = f"{used} of {allowed} in use, {more} more needed"
    if used + more > allowed:
        yield Finding(quota.subject, Readiness.ASK, f"{told}: ask for {used + more} or more in Service Quotas")
    else:
        yield Finding(quota.subject, Readiness.OK, f"{told}; room for {(allowed - used) // more} such stacks")


def check_concurrency(needs: Needs, clients: Clients) -> Iterator[Finding]:
    """Tell whether Lambda has the concurrency that the stack keeps, and enough for a team where it keeps none."""
    subject = "Lambda concurrency"
    limit = clients("lambda", None).get_account_settings()["AccountLimit"]
    allowed, free = limit["ConcurrentExecutions"], limit["UnreservedConcurrentExecutions"]
    wish = f"ask for {PLENTY} concurrent executions in Service Quotas"
    if needs.more_reserved > free - KEPT_FREE:
        told = f"{needs.more_reserved} more to reserve, of {max(0, free - KEPT_FREE)} that may be: {wish}, or deploy"
        yield Finding(subject, Readiness.FAILS, f"{told} with reserve_concurrency = false")
    elif allowed < PLENTY:
        yield Finding(
            subject, Readiness.ASK, f"{allowed} at once, for all that runs in this account and region: {wish}"
        )
    else:
        yield Finding(subject, Readiness.OK, f"{allowed} at once, {free} of them not reserved")


def check_code_storage(clients: Clients) -> Iterator[Finding]:
    """Tell whether Lambda has room for code: each deployment publishes another version of what changed."""
    told = clients("lambda", None).get_account_settings()
    used, allowed = told["AccountUsage"]["TotalCodeSize"], told["AccountLimit"]["TotalCodeSize"]
    share = round(100 * used / allowed)
    rest = f"{used / 1e9:.1f} of {allowed / 1e9:.0f} GB in use"
    if share >= 80:
        yield Finding(
            "Lambda code storage", Readiness.ASK, f"{rest}: delete versions that no alias names, or ask for more"
        )
    else:
        yield Finding("Lambda code storage", Readiness.OK, rest)


def check_transitions(clients: Clients) -> Iterator[Finding]:
    """Tell how many offers may begin or end a second, before their clocks are throttled."""
    found = _told("states", re.compile(r"statetransition.*refill"), None, clients)
    if found is None:
        yield Finding(
            "Step Functions transitions",
            Readiness.OK,
            "Service Quotas does not tell: 800 a second, or 5,000 in large regions",
        )
    else:
        yield Finding("Step Functions transitions", Readiness.OK, f"{found:,} a second, of which an offer takes three")


def check_distributions(needs: Needs, clients: Clients) -> Iterator[Finding]:
    """Tell whether AWS has verified the account for CloudFront: it makes no distribution for one that is new."""
    if not needs.resources.get("AWS::CloudFront::Distribution"):
        return
    listed = clients("cloudfront", None).list_distributions(MaxItems="1")["DistributionList"]
    if listed.get("Quantity"):
        yield Finding("CloudFront verification", Readiness.OK, "this account has distributions")
    else:
        told = 'this account has no distribution yet. If AWS answers the first one with "your account must be verified"'
        yield Finding(
            "CloudFront verification", Readiness.ASK, f"{told}, open a case of AWS Support, which costs nothing"
        )


def _allowed(quota: Quota, clients: Clients) -> int:
    found = _told(quota.service, re.compile(quota.name), quota.home, clients)
    return quota.usual if found is None else found


def _told(service: str, name: re.Pattern[str], region: str | None, clients: Clients) -> int | None:
    """Return a quota as the account has it, else as every account has it; None if Service Quotas has no such name."""
    client = clients("service-quotas", region)
    for operation in ("list_service_quotas", "list_aws_default_service_quotas"):
        for page in client.get_paginator(operation).paginate(ServiceCode=service):
            for one in page["Quotas"]:
                if name.search(one["QuotaName"].lower()):
                    return int(one["Value"])
    return None


def _used(quota: Quota, clients: Clients) -> int:
    """Count what is in use, page by page; CloudFront pages by markers that boto3 knows only for some lists."""
    client = clients(quota.client, None)
    asks = dict(quota.asks)
    if client.can_paginate(quota.lists):
        pages = client.get_paginator(quota.lists).paginate(**asks)
        return sum(len(_at(page, quota.at)) for page in pages)
    return sum(len(_at(page, quota.at)) for page in _by_marker(getattr(client, quota.lists), quota, asks))


def _by_marker(ask: Callable[..., dict[str, Any]], quota: Quota, asks: dict[str, Any]) -> Iterator[dict[str, Any]]:
    while True:
        page = ask(**asks)
        yield page
        marker = page[quota.at.partition(".")[0]].get("NextMarker")
        if not marker:
            return
        asks["Marker"] = marker


def _at(page: dict[str, Any], path: str) -> list[Any]:
    found: Any = page
    for step in path.split("."):
        found = found.get(step) or {}
    return list(found)
