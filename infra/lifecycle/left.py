"""Tell what becomes of each part of a stack when it is deleted: by the deployed template, not by today's file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from infra.lifecycle.parts import PARTS, KeptPart, part_of
from infra.tenant_file import TenantFile


@dataclass(frozen=True)
class Fate:
    """Hold a part that holds data, and whether it stays.

    Attributes:
        part: which.
        value: its name, id or ARN, as the tenant file would say.
        stays: whether it outlives the stack.
    """

    part: KeptPart
    value: str
    stays: bool


def fates(file: TenantFile, cloudformation: Any) -> list[Fate]:
    """Return the parts of a tenant's stack, and those that it only refers to: these stay."""
    adopted = file.adopt.model_dump(exclude_none=True)
    referred = [Fate(one, adopted[one.field], stays=True) for one in PARTS if one.field in adopted]
    return [*_own(file.stack_name, cloudformation), *referred]


def doomed_buckets(stack: str, cloudformation: Any) -> list[str]:
    """Return the buckets that go with the stack: S3 deletes none that holds something."""
    found = _resources(stack, cloudformation)
    return [physical for kind, _, physical, stays in found if kind == "AWS::S3::Bucket" and not stays]


def _own(stack: str, cloudformation: Any) -> Iterator[Fate]:
    for kind, logical, physical, stays in _resources(stack, cloudformation):
        if part := part_of(kind, logical):
            yield Fate(part, physical, stays)


def _resources(stack: str, cloudformation: Any) -> list[tuple[str, str, str, bool]]:
    """Return type, logical id and physical id of each resource, and whether the template keeps it."""
    body = cloudformation.get_template(StackName=stack)["TemplateBody"]
    template = json.loads(body) if isinstance(body, str) else body
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack)
    return [
        (
            one["ResourceType"],
            one["LogicalResourceId"],
            one.get("PhysicalResourceId", ""),
            template["Resources"].get(one["LogicalResourceId"], {}).get("DeletionPolicy") == "Retain",
        )
        for page in pages
        for one in page["StackResourceSummaries"]
        if one["ResourceStatus"] != "DELETE_COMPLETE"
    ]
