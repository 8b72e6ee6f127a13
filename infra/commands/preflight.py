"""Look at the AWS account before a tenant is deployed there: `python -m infra.commands.preflight TENANT`.

It only reads. Exit status: 0 if all is ready, 1 if something will fail or AWS must be asked first, 3 if nothing is
known to be wrong but something could not be seen, 2 for a wrong file or argument.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.assets import ROOT
from infra.aws import Clients, own_clients
from infra.preflight import account, mail, names, quotas
from infra.preflight.finding import Finding, Readiness, look
from infra.preflight.needs import Needs, count
from infra.tenant_file import TenantFile, TenantFileError
from infra.terminal import columns, why_aws_failed

SYNTHESIZED = ROOT / ".build" / "cdk.out"


def examine(
    file: TenantFile, template: Mapping[str, Any], clients: Clients, records: names.Resolve = names.resolve
) -> Iterator[Finding]:
    """Yield all that can be seen about deploying `template` for a tenant.

    Args:
        file: the tenant's file.
        template: of its stack, as synthesized.
        clients: boto3's clients, with the operator's credentials.
        records: the resolver of DNS.

    Raises:
        ClientError, BotoCoreError: who we are, or what the stack has, cannot be asked at all.
    """
    yield from account.check_account(file, clients)
    needs = count(template, file.stack_name, clients)
    region = clients("sts", None).meta.region_name
    yield from look("CDK bootstrap", partial(account.check_bootstrap, file, needs.bootstrap, clients))
    yield from _examine_quotas(needs, clients)
    yield from look(mail.SENDING, partial(mail.check_sending, file, clients))
    yield from look(mail.RECEIVING, partial(mail.check_receiving, file, clients))
    yield from look("public_url", partial(names.check_public_url, file, records))
    yield from look("MX record", partial(names.check_inbound_domain, file, region, records))
    yield from look("certificate", partial(names.check_certificate, file, clients))


def _examine_quotas(needs: Needs, clients: Clients) -> Iterator[Finding]:
    for quota in quotas.QUOTAS:
        yield from look(quota.subject, partial(quotas.check_quotas, quota, needs, clients))
    yield from look("Lambda concurrency", partial(quotas.check_concurrency, needs, clients))
    yield from look("Lambda code storage", partial(quotas.check_code_storage, clients))
    yield from look("Step Functions transitions", partial(quotas.check_transitions, clients))
    yield from look("CloudFront verification", partial(quotas.check_distributions, needs, clients))


def table(findings: list[Finding]) -> str:
    """Return the findings as a table for a terminal: what, how, and what to do."""
    return columns((one.subject, one.state, one.told) for one in findings)


def status(findings: list[Finding]) -> int:
    """Return the exit status that the findings ask for."""
    states = {one.state for one in findings}
    if states & {Readiness.FAILS, Readiness.ASK}:
        return 1
    return 3 if Readiness.UNKNOWN in states else 0


def main(arguments: list[str], *, synthesized: Path = SYNTHESIZED, clients: Clients | None = None) -> int:
    """Run the command line, and print the table."""
    if len(arguments) != 1:
        print("usage: python -m infra.commands.preflight TENANT   (a file of infra/tenants)", file=sys.stderr)
        return 2
    try:
        file = TenantFile.read(arguments[0])
        template = json.loads((synthesized / f"{file.stack_name}.template.json").read_text(encoding="utf-8"))
        findings = list(examine(file, template, clients or own_clients()))
    except TenantFileError as error:
        print(error, file=sys.stderr)
        return 2
    except FileNotFoundError:
        print("there is no template: run `make synth` first (`make preflight` does)", file=sys.stderr)
        return 2
    except (BotoCoreError, ClientError) as error:
        print(why_aws_failed(error), file=sys.stderr)
        return 1
    print(table(findings))
    return status(findings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
