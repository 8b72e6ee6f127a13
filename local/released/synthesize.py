"""Synthesize the templates that a release is kept with: `python -m local.released.synthesize OUT`.

This is a program of its own, so that nobody else loads the CDK. It installs no layers and asks nobody.
"""

import json
import sys
from pathlib import Path

from aws_cdk import App, CliCredentialsStackSynthesizer

from infra.app import ELSEWHERE, build
from infra.assets import ROOT, Architecture, Assets
from infra.tenant_file import TenantFile
from local import deployment
from local.released.archive import EMBEDDED, PRODUCTION


def no_wheels(lock: Path, target: Path, wheels_for: str | None) -> None:
    """Stand in for installing wheels: a layer's template depends on its lock alone."""
    del lock, wheels_for
    target.mkdir(parents=True)


def main(out: Path) -> None:
    """Write `out`/NAME.json for each template."""
    context = json.loads((ROOT / "cdk.json").read_text())["context"] | {"aws:cdk:disable-asset-staging": True}
    assets = Assets(Architecture.ARM64, out=out / "assets", install=no_wheels)
    for name, tenant in ((EMBEDDED, "demo"), (PRODUCTION, "example")):
        app, file = App(outdir=str(out / name), context=context), TenantFile.read(tenant)
        if name == EMBEDDED:
            there = {variable: deployment.ELSEWHERE[asked] for variable, asked in ELSEWHERE.items()}
            build(
                app, file, assets, nag=False, console=False, synthesizer=CliCredentialsStackSynthesizer(),
                elsewhere=there,
            )  # fmt: skip
        else:
            build(app, file, assets, nag=False)
        app.synth()
        (out / name / f"{file.stack_name}.template.json").rename(out / f"{name}.json")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
