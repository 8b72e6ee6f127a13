"""Run the CDK app: one stack, for the tenant named by `-c tenant=NAME` or TENANT.

`-c architecture=host` (or RELEVO_ARCHITECTURE=host) builds for this machine instead of arm64. `-c nag=off` skips the
policy rules, which tests and `make synth` check already. `-c console=off` leaves out CloudFront, where a local proxy
takes its place. `-c credentials=own` deploys with the caller's credentials instead of the roles that `cdk bootstrap`
created. RELEVO_GRAPH_URL names a stand-in for Meta's Graph API, RELEVO_PUBLIC_URL the address at which people reach the
API. RELEVO_TO_LOOPBACK allows outbound requests to this machine.
"""

import os
import sys
from collections.abc import Mapping

from aws_cdk import App, CliCredentialsStackSynthesizer, IStackSynthesizer

from infra import policy
from infra.assets import Architecture, Assets
from infra.checked_out import commit, release
from infra.tenant import Tenant
from infra.tenant_file import TenantFile, TenantFileError

ELSEWHERE = {
    "GRAPH_URL": "RELEVO_GRAPH_URL",
    "PUBLIC_URL": "RELEVO_PUBLIC_URL",
    "TO_LOOPBACK": "RELEVO_TO_LOOPBACK",
}
"""Map each environment variable of the functions to the variable that sets it in a local run."""


def build(
    app: App,
    file: TenantFile,
    assets: Assets,
    *,
    nag: bool = True,
    console: bool = True,
    synthesizer: IStackSynthesizer | None = None,
    elsewhere: Mapping[str, str] | None = None,
) -> Tenant:
    """Add the tenant's stack to `app`, by default with policy checks and with CloudFront in front.

    Args:
        app: the CDK app.
        file: the tenant's file.
        assets: the builder of functions and layers.
        nag: whether cdk-nag checks the stack.
        console: whether the stack has a CloudFront distribution.
        synthesizer: the CDK's default if None.
        elsewhere: environment variables that override where functions send requests.
    """
    if nag:
        policy.check(app)
    known = {"RELEASE": release(), **(elsewhere or {})}
    return Tenant(app, file, assets=assets, known=known, commit=commit(), console=console, synthesizer=synthesizer)


def asked(app: App) -> TenantFile:
    """Return the file of the tenant that was asked for. Print a faulty one as one line and exit with code 2."""
    name = app.node.try_get_context("tenant") or os.environ.get("TENANT")
    if not name:
        sys.exit("no tenant: set TENANT or pass -c tenant=NAME (a file of infra/tenants)")
    try:
        return TenantFile.read(name)
    except TenantFileError as error:
        print(error, file=sys.stderr)
        sys.exit(2)


def main() -> None:
    """Synthesize for the CDK's command line. Print a faulty tenant file as one line and exit with code 2."""
    app = App()
    file = asked(app)
    wish = app.node.try_get_context("architecture") or os.environ.get("RELEVO_ARCHITECTURE")
    on_host = wish == "host"
    assets = Assets(Architecture.of_host() if on_host else Architecture.ARM64, on_host=on_host)
    own = app.node.try_get_context("credentials") == "own"
    synthesizer = CliCredentialsStackSynthesizer() if own else None
    build(
        app,
        file,
        assets,
        nag=app.node.try_get_context("nag") != "off",
        console=app.node.try_get_context("console") != "off",
        synthesizer=synthesizer,
        elsewhere={name: url for name, variable in ELSEWHERE.items() if (url := os.environ.get(variable))},
    )
    app.synth()


if __name__ == "__main__":
    main()
