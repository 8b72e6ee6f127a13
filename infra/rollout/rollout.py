"""Deploy what is checked out to all tenants, or those named: `python -m infra.rollout.rollout [TENANT …]`.

One by one, the canaries first. After each deployment its alarms and its API are watched; whatever is wrong stops the
roll-out. The same command continues: tenants that are done are not deployed again. WATCH is the minutes to watch.

Exit status: 0 if all are done, 1 if it stopped, 2 for a wrong file, argument or checkout.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from botocore.exceptions import BotoCoreError, ClientError

from infra.aws import Clients, own_clients
from infra.checked_out import commit, release
from infra.commands.deploy import DeployError, ship
from infra.commands.receiving import ReceivingError
from infra.lifecycle.alarms import ringing
from infra.lifecycle.health import fetch_json
from infra.lifecycle.stacks import NotDeployedError, deployed_stack, find_stack
from infra.lifecycle.tenants import tenant_files
from infra.rollout.record import RolloutRecord, StepState
from infra.rollout.watch import UnwellError, Vigil
from infra.tenant_file import TenantFile, TenantFileError
from infra.terminal import why_aws_failed

MINUTES = 10.0

type Now = Callable[[], datetime]
type ClientsIn = Callable[[str | None], Clients]
"""Return clients of a region; None stands for the one that is configured."""
type ShipIn = Callable[[TenantFile], object]
"""Deploy a tenant in its own region."""


@dataclass(frozen=True)
class RolloutDoors:
    """Hold what a roll-out needs of the world.

    Attributes:
        clients: makes clients of a region.
        ship: deploys a tenant, with all that follows.
        vigil: makes a watch of these clients.
        now: returns the current time, aware, in UTC.
    """

    clients: ClientsIn
    ship: ShipIn
    vigil: Callable[[Clients], Vigil]
    now: Now


def choose(named: list[str], clients: ClientsIn) -> list[TenantFile]:
    """Return the tenants to deploy, canaries first, else by name: those named, or all that have a stack here.

    Raises:
        TenantFileError: a file is missing or wrong, or a tenant belongs to another account.
    """
    here = clients(None)("sts", None).get_caller_identity()["Account"]
    if named:
        files = [TenantFile.read(name) for name in named]
        if elsewhere := [one.name for one in files if one.account not in (None, here)]:
            raise TenantFileError(f"{', '.join(elsewhere)}: in another account than {here}: sign in there, then again")
    else:
        files = [one for one in _all_files() if one.account in (None, here) and _is_deployed(one, clients)]
    return sorted(files, key=lambda one: (not one.canary, one.name))


def roll_out(files: list[TenantFile], record: RolloutRecord, doors: RolloutDoors) -> Iterator[str]:
    """Deploy one after the other, and yield what happens. Stop at the first that fails or is not well after it.

    Raises:
        UnwellError, DeployError, ReceivingError, NotDeployedError: the record says of whom.
        ClientError, BotoCoreError: AWS does not answer.
    """
    for file in files:
        step = record.steps.get(file.name)
        if step and step.state is StepState.DONE:
            yield f"{file.name} is done"
            continue
        yield f"{file.name}: deploying{' (a canary)' if file.canary else ''}"
        note = partial(_note, record, file, doors)
        try:
            _one(file, record, doors, note)
        except (UnwellError, DeployError, ReceivingError, NotDeployedError, BotoCoreError, ClientError) as error:
            note(StepState.FAILED, str(error).splitlines()[0])
            raise
        yield f"{file.name}: done"


def _refuse_again(files: list[TenantFile], record: RolloutRecord) -> None:
    """Refuse to give tenants again what was taken back from them, unless they are named."""
    again = [
        one.name for one in files if one.name in record.steps and record.steps[one.name].state is StepState.ROLLED_BACK
    ]
    if again:
        told = (
            f"{', '.join(again)}: rolled back from {record.commit[:8]}. Roll out a commit that repairs it, or name them"
        )
        raise ValueError(told)


def _one(file: TenantFile, record: RolloutRecord, doors: RolloutDoors, note: Callable[..., None]) -> None:
    clients = doors.clients(file.region)
    there = find_stack(file.stack_name, clients("cloudformation", None))
    before = set(ringing(file.stack_name, clients)) if there else set()
    note(StepState.DEPLOYING)
    step = record.steps[file.name]
    if there and there.commit != record.commit:  # a second try must not take the new commit for the former one
        step.former = there.commit
        record.keep()
    doors.ship(file)
    note(StepState.WATCHING)
    doors.vigil(clients).keep(deployed_stack(file.stack_name, clients), release(), before)
    note(StepState.DONE)


def _note(record: RolloutRecord, file: TenantFile, doors: RolloutDoors, state: StepState, told: str = "") -> None:
    record.note(file.name, state, f"{doors.now():%Y-%m-%d %H:%M}", told)


def _all_files() -> Iterator[TenantFile]:
    for _, file in tenant_files():
        if isinstance(file, TenantFileError):
            raise file
        yield file


def _is_deployed(file: TenantFile, clients: ClientsIn) -> bool:
    return find_stack(file.stack_name, clients(file.region)("cloudformation", None)) is not None


def in_region(environment: Mapping[str, str], region: str | None) -> dict[str, str]:
    """Return an environment in which everything asks in this region."""
    return {**environment, **({"AWS_REGION": region, "AWS_DEFAULT_REGION": region} if region else {})}


def _real_doors(environment: Mapping[str, str]) -> RolloutDoors:
    minutes = float(environment.get("WATCH") or MINUTES)
    return RolloutDoors(
        clients=lambda region: own_clients(in_region(environment, region)),
        ship=lambda file: ship(file.name, environment=in_region(environment, file.region)),
        vigil=lambda clients: Vigil(minutes, clients, fetch_json, time.sleep),
        now=lambda: datetime.now(UTC),
    )


def main(
    arguments: list[str], *, doors: RolloutDoors | None = None, record: RolloutRecord | None = None, checkout: str = ""
) -> int:
    """Run the command line, print what happens, and the report at the end."""
    here = checkout or commit()
    if here.endswith("-dirty") or here == "unknown":
        print("Commit first: only a commit can be rolled out, and rolled back to", file=sys.stderr)
        return 2
    record = record or RolloutRecord.read(here)
    try:
        doors = doors or _real_doors(os.environ)
        files = choose(arguments, doors.clients)
        _refuse_again([] if arguments else files, record)
    except (TenantFileError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    except (BotoCoreError, ClientError) as error:
        print(why_aws_failed(error), file=sys.stderr)
        return 1
    return _run(files, record, doors)


def _run(files: list[TenantFile], record: RolloutRecord, doors: RolloutDoors) -> int:
    names = [one.name for one in files]
    try:
        for line in roll_out(files, record, doors):
            print(line, flush=True)
    except (UnwellError, DeployError, ReceivingError, NotDeployedError, BotoCoreError, ClientError) as error:
        failed = next(name for name in names if record.steps.get(name, None) and record.steps[name].told)
        print(f"\n{record.report(names)}\n\nStopped at {failed}: {error}", file=sys.stderr)
        print(
            f"Take it back with `make rollback TENANTS={failed}`, or repair it and `make rollout` again",
            file=sys.stderr,
        )
        return 1
    print(f"\n{record.report(names)}" if names else "no tenant of these files is deployed here")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
