"""Read deployed stacks: which release runs, since when, and what CloudFormation says of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from infra.aws import Clients
from infra.tags import RELEASE

PREFIX = "relevo-"
NOTHING = "–"


class NotDeployedError(RuntimeError):
    """Report that a tenant has no stack here; the message is one line that says what to do."""


@dataclass(frozen=True)
class DeployedStack:
    """Hold what CloudFormation tells of a stack.

    Attributes:
        name: of the stack.
        status: CloudFormation's word, such as UPDATE_COMPLETE.
        release, commit: what was deployed last; a dash where the stack is older than these marks.
        changed_at: when it was created or last updated.
        drift: CloudFormation's word from the last time it was asked to look, with the day.
        protected: whether CloudFormation refuses to delete it.
        outputs: name → value.
    """

    name: str
    status: str
    release: str
    commit: str
    changed_at: datetime
    drift: str
    protected: bool
    outputs: dict[str, str] = field(default_factory=dict)

    @property
    def is_well(self) -> bool:
        """Return whether the last change of the stack succeeded."""
        return self.status in ("CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE")

    @property
    def version(self) -> str:
        """Return release and commit, as people read them."""
        return shown_version(self.release, self.commit)


def shown_version(release: str, commit: str) -> str:
    """Return a release and its commit, as people read them; `+` says that the checkout differed from its commit."""
    changed = "+" if commit.endswith("-dirty") else ""
    return f"{release} ({commit[:8]}{changed})" if commit != NOTHING else release


def find_stack(name: str, cloudformation: Any) -> DeployedStack | None:
    """Return the stack of this name, or None.

    Raises:
        ClientError: CloudFormation does not tell.
    """
    try:
        [found] = cloudformation.describe_stacks(StackName=name)["Stacks"]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":  # CloudFormation's word for a stack that is not there
            return None
        raise
    return _told(found)


def deployed_stack(name: str, clients: Clients) -> DeployedStack:
    """Return the stack of this name.

    Raises:
        NotDeployedError: there is none.
    """
    cloudformation = clients("cloudformation", None)
    found = find_stack(name, cloudformation)
    if found is None:
        tenant = name.removeprefix(PREFIX)
        place = cloudformation.meta.region_name
        raise NotDeployedError(f"{name} is not deployed in {place}: `make deploy TENANT={tenant}` does that")
    return found


def our_stacks(cloudformation: Any) -> Iterator[DeployedStack]:
    """Yield every stack of the account and region whose name is one of a tenant."""
    for page in cloudformation.get_paginator("describe_stacks").paginate():
        for one in page["Stacks"]:
            if one["StackName"].startswith(PREFIX) and one["StackStatus"] != "DELETE_COMPLETE":
                yield _told(one)


def resources_of(stack: str, kind: str, cloudformation: Any) -> list[str]:
    """Return the physical ids of a stack's resources of one CloudFormation type, as `AWS::S3::Bucket`."""
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack)
    return [
        one["PhysicalResourceId"]
        for page in pages
        for one in page["StackResourceSummaries"]
        if one["ResourceType"] == kind and one.get("PhysicalResourceId")
    ]


def _told(found: dict[str, Any]) -> DeployedStack:
    outputs = {one["OutputKey"]: one["OutputValue"] for one in found.get("Outputs", [])}
    tags = {one["Key"]: one["Value"] for one in found.get("Tags", [])}
    return DeployedStack(
        name=found["StackName"],
        status=found["StackStatus"],
        release=tags.get(RELEASE, NOTHING),
        commit=outputs.get("Commit", NOTHING),
        changed_at=found.get("LastUpdatedTime") or found["CreationTime"],
        drift=_drift(found.get("DriftInformation", {})),
        protected=found.get("EnableTerminationProtection", False),
        outputs=outputs,
    )


def _drift(told: dict[str, Any]) -> str:
    word = {"IN_SYNC": "none", "DRIFTED": "drifted"}.get(told.get("StackDriftStatus", ""))
    if word is None:
        return "never looked"
    at = told.get("LastCheckTimestamp")
    return f"{word} ({at:%Y-%m-%d})" if at else word
