"""Do two tenants on one engine see nothing of each other, and is one taken down, adopted and restored beside the other?

The commands are those of docs/operations.md, "A tenant's life", as programs. What the engine lacks, and what is held by
recorded answers in tests/infra instead: it restores a table as it is, not as it was at an instant, so a backup is
restored here; it has no CloudFront, no SES rule to remove, and no cost.
"""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from infra.tenant_file import TENANTS
from local.api import Caller, send
from local.demo.seed import set_password
from local.demo.team import PASSWORD
from local.embedded import CREDENTIALS, REGION
from tests.e2e.stacks import ROOT

pytestmark = pytest.mark.slow
NAME = "vecina"


class Neighbour:
    """Represent a second tenant, whose file is kept outside the checkout, and the commands that are run on it."""

    def __init__(self, stack, folder):
        self.endpoint, self.folder, self.client = stack.told["aws_endpoint"], folder, stack.client
        text = (TENANTS / "demo.toml").read_text()
        for was, becomes in (
            ('name = "demo"', f'name = "{NAME}"'), ('"destroy"', '"retain"'), ("rocio@", "vera@"),
            ('inbound_domain = "leads.example.com"\n', ""),
        ):  # fmt: skip
            assert was in text
            text = text.replace(was, becomes)
        (folder / f"{NAME}.toml").write_text(text)

    def run(self, module, *arguments, **more):
        """Run a command; return what it printed. Synthesizing waits for others of this checkout."""
        place = {"AWS_ENDPOINT_URL": self.endpoint, "AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION}
        settings = {**place, **CREDENTIALS, "TENANTS_DIR": str(self.folder), **more}
        (ROOT / ".build").mkdir(exist_ok=True)
        done = subprocess.run(
            ["flock", ROOT / ".build" / "deploy.lock", sys.executable, "-m", f"infra.{module}", NAME, *arguments],
            cwd=ROOT, env={**os.environ, **settings}, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{module}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def outputs(self):
        [found] = self.client("cloudformation").describe_stacks(StackName=f"relevo-{NAME}")["Stacks"]
        return {one["OutputKey"]: one["OutputValue"] for one in found["Outputs"]}

    def rainmaker(self):
        """Return the first Rainmaker, signed in."""
        outputs = self.outputs()
        set_password(self.endpoint, outputs["UserPoolId"], "vera@example.com")
        api = f"{self.endpoint}/_aws/execute-api/{outputs['ApiId']}/$default"
        caller = Caller(api, self.endpoint, outputs["UserPoolClientId"], "vera@example.com", PASSWORD)
        caller.ask("GET", "/me")  # an invited member's first request makes them active
        return caller


@pytest.fixture(scope="module")
def neighbour(stack, tmp_path_factory):
    found = Neighbour(stack, tmp_path_factory.mktemp("tenants"))
    found.run("commands.deploy")
    return found


def enter(rainmaker, name):
    body = {"contact": {"first_name": name, "emails": [f"{name}-{time.time_ns()}@example.com"]}, "routing": "pool"}
    return rainmaker.ask("POST", "/leads", body, key=f"{name}-{time.time_ns()}")["lead_id"]


def leads_of(rainmaker):
    return {one["lead_id"] for one in rainmaker.ask("GET", "/leads?limit=100")["items"]}


def test_neither_tenant_sees_anything_of_the_other(stack, neighbour):
    vera = neighbour.rainmaker()
    theirs, ours = enter(vera, "Nerea"), enter(stack.rainmaker, "Olga")
    assert theirs in leads_of(vera)
    assert theirs not in leads_of(stack.rainmaker)
    assert ours not in leads_of(vera)
    assert len(vera.ask("GET", "/agents")["items"]) == 1
    for api, token in ((vera.api, stack.rainmaker.token()), (stack.told["api"], vera.token())):
        answer = send(api, "GET", "/me", None, {"Authorization": f"Bearer {token}"})
        assert answer.status == 401, "a token of the one is none of the other"
    iam, own = stack.client("iam"), neighbour.outputs()
    roles = [one["RoleName"] for page in iam.get_paginator("list_roles").paginate() for one in page["Roles"]]
    for role in (one for one in roles if one.startswith("relevo-demo")):
        policy = json.dumps(iam.get_role_policy(RoleName=role, PolicyName="Wired")["PolicyDocument"])
        assert not re.search(rf"relevo-{NAME}|{own['UserPoolId']}|{own['ApiId']}", policy), role


def test_a_tenant_is_taken_down_adopted_and_restored_with_its_data(stack, neighbour, until):
    vera = neighbour.rainmaker()
    kept, erased = enter(vera, "Nerea"), enter(vera, "Quima")
    table = neighbour.outputs()["TableName"]

    told = neighbour.run("lifecycle.destroy", YES=NAME)
    assert f"  table           {table}: next to nothing" in told
    assert f"table={table}" in told
    assert stack.rainmaker.ask("GET", "/me")["role"] == "rainmaker", "the other tenant stands"

    neighbour.run("lifecycle.adopt")
    neighbour.run("commands.deploy")
    assert neighbour.outputs()["TableName"] == table
    vera = neighbour.rainmaker()
    assert {kept, erased} <= leads_of(vera)

    backup = stack.client("dynamodb").create_backup(TableName=table, BackupName="before")["BackupDetails"]["BackupArn"]
    begun = vera.ask("POST", "/contacts/erase", {"lead_ids": [erased], "identity_checked": "document"})
    until(lambda: vera.ask("GET", f"/contacts/erasures/{begun['erasure_id']}")["status"] == "done")
    told = neighbour.run("lifecycle.restore", f"backup={backup}", YES=NAME)
    assert "1 leads that had been erased are being erased again" in told
    restored = neighbour.outputs()["TableName"]
    assert restored.startswith(f"relevo-{NAME}-restored-")
    vera = neighbour.rainmaker()
    until(lambda: vera.ask("GET", f"/leads/{erased}")["may"] == [])
    assert vera.ask("GET", f"/leads/{kept}")["contact"]["first_name"] == "Nerea"
    later = enter(vera, "Rita")
    assert later in leads_of(vera), "the new table is written, and its stream read"
    assert Path(neighbour.folder / f"{NAME}.toml").read_text().count(restored) == 2
