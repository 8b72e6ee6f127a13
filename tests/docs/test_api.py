"""Do docs/api.md and docs/openapi.json agree with the code?"""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from openapi_spec_validator import validate
from standardwebhooks import Webhook

from infra import wiring
from shared.domain.kernel.errors import InvalidByName, Refusal
from shared.domain.kernel.field_error import MistakeReason
from shared.domain.kernel.limits import LIMITS
from shared.domain.kernel.notification import NotificationKind
from shared.domain.notifications.ended_news import ENDS
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.source import Kind
from shared.web.errors import INTERNAL, STATUS, FieldErrors
from shared.web.field_errors import CALLED

ROOT = Path(__file__).resolve().parents[2]
API = (ROOT / "docs" / "api.md").read_text()
RULES = (ROOT / "docs" / "rules.md").read_text()
NOT_A_RULE = {"version", "team_name", "country", "created_at"}
"""List the settings that no rule reads by themselves: what a team is called, where it is, how old it is."""
OPENAPI = json.loads((ROOT / "docs" / "openapi.json").read_text())
[WHY] = re.findall(r"### Why a field is wrong\n(.*?)\n`OPTIONS`", API, re.S)
REASONS = {
    reason: set(re.findall(r"`(\w+)`", params))
    for reason, params in re.findall(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|$", WHY, re.M)
}
OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, item in OPENAPI["paths"].items()
    for method, operation in item.items()
}


def every_refusal(kind=Refusal):
    for refusal in kind.__subclasses__():
        if refusal not in (FieldErrors, InvalidByName):
            yield refusal
        yield from every_refusal(refusal)


def params_given():
    """Return the params of each reason that our own code gives, from the calls that name the reason."""
    reasons = set(get_args(MistakeReason.__value__))
    by_class = {refusal.__name__: refusal.code for refusal in InvalidByName.__subclasses__()}
    found = {}
    for path in (path for part in ("shared", "functions") for path in (ROOT / part).rglob("*.py")):
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            named = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and arg.value in reasons]
            named = named or [by_class[call.func.id]] if getattr(call.func, "id", "") in by_class else named
            for reason in named[:1]:
                found.setdefault(reason, set()).update(one.arg for one in call.keywords if one.arg)
    return found | {limit.reason: {"most"} for limit in LIMITS}


def test_generated_files_are_up_to_date():
    found = subprocess.run(
        [sys.executable, "-m", "local.openapi", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert not found.stderr, found.stderr
    assert found.returncode == 0


def test_openapi_json_is_valid_openapi():
    assert OPENAPI["openapi"].startswith("3.1")
    validate(OPENAPI)


def test_every_operation_of_the_api_is_described_and_no_other():
    routed = {http.key for function in wiring.FUNCTIONS for http in function.http} - {"$default"}
    assert set(OPERATIONS) == routed


def test_operations_without_a_token_are_the_public_routes():
    public = {http.key for function in wiring.FUNCTIONS for http in function.http if http.public} - {"$default"}
    assert {key for key, operation in OPERATIONS.items() if {"token": []} not in operation["security"]} == public


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_every_operation_has_its_line_in_the_documentation(operation):
    assert f"| `{operation}` |" in API


def test_the_documentation_names_no_operation_that_does_not_exist():
    assert set(re.findall(r"\| `([A-Z]+ /[^`]*)` \|", API)) == set(OPERATIONS)


def test_operation_ids_are_unique_and_each_has_a_summary():
    ids = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(ids) == len(set(ids))
    assert all(operation["summary"] for operation in OPERATIONS.values())


def test_every_refusal_has_a_status():
    assert set(STATUS) == set(every_refusal())


def test_exactly_the_refusals_of_the_code_are_documented_with_their_status():
    documented = {code: int(status) for status, code in re.findall(r"^\| (\d{3}) \| `(\w+)` \|", API, re.M)}
    assert documented == {
        **{refusal.code: int(status) for refusal, status in STATUS.items()},
        INTERNAL["code"]: INTERNAL["status"],
    }


def test_exactly_the_reasons_of_field_errors_are_documented():
    assert sorted(REASONS) == sorted(get_args(MistakeReason.__value__))


def test_the_params_of_a_reason_are_documented():
    given = {reason: params for reason, params in params_given().items() if reason not in CALLED.values()}
    assert {reason: REASONS[reason] for reason in given} == given


def test_every_refusal_of_an_operation_has_an_example_at_its_status():
    codes = {refusal.code: str(int(status)) for refusal, status in STATUS.items()}
    for operation in OPERATIONS.values():
        for status, response in operation["responses"].items():
            examples = response.get("content", {}).get("application/problem+json", {}).get("examples", {})
            assert {codes[code] for code in examples} <= {status}


def test_every_kind_of_source_is_documented_as_kind_and_as_webhook():
    [listed] = re.findall(r"^Kinds of source are (.*?)\.", API, re.M | re.S)
    assert set(re.findall(r"`(\w+)`", listed)) == set(get_args(Kind))
    webhooks = API.split("\n## Webhooks\n")[1].split("\n## Outbound")[0]
    assert {kind for kind in get_args(Kind) if f"`{kind}`" not in webhooks} <= {"manual"}


def test_exactly_the_kinds_of_notifications_are_documented():
    section = API.split("\n## Notifications\n")[1].split("\n## ")[0]
    told = re.findall(r"^\| (`[^|]*`) \|[^|]*\|[^|]*\| (\S[^|]*) \|$", section, re.M)
    over = {kind: when for row, when in told for kind in re.findall(r"`(\w+)`", row)}
    assert set(over) == set(get_args(NotificationKind))
    by_hand = {kind for kind, when in over.items() if when.startswith("only its reader")}
    assert by_hand == {kind for kind, end in ENDS.items() if end == "reader"}


def test_the_rules_name_every_setting():
    assert {name for name in Settings.model_fields if f"`{name}`" not in RULES} == NOT_A_RULE


def test_the_signing_example_produces_the_standard_signature(tmp_path):
    [script] = [block for block in re.findall(r"```bash\n(.*?)```", API, re.S) if "webhook-signature" in block]
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    curl = 'curl() { printf "%s\\0" "$@"; }\n'
    told = subprocess.run(
        ["/bin/bash", "-euo", "pipefail", "-c", curl + script],
        env={"API": "http://api", "SOURCE": "source_1", "SECRET": secret, "PATH": "/usr/bin:/bin"},
        cwd=tmp_path, capture_output=True, text=True, check=True,
    ).stdout.split("\0")  # fmt: skip
    headers = dict(told[n + 1].split(": ", 1) for n, word in enumerate(told) if word == "-H")
    assert "http://api/webhooks/source_1" in told
    assert Webhook(secret).verify(told[told.index("--data-binary") + 1], headers)


def test_json_examples_are_valid_json():
    blocks = re.findall(r"```json\n(.*?)```", API, re.S)
    assert len(blocks) > 5
    for block in blocks:
        json.loads(block)
