"""The CDK app: one stack, of the tenant that `-c tenant=NAME` or TENANT names.

`-c architecture=host` (or RELEVO_ARCHITECTURE=host) builds for this machine instead of arm64; `-c nag=off` leaves out
the policy rules, which tests and `make synth` have already judged by; `-c console=off` leaves out CloudFront, for a
proxy to stand there; `-c credentials=own` deploys with the caller's credentials instead of the roles that `cdk
bootstrap` made. RELEVO_GRAPH_URL names a stand-in for Meta's Graph API,
RELEVO_PUBLIC_URL where people reach the API; with RELEVO_TO_LOOPBACK what is sent to others may go to this machine.
"""

import os
import sys
import tomllib
from collections.abc import Mapping

from aws_cdk import App, CliCredentialsStackSynthesizer, IStackSynthesizer

from infra import policy
from infra.assets import ROOT, Architecture, Assets
from infra.tenant import Tenant
from infra.tenant_file import TenantFile, TenantFileError

ELSEWHERE = {
    "GRAPH_URL": "RELEVO_GRAPH_URL",
    "PUBLIC_URL": "RELEVO_PUBLIC_URL",
    "TO_LOOPBACK": "RELEVO_TO_LOOPBACK",
}
"""Variables of functions, by what sets them for a local run."""


def release() -> str:
    """The product's version, from pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


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
    """The tenant's stack in `app`, under the policy rules and with CloudFront in front unless told otherwise.

    `elsewhere` are variables that send functions somewhere else than they go by themselves.
    """
    if nag:
        policy.check(app)
    known = {"RELEASE": release(), **(elsewhere or {})}
    return Tenant(app, file, assets=assets, known=known, console=console, synthesizer=synthesizer)


def main() -> None:
    """Synthesize for the CDK's command line; a faulty tenant file is one line and exit code 2."""
    app = App()
    name = app.node.try_get_context("tenant") or os.environ.get("TENANT")
    if not name:
        sys.exit("no tenant: set TENANT or pass -c tenant=NAME (a file of infra/tenants)")
    try:
        file = TenantFile.read(name)
    except TenantFileError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
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
        elsewhere={name: url for name, asked in ELSEWHERE.items() if (url := os.environ.get(asked))},
    )
    app.synth()


if __name__ == "__main__":
    main()
