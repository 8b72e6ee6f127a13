"""Run the CDK's command line."""

import os
import subprocess
import sys
from collections.abc import Mapping

from infra.assets import ROOT

CDK = ROOT / "node_modules" / ".bin" / "cdk"
EMBEDDED = {
    "RELEVO_ARCHITECTURE": "host",
    "CDK_VALIDATION": "false",  # `make synth` and the tests validate
    "PYTHONOPTIMIZE": "1",  # skips the CDK's type checks of every call, which saves seconds
}
AS_EMBEDDED = ("-c", "nag=off", "-c", "console=off", "-c", "credentials=own")
"""Make the template of the embedded AWS, which has no CloudFront and speaks no TLS, as the CDK's roles ask."""


class CdkError(RuntimeError):
    """Report that the CDK's command line is missing or failed; the message is one line."""


def run_cdk(
    arguments: list[str], environment: Mapping[str, str] = os.environ, *, quiet: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run the CDK's command line in the checkout's root.

    Args:
        arguments: of the command line.
        environment: credentials, region; AWS_ENDPOINT_URL for the embedded AWS.
        quiet: keep the output, and show it only if the command fails.

    Raises:
        CdkError: it is not installed, or failed.
    """
    if not CDK.exists():
        raise CdkError("the CDK's command line is missing: run `npm ci` (or `make setup`)")
    if "AWS_ENDPOINT_URL" in environment:
        arguments, environment = [*arguments, *AS_EMBEDDED], {**environment, **EMBEDDED}
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
        raise CdkError(f"cdk {arguments[0]} failed (exit code {done.returncode}); what it said stands above")
    return done
