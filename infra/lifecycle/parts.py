"""List the parts of a stack that hold data, and can outlive it: fields of the tenant file's table `adopt`."""

from dataclasses import dataclass

from infra.aws import Clients
from infra.tags import PART, TENANT


@dataclass(frozen=True)
class KeptPart:
    """Describe a part.

    Attributes:
        field: of `adopt` in the tenant file.
        kind: its CloudFormation type.
        logical: what its logical id in the template begins with: the id of its construct.
        service: of its ARN.
    """

    field: str
    kind: str
    logical: str
    service: str


PARTS = (
    KeptPart("table", "AWS::DynamoDB::Table", "Table", "dynamodb"),
    KeptPart("user_pool", "AWS::Cognito::UserPool", "Identity", "cognito-idp"),
    KeptPart("master_secret", "AWS::SecretsManager::Secret", "MasterSecret", "secretsmanager"),
    KeptPart("contact_secret", "AWS::SecretsManager::Secret", "ContactSecret", "secretsmanager"),
    KeptPart("ledger", "AWS::S3::Bucket", "Ledger", "s3"),
    KeptPart("blocked", "AWS::S3::Bucket", "Blocked", "s3"),
    KeptPart("photos", "AWS::S3::Bucket", "NotePhotos", "s3"),
    KeptPart("deliveries", "AWS::S3::Bucket", "WaitingDeliveries", "s3"),
    KeptPart("imports", "AWS::S3::Bucket", "ImportFiles", "s3"),
)
FIELDS = {one.field: one for one in PARTS}


class AmbiguousError(RuntimeError):
    """Report that a part was found more than once; the message is one line."""


def part_of(kind: str, logical_id: str) -> KeptPart | None:
    """Return the part that a resource is, or None."""
    return next((one for one in PARTS if one.kind == kind and logical_id.startswith(one.logical)), None)


def find_parts(tenant: str, clients: Clients) -> dict[str, str]:
    """Return what has the tenant's tag and that of a part: field → name, id or ARN.

    Raises:
        AmbiguousError: there are two of one part, as after a restore.
        ClientError, BotoCoreError: AWS does not tell.
    """
    found: dict[str, str] = {}
    two: dict[str, str] = {}
    asks = {"TagFilters": [{"Key": TENANT, "Values": [tenant]}], "ResourcesPerPage": 100}
    for page in clients("resourcegroupstaggingapi", None).get_paginator("get_resources").paginate(**asks):
        for one in page["ResourceTagMappingList"]:
            tags = {tag["Key"]: tag["Value"] for tag in one["Tags"]}
            part = FIELDS.get(tags.get(PART, ""))
            if part is None:
                continue
            value = _value(part, one["ResourceARN"])
            if found.setdefault(part.field, value) != value:
                two[part.field] = value
    if two:
        told = "; ".join(f"two of {field}, {found[field]} and {value}" for field, value in two.items())
        parts = " ".join(f"{field}={'…' if field in two else value}" for field, value in found.items())
        raise AmbiguousError(f'{tenant} has {told}. Say which: `make adopt TENANT={tenant} PARTS="{parts}"`')
    return found


def _value(part: KeptPart, arn: str) -> str:
    """Return what the tenant file calls a resource: secrets by their ARN, all else by its name or id."""
    if part.service == "secretsmanager":
        return arn
    return arn.rpartition("/")[2] if part.service != "s3" else arn.rpartition(":")[2]
