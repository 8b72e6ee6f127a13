"""Are sample leads signed as providers sign?"""

import json
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook as Verifier

from local.demo.people import inquiry
from local.guide import signed_curl
from local.lead import choose, headers
from local.problems import Unusable
from local.stack_file import Webhook

SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
SIGNED = Webhook(source_id="s1", title="Web", kind="standard", path="/webhooks/s1", secret=SECRET)
KEYED = Webhook(source_id="s2", title="Portal", kind="api_key", path="/webhooks/s2", secret="key")


def test_a_signature_is_the_standards():
    content = json.dumps(inquiry(), ensure_ascii=False).encode()
    Verifier(SECRET).verify(content, headers(SIGNED, content, "event", int(datetime.now(UTC).timestamp())))


def test_a_keyed_source_gets_its_key():
    assert headers(KEYED, b"{}", "event", 0) == {"X-Api-Key": "key"}


@pytest.mark.parametrize("wanted", ["Portal", "portal", "api_key", "s2"])
def test_a_source_is_found_by_title_kind_or_id(wanted):
    assert choose([SIGNED, KEYED], wanted) == KEYED


def test_by_default_the_first_source_is_taken():
    assert choose([SIGNED, KEYED], "") == SIGNED


def test_an_unknown_source_is_reported_with_the_existing_ones():
    with pytest.raises(Unusable, match=r"No source 'x'.*'Web' \(standard\), 'Portal' \(api_key\)"):
        choose([SIGNED, KEYED], "x")


def test_the_shell_lines_contain_the_key_in_hex():
    assert "hexkey:3031323334353637383961626364656630313233343536373839616263646566" in signed_curl(
        "http://api", SIGNED
    )
