"""Synthesize every stack that tests check: `python -m tests.infra.synthesize ASSETS OUT`.

This is a program of its own, so that no process of pytest loads the CDK: that takes seconds and hundreds of megabytes.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from aws_cdk import App

from infra import policy
from infra.account import NAME, Account
from infra.app import build
from infra.assets import ROOT
from infra.tenant_file import TENANTS, TenantFile
from tests.shipped import assets

LOG = "synthesized.txt"
CONTEXT = json.loads((ROOT / "cdk.json").read_text())["context"] | {
    "aws:cdk:disable-asset-staging": True,  # no template depends on it; copying the code takes seconds
}


@dataclass(frozen=True, kw_only=True)
class Variant:
    """Describe a tenant's stack: its file without a line, and with more.

    With `nag`, an unacknowledged finding of cdk-nag fails the synthesis.
    """

    tenant: str = "demo"
    nag: bool = False
    console: bool = True
    without: str = ""
    more: str = ""

    def file(self, folder):
        """Return the tenant's file, without the line `without`; `folder` holds the changed copy."""
        text = (TENANTS / f"{self.tenant}.toml").read_text()
        assert self.without in text
        folder.mkdir(parents=True)
        (folder / f"{self.tenant}.toml").write_text(text.replace(self.without, "") + self.more)
        return TenantFile.read(self.tenant, folder)


ADOPTED = """
[adopt]
table = "left-table"
table_stream = "arn:aws:dynamodb:eu-west-1:123456789012:table/left-table/stream/2026-11-30T09:00:00.000"
user_pool = "eu-west-1_AbC123"
master_secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:MasterSecret-AbCdEf-gHiJkL"
contact_secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:ContactSecret-AbCdEf-gHiJkL"
ledger = "left-ledger"
blocked = "left-blocked"
photos = "left-photos"
deliveries = "left-deliveries"
imports = "left-imports"
"""
VARIANTS = {
    "demo": Variant(nag=True),
    "production": Variant(tenant="example", nag=True),
    "adopted": Variant(tenant="example", nag=True, more=ADOPTED),
    "on_one_machine": Variant(console=False),
    "without_an_inbound_domain": Variant(without='inbound_domain = "leads.example.com"\n'),
    "without_a_sender": Variant(without='mail_from = "relevo@example.com"\n'),
}


def main(staged, out):
    """Write each stack's template to `out`/NAME.json, and a line to the log for each one synthesized."""
    for name, variant in VARIANTS.items():
        app = App(outdir=str(out / name), context=CONTEXT)
        file = variant.file(out / "tenants" / name)
        build(app, file, assets(staged), nag=variant.nag, console=variant.console)
        app.synth()
        (out / name / f"{file.stack_name}.template.json").rename(out / f"{name}.json")
        with (out / LOG).open("a") as log:
            log.write(f"{name}\n")
    app = App(outdir=str(out / "account"), context=CONTEXT)
    policy.check(app)
    Account(app, TenantFile.read("example"))
    app.synth()
    (out / "account" / f"{NAME}.template.json").rename(out / "account.json")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
