"""Check that this is the account and the region that the tenant's file names, and that the CDK may deploy there."""

from collections.abc import Iterator

from infra.aws import Clients
from infra.preflight.finding import Finding, Readiness
from infra.tenant_file import TenantFile

BOOTSTRAP = "/cdk-bootstrap/hnb659fds/version"
"""Name the parameter in which `cdk bootstrap` notes its version."""


def check_account(file: TenantFile, clients: Clients) -> Iterator[Finding]:
    """Compare where we are signed in with what the file says."""
    sts = clients("sts", None)
    account, region = sts.get_caller_identity()["Account"], sts.meta.region_name
    yield _compare("account", account, file.account)
    yield _compare("region", region, file.region)


def check_bootstrap(file: TenantFile, needed: int, clients: Clients) -> Iterator[Finding]:
    """Check that the account is bootstrapped for the CDK, with at least version `needed`."""
    ssm = clients("ssm", None)
    command = f"run `node_modules/.bin/cdk bootstrap -c tenant={file.name}`"
    try:
        version = int(ssm.get_parameter(Name=BOOTSTRAP)["Parameter"]["Value"])
    except ssm.exceptions.ParameterNotFound:
        yield Finding("CDK bootstrap", Readiness.FAILS, f"never bootstrapped in this region: {command}")
        return
    if version < needed:
        yield Finding("CDK bootstrap", Readiness.FAILS, f"version {version}, but {needed} is needed: {command} again")
    else:
        yield Finding("CDK bootstrap", Readiness.OK, f"version {version}")


def _compare(subject: str, here: str, named: str | None) -> Finding:
    if named is None:
        return Finding(
            subject, Readiness.OK, f'{here}; the tenant\'s file names none: say {subject} = "{here}" to keep it there'
        )
    if here != named:
        return Finding(subject, Readiness.FAILS, f"you are signed in to {here}, but the file says {named}")
    return Finding(subject, Readiness.OK, here)
