"""Erase again what a restored table has back: `python -m infra.commands.re_erase TENANT`, after every restore."""

import json
import sys
from typing import TYPE_CHECKING, Any

from infra import wiring
from infra.aws import own_clients
from infra.tenant_file import TenantFile
from infra.terminal import ended
from infra.wiring.function import ALIAS

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient


class ReErasureError(RuntimeError):
    """Report that the sweep failed; the message is one line."""


def re_erase(tenant: str, client: "LambdaClient") -> int:
    """Have the sweep begin to erase all leads of the ledger that are in the table; return how many there are.

    Raises:
        TenantFileError: the tenant's file is missing or wrong.
        ReErasureError: the sweep failed.
    """
    name = f"{TenantFile.read(tenant).stack_name}-{wiring.SWEEP.name}:{ALIAS}"
    answer = client.invoke(FunctionName=name, Payload=json.dumps({"re_erase": True}))
    told: dict[str, Any] = json.loads(answer["Payload"].read() or "{}")
    if answer.get("FunctionError"):
        raise ReErasureError(f"the sweep failed: {told.get('errorType')}")
    return int(told["leads"])


def main(arguments: list[str]) -> int:
    """Run the command line. Return 2 for a wrong file or argument, 1 if the sweep failed; print one line."""
    if len(arguments) != 1:
        print("usage: python -m infra.commands.re_erase TENANT   (a file of infra/tenants)", file=sys.stderr)
        return 2

    def act() -> None:
        leads = re_erase(arguments[0], own_clients()("lambda", None))
        print(f"{leads} leads are being erased again; the sweep finishes them within minutes")

    return ended(act, refusals=(ReErasureError,))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
