"""Does checkov find nothing in the templates but what infra/accepted_findings.toml gives a reason for?"""

import json
import subprocess
import tomllib
from fnmatch import fnmatchcase

import pytest

from infra.assets import ROOT

TOOL = ROOT / ".build" / "checkov" / "bin" / "checkov"
ACCEPTED = tomllib.loads((ROOT / "infra" / "accepted_findings.toml").read_text())["accepted"]


@pytest.fixture(scope="module")
def found(demo, production):
    """Return what checkov finds in both: the check, and the resource's type and logical id."""
    assert TOOL.exists(), "checkov is not installed: run `make checkov`"
    offline = "--skip-download"
    command = [TOOL, "--framework", "cloudformation", "--quiet", "--compact", offline, "--output", "json", "--file"]
    paths = [demo.path.name, production.path.name]  # from their folder: it takes an absolute path for one below it
    done = subprocess.run([*command, *paths], cwd=demo.path.parent, capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)
    assert told["summary"]["parsing_errors"] == 0
    assert told["summary"]["resource_count"] == sum(len(one.template["Resources"]) for one in (demo, production))
    return {(one["check_id"], one["resource"].removeprefix("AWS::")) for one in told["results"]["failed_checks"]}


def is_on(pattern, check, finding):
    return finding[0] == check and fnmatchcase(finding[1], pattern)


def test_every_finding_is_accepted_with_a_reason(found):
    patterns = [(one["check"], pattern) for one in ACCEPTED for pattern in one["on"]]
    assert [one for one in sorted(found) if not any(is_on(on, check, one) for check, on in patterns)] == []


@pytest.mark.parametrize("accepted", ACCEPTED, ids=lambda one: f"{one['check']} {one['on'][0]}")
def test_what_is_accepted_is_still_found_and_has_a_reason(found, accepted):
    assert len(accepted["why"]) > len("as ")
    assert [on for on in accepted["on"] if not any(is_on(on, accepted["check"], one) for one in found)] == []
