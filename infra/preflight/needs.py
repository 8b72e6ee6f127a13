"""Count what a template needs of an account, less what the tenant's stack already has there."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from infra.aws import Clients


@dataclass(frozen=True)
class Needs:
    """Hold what a deployment adds to an account.

    Attributes:
        resources: how many of each CloudFormation type are new.
        reserved: how much concurrency of Lambda the template keeps for its functions, in all and beyond today's.
        bootstrap: the version of the CDK's bootstrap that the template asks for.
        deployed: whether the stack is there already.
    """

    resources: Mapping[str, int]
    reserved: int
    more_reserved: int
    bootstrap: int
    deployed: bool


def count(template: Mapping[str, Any], stack: str, clients: Clients) -> Needs:
    """Compare a template with the stack of that name, if it is there."""
    wanted = Counter(one["Type"] for one in template["Resources"].values())
    present = _present(stack, clients)
    reserved = sum(
        one["Properties"].get("ReservedConcurrentExecutions", 0)
        for one in template["Resources"].values()
        if one["Type"] == "AWS::Lambda::Function"
    )
    return Needs(
        resources=wanted - Counter(kind for kind, _ in present),
        reserved=reserved,
        more_reserved=max(0, reserved - _reserved(present, clients)) if reserved else 0,
        bootstrap=_bootstrap(template),
        deployed=bool(present),
    )


def _present(stack: str, clients: Clients) -> list[tuple[str, str]]:
    """Return type and id of each resource of the stack; none if there is no such stack."""
    pages = clients("cloudformation", None).get_paginator("list_stack_resources").paginate(StackName=stack)
    try:
        return [
            (one["ResourceType"], one.get("PhysicalResourceId", ""))
            for page in pages
            for one in page["StackResourceSummaries"]
        ]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":  # CloudFormation's word for a stack that is not there
            return []
        raise


def _reserved(present: list[tuple[str, str]], clients: Clients) -> int:
    client = clients("lambda", None)
    names = [name for kind, name in present if kind == "AWS::Lambda::Function"]
    told = (client.get_function_concurrency(FunctionName=name) for name in names)
    return sum(one.get("ReservedConcurrentExecutions", 0) for one in told)


def _bootstrap(template: Mapping[str, Any]) -> int:
    """Return the lowest version that the template's rule accepts: it lists those that are too old."""
    rule = template.get("Rules", {}).get("CheckBootstrapVersion")
    if rule is None:
        return 0
    (assertion,) = rule["Assertions"]
    too_old = assertion["Assert"]["Fn::Not"][0]["Fn::Contains"][0]
    return max(int(one) for one in too_old) + 1
