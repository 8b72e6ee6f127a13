"""Provide the stacks that tests check, synthesized once per run: with policy checks, and stand-ins for wheels."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from infra.assets import ROOT
from tests.once import once
from tests.shipped import shipped


def pytest_collection_modifyitems(items):
    """Put the tests of stacks last, but for one, which has the stacks made while another process does the rest."""
    items[:] = stacks_last(items)


def stacks_last(items):
    """Return the tests in that order. Otherwise, the second process that needs a stack waits a minute for the first."""
    needing = [item for item in items if "stacks" in item.fixturenames]
    return [*needing[:1], *(item for item in items if "stacks" not in item.fixturenames), *needing[1:]]


@dataclass(frozen=True)
class Synthesized:
    """Hold a stack's template, its path, and what the CDK deploys it with: tags, protection."""

    path: Path
    template: dict[str, Any]
    stack: dict[str, Any]

    def of_type(self, kind: str) -> dict[str, dict[str, Any]]:
        """Return the resources of one type, by logical id."""
        return {name: found for name, found in self.template["Resources"].items() if found["Type"] == f"AWS::{kind}"}

    def of_http(self, kind: str) -> dict[str, dict[str, Any]]:
        """Return the resources of one type of the HTTP API, without those of the WebSocket API."""
        kind = f"ApiGatewayV2::{kind}"
        return {name: found for name, found in self.of_type(kind).items() if not name.startswith("LiveApi")}

    def only(self, kind: str) -> dict[str, Any]:
        """Return the properties of the one resource of its type."""
        (found,) = self.of_type(kind).values()
        return found["Properties"]

    def named(self, kind: str, prefix: str) -> dict[str, Any]:
        """Return the one resource of its type whose logical id begins with `prefix`."""
        (found,) = (r for name, r in self.of_type(kind).items() if name.startswith(prefix))
        return found


@pytest.fixture(scope="session")
def stacks(tmp_path_factory):
    """Provide the folder with every stack's template, made by one process for all (see `tests.infra.synthesize`)."""
    assets = shipped(tmp_path_factory)

    def synthesize(folder):
        command = [sys.executable, "-m", "tests.infra.synthesize", assets, folder]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    return once(tmp_path_factory, "stacks", synthesize)


def read(stacks, name):
    path = stacks / f"{name}.json"
    artifacts = json.loads((stacks / name / "manifest.json").read_text())["artifacts"].values()
    [stack] = (one["properties"] for one in artifacts if one["type"] == "aws:cloudformation:stack")
    return Synthesized(path, json.loads(path.read_text()), stack)


@pytest.fixture(scope="session")
def demo(stacks):
    """Provide the demo's stack. If this fixture succeeds, every finding of cdk-nag is acknowledged."""
    return read(stacks, "demo")


@pytest.fixture(scope="session")
def production(stacks):
    """Provide the example of a production stack, under the same rules."""
    return read(stacks, "production")


@pytest.fixture(scope="session")
def adopted(stacks):
    """Provide the production stack of a tenant that takes back all that an earlier one left."""
    return read(stacks, "adopted")


@pytest.fixture(scope="session")
def on_one_machine(stacks):
    """Provide the demo's stack as a local run deploys it: without CloudFront."""
    return read(stacks, "on_one_machine")


@pytest.fixture(scope="session")
def account(stacks):
    """Provide the stack that watches what all tenants of an account share."""
    return read(stacks, "account")


@pytest.fixture(scope="session")
def without_an_inbound_domain(stacks):
    """Provide the demo's stack with a tenant file that names no domain for mail to sources."""
    return read(stacks, "without_an_inbound_domain")


@pytest.fixture(scope="session")
def without_a_sender(stacks):
    """Provide the demo's stack with a tenant file that names no sender of emails."""
    return read(stacks, "without_a_sender")
