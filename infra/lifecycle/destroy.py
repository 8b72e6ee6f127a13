"""Take a tenant's stack down, keeping its data: `python -m infra.lifecycle.destroy TENANT`.

It says what goes, what stays and what that costs, and asks. YES=<the tenant's name> answers beforehand.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import WaiterError

from infra.aws import Clients, WrongPlaceError, own_clients, stay_where_it_belongs
from infra.commands.receiving import stop_receiving
from infra.lifecycle.cost import in_dollars, monthly_cost
from infra.lifecycle.left import Fate, doomed_buckets, fates
from infra.lifecycle.stacks import NotDeployedError, deployed_stack
from infra.tenant_file import TenantFile
from infra.terminal import ended

type Ask = Callable[[str], str]

LOOK_SECONDS, LOOKS = 15, 160
"""Look so often whether the stack is gone: CloudFront alone may take half an hour."""


class NotGoneError(RuntimeError):
    """Something of the stack could not be deleted."""


class NotAgreedError(RuntimeError):
    """Report that nobody agreed, so that nothing was done."""


def forecast(file: TenantFile, clients: Clients, now: datetime) -> list[str]:
    """Return what taking the stack down would mean, a line each."""
    found = fates(file, clients("cloudformation", None))
    goes, stays = [one for one in found if not one.stays], [one for one in found if one.stays]
    lines = [f"{file.stack_name} goes: its API, console, functions, queues, alarms and logs."]
    if goes:
        lines += ["FOR GOOD, with all that is in it, goes also:", *(f"  {_shown(one)}" for one in goes)]
    if stays:
        costs = [monthly_cost(one.part, one.value, clients, now) for one in stays]
        lines.append("These stay, with all that is in them:")
        lines += [f"  {_shown(one)}: {in_dollars(cost)}" for one, cost in zip(stays, costs, strict=True)]
        lines.append(f"Together {in_dollars(sum(cost or 0 for cost in costs))}, until you delete them by hand.")
    secrets = _secrets_of_sources(file, clients("secretsmanager", None))
    if secrets:
        lines.append(f"{secrets} secrets of sources stay, below {file.stack_name}/sources, $0.40 a month each.")
    lines.append("What is outside the stack stays: DNS, certificate, SES's identities, the tenant's file.")
    return lines


def take_down(file: TenantFile, clients: Clients) -> None:
    """Delete the stack: let SES send it no more mail, empty the buckets that go with it, and lift its protection.

    Raises:
        ClientError, BotoCoreError, WaiterError: AWS refused, or could not delete something.
    """
    cloudformation, name = clients("cloudformation", None), file.stack_name
    doomed = doomed_buckets(name, cloudformation)
    stop_receiving(file, clients("ses", None))
    for bucket in doomed:
        _empty(bucket, clients("s3", None))
    if deployed_stack(name, clients).protected:
        cloudformation.update_termination_protection(StackName=name, EnableTerminationProtection=False)
    cloudformation.delete_stack(StackName=name)
    waiting = {"Delay": LOOK_SECONDS, "MaxAttempts": LOOKS}
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig=waiting)


def way_back(file: TenantFile, kept: list[Fate]) -> str:
    """Return how what stays is used again."""
    parts = " ".join(f"{one.part.field}={one.value}" for one in kept)
    return f'To use it again: make adopt TENANT={file.name} PARTS="{parts}"\nThen `make deploy TENANT={file.name}`.'


def _shown(one: Fate) -> str:
    return f"{one.part.field:<14}  {one.value}"


def _secrets_of_sources(file: TenantFile, secrets: Any) -> int:
    """Count the secrets that functions keep for sources; a stack of the same name finds them by their names."""
    named = [{"Key": "name", "Values": [f"{file.stack_name}/sources/"]}]
    pages = secrets.get_paginator("list_secrets").paginate(Filters=named)
    return sum(len(page["SecretList"]) for page in pages)


def _empty(bucket: str, s3: Any) -> None:
    """Delete every version of every object."""
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        found = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        objects = [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in found]
        if objects:
            s3.delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})


def _steps(file: TenantFile, clients: Clients, ask: Ask, agreed: str, now: datetime) -> Iterator[str]:
    deployed_stack(file.stack_name, clients)
    yield from forecast(file, clients, now)
    answer = agreed or ask(f"Type {file.name} to take it down: ")
    if answer.strip() != file.name:
        raise NotAgreedError(f"Nothing was done: the answer was not {file.name}")
    kept = [one for one in fates(file, clients("cloudformation", None)) if one.stays]
    yield f"Deleting {file.stack_name}: CloudFront takes a quarter of an hour …"
    take_down(file, clients)
    yield f"{file.stack_name} is gone."
    if kept:
        yield way_back(file, kept)


def main(
    arguments: list[str],
    *,
    clients: Clients | None = None,
    ask: Ask = input,
    environment: Mapping[str, str] = os.environ,
) -> int:
    """Run the command line. Return 2 for a wrong file or argument, 1 if AWS refused."""
    if len(arguments) != 1:
        print("usage: make destroy TENANT=name", file=sys.stderr)
        return 2
    known = clients or own_clients()

    def act() -> None:
        file = TenantFile.read(arguments[0])
        stay_where_it_belongs(file, known)
        try:
            for line in _steps(file, known, ask, environment.get("YES", ""), datetime.now(UTC)):
                print(line, flush=True)
        except WaiterError:
            why = "Something could not be deleted: see the stack's events in CloudFormation, then again"
            raise NotGoneError(why) from None

    return ended(act, refusals=(WrongPlaceError, NotDeployedError, NotAgreedError, NotGoneError))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
