"""Deploy a tenant's stack and console, and make sure that it has a Rainmaker: `python -m infra.commands.deploy TENANT`.

The same code deploys to AWS and, when AWS_ENDPOINT_URL is set, to the embedded AWS. For the embedded AWS the functions
are built for this machine, the policy checks that tests made already are skipped, and a proxy serves the console.
Either needs `cdk bootstrap` once before. The roles made by `cdk bootstrap` accept TLS only, which the embedded AWS does
not speak, so there we deploy with our own credentials.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.assets import ROOT
from infra.commands.publish import BUILT, config, is_built, publish
from infra.commands.receiving import ReceivingError, receive
from infra.tenant_file import TenantFile, TenantFileError

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient

CDK = ROOT / "node_modules" / ".bin" / "cdk"
EMBEDDED = {
    "RELEVO_ARCHITECTURE": "host",
    "CDK_VALIDATION": "false",  # `make synth` and the tests validate
    "PYTHONOPTIMIZE": "1",  # skips the CDK's type checks of every call, which saves seconds
}


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
        _stay_where_it_belongs(file, _session(environment).client("sts"))
    if not (embedded or is_built(built)):
        raise DeployError("the console is not built: run `make console` (`make deploy` does)")
    outputs = ROOT / ".build" / f"outputs-{tenant}.json"
    outputs.parent.mkdir(exist_ok=True)
    outputs.unlink(missing_ok=True)
    asked = ["--require-approval", "never", "--outputs-file", str(outputs)]
    if embedded:
        asked += ["-c", "nag=off", "-c", "console=off", "-c", "credentials=own", "--method", "direct"]
        environment = {**environment, **EMBEDDED}
    _cdk(["deploy", file.stack_name, "-c", f"tenant={tenant}", *asked], environment, quiet=quiet)
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
    answer = _lambda(environment).invoke(
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
        publish(built, outputs["ConsoleBucket"], config(outputs), _session(environment).client("s3"))


def receive_mail(outputs: Mapping[str, str], tenant: str, *, environment: Mapping[str, str] = os.environ) -> str | None:
    """Let SES receive the tenant's mail, and return what is left to do. In the embedded AWS nothing receives mail.

    Raises:
        ReceivingError: SES refused.
    """
    if "AWS_ENDPOINT_URL" in environment:
        return None
    return receive(TenantFile.read(tenant), outputs, _session(environment).client("ses"))


def _stay_where_it_belongs(file: TenantFile, sts: Any) -> None:
    """Refuse to go on in another account or region than the tenant's file names.

    The CDK would refuse another account too, but would deploy to the file's region while all else asks in this one.
    """
    if file.region not in (None, sts.meta.region_name):
        raise DeployError(f"the tenant's file says region {file.region}, but this is {sts.meta.region_name}")
    if file.account is None:
        return
    try:
        here = sts.get_caller_identity()["Account"]
    except (BotoCoreError, ClientError) as error:
        raise DeployError(f"AWS did not say whose account this is: {error}") from None
    if file.account != here:
        raise DeployError(f"the tenant's file says account {file.account}, but you are signed in to {here}")


def _lambda(environment: Mapping[str, str]) -> "LambdaClient":
    return _session(environment).client("lambda", endpoint_url=environment.get("AWS_ENDPOINT_URL"))


def _session(environment: Mapping[str, str]) -> boto3.Session:
    """Return an AWS session configured by `environment`; boto3 finds the rest as usual."""
    return boto3.Session(
        region_name=environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION"),
        aws_access_key_id=environment.get("AWS_ACCESS_KEY_ID"),
        aws_secret_access_key=environment.get("AWS_SECRET_ACCESS_KEY"),
        aws_session_token=environment.get("AWS_SESSION_TOKEN"),
    )


def _cdk(arguments: list[str], environment: Mapping[str, str], *, quiet: bool) -> None:
    if not CDK.exists():
        raise DeployError("the CDK's command line is missing: run `npm ci` (or `make setup`)")
    done = subprocess.run(
        [str(CDK), *arguments],
        cwd=ROOT,
        env={**environment, "CDK_DISABLE_VERSION_CHECK": "1"},
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout or "", file=sys.stderr)
        raise DeployError(f"cdk {arguments[0]} failed (exit code {done.returncode}); what it said stands above")


def main(arguments: list[str], *, built: Path = BUILT) -> int:
    """Run the command line. Return 2 for a wrong file or argument, 1 for a failed deployment; print one line."""
    if len(arguments) != 1:
        print("usage: python -m infra.commands.deploy TENANT   (a file of infra/tenants)", file=sys.stderr)
        return 2
    (tenant,) = arguments
    try:
        outputs = deploy(tenant, built=built)
        show_console(outputs, built=built)
        rainmaker = bootstrap(outputs, tenant)
        left = receive_mail(outputs, tenant)
    except TenantFileError as error:
        print(error, file=sys.stderr)
        return 2
    except (DeployError, ReceivingError) as error:
        print(error, file=sys.stderr)
        return 1
    address = outputs.get("ConsoleUrl") or outputs["ApiUrl"]
    print(f"{tenant} stands at {address}; its Rainmaker is {rainmaker.get('agent_id')}")
    if left:
        print(left)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
