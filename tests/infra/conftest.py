"""The demo team's stack, synthesized once: under the policy rules, with stand-ins for the layers' wheels."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App

from infra.app import build
from infra.assets import ROOT, Architecture, Assets
from infra.tenant_file import TENANTS, TenantFile


def stand_in(lock, target, wheels_for):
    """Instead of wheels, which would need a network."""
    target.mkdir(parents=True)
    (target / "wheel.py").write_text(f"# {lock.name} for {wheels_for}\n")


@dataclass(frozen=True)
class Synthesized:
    """A stack's template, and where it lies."""

    path: Path
    template: dict[str, Any]

    def of_type(self, kind: str) -> dict[str, dict[str, Any]]:
        """The resources of one type, by logical id."""
        return {name: found for name, found in self.template["Resources"].items() if found["Type"] == f"AWS::{kind}"}

    def only(self, kind: str) -> dict[str, Any]:
        """The properties of the one resource of its type."""
        (found,) = self.of_type(kind).values()
        return found["Properties"]

    def named(self, kind: str, prefix: str) -> dict[str, Any]:
        """The one resource of its type whose logical id begins with `prefix`."""
        (found,) = (r for name, r in self.of_type(kind).items() if name.startswith(prefix))
        return found


def synthesize(tenant: str, out: Path, *, nag: bool, console: bool = True, folder: Path = TENANTS) -> Synthesized:
    context = json.loads((ROOT / "cdk.json").read_text())["context"]
    app = App(outdir=str(out / "out"), context=context)
    file = TenantFile.read(tenant, folder)
    build(app, file, Assets(Architecture.ARM64, out=out / "assets", install=stand_in), nag=nag, console=console)
    app.synth()
    path = out / "out" / f"{file.stack_name}.template.json"
    return Synthesized(path, json.loads(path.read_text()))


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The demo's stack. That this fixture succeeds means: no finding of cdk-nag is without an answer."""
    return synthesize("demo", tmp_path_factory.mktemp("demo"), nag=True)


@pytest.fixture(scope="session")
def production(tmp_path_factory):
    """The example of a production stack."""
    return synthesize("example", tmp_path_factory.mktemp("example"), nag=True)
