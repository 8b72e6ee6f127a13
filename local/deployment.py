"""Deploy the unmodified app to the embedded AWS, in the same way as to the real one."""

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local import embedded, notes, places
from local.embedded import EmbeddedAws
from local.fingerprint import fingerprint
from local.meanwhile import Step
from local.problems import Broken

TOOLKIT = "CDKToolkit"
CDK = places.ROOT / "node_modules" / ".bin" / "cdk"
BOOTSTRAP = places.ROOT / "node_modules" / "aws-cdk" / "lib" / "api" / "bootstrap" / "bootstrap-template.yaml"
ASKED = {
    "FileAssetsBucketKmsKeyId": "AWS_MANAGED_KEY",
    "PublicAccessBlockConfiguration": "true",
    "CloudFormationExecutionPolicies": "arn:aws:iam::aws:policy/AdministratorAccess",
}
"""Give the parameters that `cdk bootstrap` gives."""
LOOK_SECONDS = 0.1
LOOKS = 6000  # for a busy machine
NOTE = "deployed"
ELSEWHERE = {
    "RELEVO_GRAPH_URL": f"{places.ANYWHERE}/graph",
    "RELEVO_PUBLIC_URL": f"{places.ANYWHERE}/api",
    "RELEVO_TO_LOOPBACK": "true",
}
"""Set the addresses that functions use and link to: that of the present run, whatever its port."""


def bring_up_to_date(aws: EmbeddedAws, tenant: str, step: Step) -> dict[str, str]:
    """Deploy unless the engine already has exactly this checkout; return the stack's outputs.

    Args:
        aws: running.
        tenant: the name of the stack's tenant.
        step: reports progress.

    Raises:
        Broken: a command failed; its output is in the deploy log.
    """
    name = f"relevo-{tenant}"
    wanted = fingerprint(places.ROOT, tenant)
    if notes.get(aws.endpoint, NOTE) == wanted and (outputs := stack_outputs(aws.endpoint, name)):
        return outputs
    places.DEPLOY_LOG.write_bytes(b"")  # keep the log of the latest deployment only
    if stack_outputs(aws.endpoint, TOOLKIT) is None:
        with step("Preparing the embedded AWS for the CDK"):
            _bootstrap(aws.endpoint)
    with step(f"Deploying {name}"), _alone():
        if places.RELEASE is not None:
            _deploy_kept(aws, tenant, places.RELEASE)
        else:
            _run(aws, [sys.executable, "-m", "infra.commands.deploy", tenant], folder=places.ROOT, **ELSEWHERE)
    deployed = stack_outputs(aws.endpoint, name)
    if deployed is None:
        raise Broken(f"{name} was deployed but is not there (log: {places.DEPLOY_LOG}).")
    notes.put(aws.endpoint, NOTE, wanted)
    return deployed


def _bootstrap(endpoint: str) -> None:
    """Create what `cdk bootstrap` creates, from its template. The command itself sleeps for seconds between looks."""
    cloudformation = embedded.client("cloudformation", endpoint)
    cloudformation.create_stack(
        StackName=TOOLKIT,
        TemplateBody=BOOTSTRAP.read_text(encoding="utf-8"),
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in ASKED.items()],
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    cloudformation.get_waiter("stack_create_complete").wait(
        StackName=TOOLKIT, WaiterConfig={"Delay": LOOK_SECONDS, "MaxAttempts": LOOKS}
    )


def _deploy_kept(aws: EmbeddedAws, tenant: str, archive: Path) -> None:
    """Deploy a kept release, and invite the first Rainmaker."""
    from infra.commands.deploy import bootstrap  # here: a start that has nothing to do is quick
    from local.released.archive import read
    from local.released.deploy import deploy

    name = f"relevo-{tenant}"
    deploy(aws.endpoint, read(archive), name)
    bootstrap(stack_outputs(aws.endpoint, name) or {}, tenant, environment=aws.environment())


@contextmanager
def _alone() -> Iterator[None]:
    """Wait for other deployments of this checkout: they write to the same folder of outputs and templates."""
    places.BUILD.mkdir(exist_ok=True)
    with (places.BUILD / "deploy.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def stack_outputs(endpoint: str, name: str) -> dict[str, str] | None:
    """Return the outputs of the stack `name`, or None unless it is complete."""
    cloudformation = embedded.client("cloudformation", endpoint)
    try:
        (stack,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
    except cloudformation.exceptions.ClientError:
        return None
    if stack["StackStatus"] not in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
        return None
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


def _run(aws: EmbeddedAws, command: list[str], folder: Path, **settings: str) -> None:
    with places.DEPLOY_LOG.open("ab") as log:
        begin = log.tell()
        done = subprocess.run(
            command,
            cwd=folder,
            env=aws.environment() | settings,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        output = places.DEPLOY_LOG.read_bytes()[begin:].decode(errors="replace")
        tail = "\n".join(output.splitlines()[-15:])
        raise Broken(f"`{' '.join(command[1:4])}` failed with {done.returncode}:\n{tail}\n(log: {places.DEPLOY_LOG})")
