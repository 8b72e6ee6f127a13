"""Deploy a tenant's stack and console, and make sure that it has a Rainmaker: `python -m infra.commands.deploy TENANT`.

The same code deploys to AWS and, when AWS_ENDPOINT_URL is set, to the embedded AWS. For the embedded AWS the functions
are built for this machine, the policy checks that tests made already are skipped, and a proxy serves the console.
Either needs `cdk bootstrap` once before. The roles made by `cdk bootstrap` accept TLS only, which the embedded AWS does
not speak, so there we deploy with our own credentials.
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.assets import ROOT
from infra.aws import WrongPlaceError, own_clients, stay_where_it_belongs
from infra.cdk import CdkError, run_cdk
from infra.commands.publish import BUILT, config, is_built, publish
from infra.commands.receiving import ReceivingError, receive
from infra.tenant_file import TenantFile, TenantFileError
from infra.terminal import why_aws_failed


class DeployError(RuntimeError):
    """Report a failed deployment; the message is one line."""


def deploy(
    tenant: str, *, built: Path = BUILT, environment: Mapping[str, str] = os.environ, quiet: bool = False
) -> dict[str, str]:
    """Deploy the tenant's stack as its files say.

    Args:
        tenant: a file of infra/tenants.
        built: the folder of the built console.
        environment: of the CDK's command line: credentials, region, AWS_ENDPOINT_URL.
        quiet: show the CDK's output only if it fails.

    Returns:
        The stack's outputs: name → value.

    Raises:
        TenantFileError: the tenant's file is missing or wrong.
        DeployError: this is another account or region than the file's; the CDK is not installed, or failed; or the
            console is not built.
    """
    file = TenantFile.read(tenant)
    embedded = "AWS_ENDPOINT_URL" in environment
    if not embedded:
        _stay(file, environment)
    if not (embedded or is_built(built)):
        raise DeployError("the console is not built: run `make console` (`make deploy` does)")
    outputs = ROOT / ".build" / f"outputs-{tenant}.json"
    outputs.parent.mkdir(exist_ok=True)
    outputs.unlink(missing_ok=True)
    asked = ["--require-approval", "never", "--outputs-file", str(outputs)]
    if embedded:
        asked += ["--method", "direct"]
    try:
        run_cdk(["deploy", file.stack_name, "-c", f"tenant={tenant}", *asked], environment, quiet=quiet)
    except CdkError as error:
        raise DeployError(str(error)) from None
    told: dict[str, dict[str, str]] = json.loads(outputs.read_text(encoding="utf-8"))
    return told[file.stack_name]


def bootstrap(
    outputs: Mapping[str, str], tenant: str, *, environment: Mapping[str, str] = os.environ
) -> dict[str, Any]:
    """Seed the team's settings and invite the first Rainmaker, unless they exist.

    Returns:
        The bootstrap function's answer: `{"agent_id", "created"}`.

    Raises:
        DeployError: the function failed.
    """
    answer = own_clients(environment)("lambda", None).invoke(
        FunctionName=outputs["BootstrapFunction"],
        Payload=json.dumps(TenantFile.read(tenant).seed()),
    )
    told: dict[str, Any] = json.loads(answer["Payload"].read() or "{}")
    if answer.get("FunctionError"):
        raise DeployError(f"the bootstrap function failed: {told.get('errorType')}: {told.get('errorMessage')}")
    return told


def show_console(
    outputs: Mapping[str, str], *, built: Path = BUILT, environment: Mapping[str, str] = os.environ
) -> None:
    """Upload the built console, if the stack has a bucket for it."""
    if "ConsoleBucket" in outputs:
        publish(built, outputs["ConsoleBucket"], config(outputs), own_clients(environment)("s3", None))


def receive_mail(outputs: Mapping[str, str], tenant: str, *, environment: Mapping[str, str] = os.environ) -> str | None:
    """Let SES receive the tenant's mail, and return what is left to do. In the embedded AWS nothing receives mail.

    Raises:
        ReceivingError: SES refused.
    """
    if "AWS_ENDPOINT_URL" in environment:
        return None
    return receive(TenantFile.read(tenant), outputs, own_clients(environment)("ses", None))


def _stay(file: TenantFile, environment: Mapping[str, str]) -> None:
    try:
        stay_where_it_belongs(file, own_clients(environment))
    except WrongPlaceError as error:
        raise DeployError(str(error)) from None
    except (BotoCoreError, ClientError) as error:
        raise DeployError(why_aws_failed(error)) from None


def ship(tenant: str, *, built: Path = BUILT, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Deploy a tenant with all that follows: console, first Rainmaker, mail. Return what to tell, a line each.

    Raises:
        TenantFileError: the tenant's file is missing or wrong.
        DeployError, ReceivingError: something failed; a second time continues.
    """
    outputs = deploy(tenant, built=built, environment=environment)
    show_console(outputs, built=built, environment=environment)
    rainmaker = bootstrap(outputs, tenant, environment=environment)
    left = receive_mail(outputs, tenant, environment=environment)
    address = outputs.get("ConsoleUrl") or outputs["ApiUrl"]
    return [f"{tenant} stands at {address}; its Rainmaker is {rainmaker.get('agent_id')}", *([left] if left else [])]


def main(arguments: list[str], *, built: Path = BUILT) -> int:
    """Run the command line. Return 2 for a wrong file or argument, 1 for a failed deployment; print one line."""
    if len(arguments) != 1:
        print("usage: python -m infra.commands.deploy TENANT   (a file of infra/tenants)", file=sys.stderr)
        return 2
    (tenant,) = arguments
    try:
        lines = ship(tenant, built=built)
    except TenantFileError as error:
        print(error, file=sys.stderr)
        return 2
    except (DeployError, ReceivingError) as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
