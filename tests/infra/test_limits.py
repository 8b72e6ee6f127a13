"""Does a stack fit into what CloudFormation, API Gateway and an account allow, with room to grow?"""

import json
import re
from collections import Counter

import pytest

from infra.assets import ROOT
from infra.preflight.quotas import QUOTAS
from infra.preflight.room import ROOMY, WITHOUT_A_QUOTA, Room, rooms

MOST_RESOURCES = 450  # of 500
MOST_BYTES = 900_000  # of 1 MB
MOST_OUTPUTS = 180  # of 200
MOST_ROUTES = 270  # of the 300 that API Gateway allows an API


def test_the_templates_are_well_within_what_cloudformation_takes(demo, production):
    for stack in (demo, production):
        assert len(stack.template["Resources"]) < MOST_RESOURCES
        assert stack.path.stat().st_size < MOST_BYTES
        assert len(stack.template["Outputs"]) < MOST_OUTPUTS


def test_each_api_has_room_for_more_routes(production):
    routes = production.of_type("ApiGatewayV2::Route").values()
    assert max(Counter(json.dumps(one["Properties"]["ApiId"]) for one in routes).values()) < MOST_ROUTES


def test_every_type_of_resource_has_its_quota_or_none(demo, production):
    known = {quota.kind for quota in QUOTAS} | ROOMY.keys() | WITHOUT_A_QUOTA
    used = {one["Type"] for stack in (demo, production) for one in stack.template["Resources"].values()}
    assert used == known


def documented():
    text = (ROOT / "docs/operations.md").read_text().partition("**How many tenants an account holds**")[2]
    table = re.findall(
        r"^\| (\S[^|]+) \| ([\d,]+) \| (\d+) \| ([\d,]+) \|$", text.partition("\nOnce per account")[0], re.M
    )
    return [(Room(name, int(allowed.replace(",", "")), int(takes)), tenants) for name, allowed, takes, tenants in table]


def test_the_documentation_tells_how_many_tenants_an_account_holds(production):
    told = documented()
    assert [room for room, _ in told] == list(rooms(production.template))
    assert [tenants for _, tenants in told] == [f"{room.tenants:,}" for room, _ in told]


@pytest.mark.parametrize("subject", ["rules of SES for received mail", "Lambda concurrency to reserve"])
def test_what_a_tenant_does_not_ask_for_takes_nothing(without_an_inbound_domain, subject):
    assert not [room for room in rooms(without_an_inbound_domain.template) if room.subject.startswith(subject)]
