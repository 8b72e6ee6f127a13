"""Tell how a deployed tenant is: `python -m infra.lifecycle.status TENANT`. It changes nothing.

Exit status: 0 if all is well, 1 if something is wrong, 3 if something is not known, 2 for a wrong file or argument.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from botocore.exceptions import BotoCoreError, ClientError

from infra.aws import Clients, WrongPlaceError, own_clients, stay_where_it_belongs
from infra.checked_out import commit, release
from infra.lifecycle.alarms import ringing
from infra.lifecycle.drift import DriftUnknownError, Wait, look_for_drift
from infra.lifecycle.health import Fetch, fetch_json, running_release
from infra.lifecycle.stacks import DeployedStack, NotDeployedError, deployed_stack, shown_version
from infra.tenant_file import TenantFile, TenantFileError
from infra.terminal import columns, why_aws_failed


class TenantCondition(StrEnum):
    """Say how something of a tenant is."""

    WELL = "ok"
    WRONG = "wrong"
    UNKNOWN = "not known"


@dataclass(frozen=True)
class StatusRow:
    """Hold one row of the table: what was looked at, how it is, and what to do about it."""

    subject: str
    condition: TenantCondition
    told: str


def examine_tenant(file: TenantFile, clients: Clients, *, fetch: Fetch, wait: Wait) -> Iterator[StatusRow]:
    """Yield all that can be seen of a tenant's stack.

    Raises:
        NotDeployedError: there is no stack.
        ClientError, BotoCoreError: AWS does not answer.
    """
    stack = deployed_stack(file.stack_name, clients)
    yield _stack(stack)
    yield _release(stack)
    yield _protection(file, stack)
    yield from _look("drift", partial(_drift, stack, clients, wait))
    yield from _look("alarms", partial(_alarms, stack, clients))
    yield _answers(stack, fetch)
    yield StatusRow(
        "console", TenantCondition.WELL, stack.outputs.get("ConsoleUrl", "none: a proxy stands before the API")
    )


def _look(subject: str, check: Callable[[], StatusRow]) -> Iterator[StatusRow]:
    """Yield what `check` finds; what AWS does not answer is not known, and never stops the other checks."""
    try:
        yield check()
    except ClientError as error:
        code = error.response["Error"]["Code"]
        yield StatusRow(subject, TenantCondition.UNKNOWN, f"{error.operation_name} was refused: {code}")
    except BotoCoreError as error:
        yield StatusRow(subject, TenantCondition.UNKNOWN, f"AWS did not answer: {type(error).__name__}")


def _stack(stack: DeployedStack) -> StatusRow:
    told = f"{stack.name} {stack.status} since {stack.changed_at:%Y-%m-%d %H:%M} UTC"
    if stack.is_well:
        return StatusRow("stack", TenantCondition.WELL, told)
    return StatusRow("stack", TenantCondition.WRONG, f"{told}: see its events in CloudFormation, then deploy again")


def _release(stack: DeployedStack) -> StatusRow:
    here = commit()
    if stack.commit == here:
        return StatusRow("release", TenantCondition.WELL, f"{stack.version}, which is checked out here")
    told = f"{stack.version}; checked out here is {shown_version(release(), here)}"
    return StatusRow("release", TenantCondition.WELL, told)


def _protection(file: TenantFile, stack: DeployedStack) -> StatusRow:
    if stack.protected or not file.keeps_data:
        told = "CloudFormation refuses to delete it" if stack.protected else "none: it is for a demonstration"
        return StatusRow("protection", TenantCondition.WELL, told)
    return StatusRow(
        "protection", TenantCondition.WRONG, "anybody may delete the stack: deploy again, which protects it"
    )


def _drift(stack: DeployedStack, clients: Clients, wait: Wait) -> StatusRow:
    try:
        differs = look_for_drift(stack.name, clients("cloudformation", None), wait)
    except DriftUnknownError as error:
        return StatusRow("drift", TenantCondition.UNKNOWN, str(error))
    if not differs:
        return StatusRow("drift", TenantCondition.WELL, "everything is as the template says")
    told = f"changed past the template: {', '.join(differs)}; undo it, or say it in the code and deploy"
    return StatusRow("drift", TenantCondition.WRONG, told)


def _alarms(stack: DeployedStack, clients: Clients) -> StatusRow:
    names = ringing(stack.name, clients)
    if not names:
        return StatusRow("alarms", TenantCondition.WELL, "none rings")
    return StatusRow("alarms", TenantCondition.WRONG, f"{', '.join(names)}: see docs/runbook.md, When an alarm fires")


def _answers(stack: DeployedStack, fetch: Fetch) -> StatusRow:
    url = stack.outputs.get("ApiUrl", "")
    answers = running_release(url, fetch)
    if answers is None:
        return StatusRow(
            "API", TenantCondition.WRONG, f"{url}/health does not answer: read the log of the function lost"
        )
    if answers != stack.release:
        return StatusRow("API", TenantCondition.WRONG, f"release {answers} answers, not {stack.release}: deploy again")
    return StatusRow("API", TenantCondition.WELL, f"release {answers} answers at {url}")


def exit_status(rows: list[StatusRow]) -> int:
    """Return the exit status that the rows ask for."""
    conditions = {one.condition for one in rows}
    if TenantCondition.WRONG in conditions:
        return 1
    return 3 if TenantCondition.UNKNOWN in conditions else 0


def main(
    arguments: list[str], *, clients: Clients | None = None, fetch: Fetch = fetch_json, wait: Wait = time.sleep
) -> int:
    """Run the command line, and print the table."""
    if len(arguments) != 1:
        print("usage: make status TENANT=name", file=sys.stderr)
        return 2
    clients = clients or own_clients()
    try:
        file = TenantFile.read(arguments[0])
        stay_where_it_belongs(file, clients)
        found = list(examine_tenant(file, clients, fetch=fetch, wait=wait))
    except TenantFileError as error:
        print(error, file=sys.stderr)
        return 2
    except (WrongPlaceError, NotDeployedError) as error:
        print(error, file=sys.stderr)
        return 1
    except (BotoCoreError, ClientError) as error:
        print(why_aws_failed(error), file=sys.stderr)
        return 1
    print(columns((one.subject, one.condition, one.told) for one in found))
    return exit_status(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
