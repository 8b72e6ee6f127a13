"""List the tenants: their files, stacks, releases and drift: `python -m infra.lifecycle.tenants [drift]`.

Exit status: 0, or 1 if a file is faulty, a stack is not well, or AWS does not answer.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from infra.aws import Clients, own_clients
from infra.lifecycle.drift import DriftUnknownError, Wait, look_for_drift
from infra.lifecycle.stacks import NOTHING, PREFIX, DeployedStack, find_stack, our_stacks
from infra.tenant_file import TenantFile, TenantFileError, file_of, shown_path, tenants_folder
from infra.terminal import columns, why_aws_failed

HEADER = ("tenant", "file", "stack", "release", "drift")


@dataclass(frozen=True)
class TenantRow:
    """Hold a row of the list, and whether somebody should look at it."""

    tenant: str
    file: str
    stack: str
    release: str = NOTHING
    drift: str = NOTHING
    is_well: bool = True

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the row as it is printed."""
        return (self.tenant, self.file, self.stack, self.release, self.drift)


def tenant_files() -> Iterator[tuple[str, TenantFile | TenantFileError]]:
    """Yield each tenant's name, with its file or what is wrong with that."""
    for path in sorted(tenants_folder().glob("*.toml")):
        try:
            yield path.stem, TenantFile.read(path.stem)
        except TenantFileError as error:
            yield path.stem, error


def list_tenants(clients: Clients) -> Iterator[TenantRow]:
    """Yield a row for each file, then one for each stack here that has none.

    Raises:
        ClientError, BotoCoreError: AWS does not answer.
    """
    sts = clients("sts", None)
    account, region = sts.get_caller_identity()["Account"], sts.meta.region_name
    known = set()
    for name, file in tenant_files():
        known.add(f"{PREFIX}{name}")
        path = shown_path(file_of(name))
        if isinstance(file, TenantFileError):
            yield TenantRow(name, str(file), NOTHING, is_well=False)
        elif file.account not in (None, account):
            yield TenantRow(name, path, f"in account {file.account}: sign in there")
        else:
            there = "" if file.region in (None, region) else f" in {file.region}"
            yield _row(name, path, find_stack(file.stack_name, clients("cloudformation", file.region)), there)
    for stack in our_stacks(clients("cloudformation", None)):
        if stack.name not in known:
            yield _row(stack.name.removeprefix(PREFIX), "no file", stack, "")


def look_at_all(clients: Clients, wait: Wait) -> None:
    """Have CloudFormation compare each stack of this account and region with its template."""
    cloudformation = clients("cloudformation", None)
    for stack in our_stacks(cloudformation):
        try:
            look_for_drift(stack.name, cloudformation, wait)
        except DriftUnknownError as error:
            print(f"{stack.name}: {error}", file=sys.stderr)


def _row(tenant: str, file: str, stack: DeployedStack | None, there: str) -> TenantRow:
    if stack is None:
        return TenantRow(tenant, file, f"not deployed{there}")
    return TenantRow(tenant, file, f"{stack.status}{there}", stack.version, stack.drift, is_well=stack.is_well)


def main(arguments: list[str], *, clients: Clients | None = None, wait: Wait = time.sleep) -> int:
    """Run the command line, and print the list."""
    if arguments not in ([], ["drift"]):
        print("usage: make tenants [DRIFT=1]", file=sys.stderr)
        return 2
    clients = clients or own_clients()
    try:
        if arguments:
            look_at_all(clients, wait)
        found = list(list_tenants(clients))
    except (BotoCoreError, ClientError) as error:
        print(why_aws_failed(error), file=sys.stderr)
        return 1
    print(columns([HEADER, *(one.cells for one in found)]))
    return 0 if all(one.is_well for one in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
