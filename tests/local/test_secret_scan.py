"""Does the scan find secrets, and nothing else? What is planted is put together here, so that this file has none."""

import tomllib

import pytest

from local.supply import secret_scan
from local.supply.secret_patterns import secrets
from local.supply.secret_scan import digest, scan

KEY = "-----BEGIN " + "RSA PRIVATE KEY-----"
PLANTED = {
    "private key": [KEY, "-----BEGIN " + "PRIVATE KEY-----", "-----BEGIN " + "OPENSSH PRIVATE KEY-----"],
    "access key of AWS": ["AKIA" + "IOSFODNN7EXAMPLE", "ASIA" + "IOSFODNN7EXAMPLE"],
    "token of GitHub": ["ghp_" + "a1B2" * 9, "github_pat_" + "a1B2_" * 10],
    "token of GitLab": ["glpat-" + "a1B2-" * 4],
    "token of a registry": ["//registry.example.com/:_authToken" + "=a1b2c3d4e5"],
    "token of npm": ["npm_" + "a1B2" * 9],
    "token of PyPI": ["pypi-AgE" + "a1B2" * 20],
    "token of Slack": ["xoxb" + "-123456789012-abc"],
    "key of Google": ["AIza" + "a1B2c" * 7],
    "token of Meta": ["EAA" + "a1B2" * 20],
    "key of Stripe": ["sk_live_" + "a1B2" * 5],
    "webhook secret": ["whsec_" + "a1B2" * 8],
    "JSON web token": ["eyJ" + "a1B2" * 5 + ".eyJ" + "a1B2" * 5 + "." + "a1B2" * 5],
    "password in an address": ["postgres://" + "relevo:hunter2@db.example.com"],
}
RANDOM = "8Jq3vT0zLx" + "Wm5Rk2Yp9B"


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in PLANTED.items() for text in texts])
def test_a_secret_is_known_by_its_form(kind, text):
    [found] = secrets(f"first line\nconst x = '{text}';\n")
    assert (found.kind, found.line) == (kind, 2)
    assert text.startswith(found.text) or found.text in text


@pytest.mark.parametrize(
    "before",
    ['client_secret = "', '"accessToken": "', "API_KEY: str = '", "password='", 'headers["x-api-key"] = "', 'token("',
     "DB_PASSWORD=", "export META_TOKEN="],
)  # fmt: skip
def test_a_random_value_is_known_by_its_name(before):
    quote = before[-1] if before[-1] in "'\"" else ""
    [found] = secrets(f"\n{before}{RANDOM}{quote}\n")
    assert (found.text, found.line) == (RANDOM, 2)


@pytest.mark.parametrize(
    "text",
    [
        'secret = "correct-horse-battery-staple"',  # words
        'secret_name = "relevo-demo/sources/meta"',
        'token = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1"',
        'api_key = os.environ["API_KEY_OF_THE_PROVIDER"]',
        f'digest = "{RANDOM}"',
        'token = "short1"',
        "https://crm.example.com:8443/users@crm",
        "whsec_…",
        "-----BEGIN CERTIFICATE-----",
        "AKIA and ASIA",
    ],
)
def test_anything_else_is_no_secret(text):
    assert list(secrets(text)) == []


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "settings.py").write_text(f"\n{KEY}\n")
    (tmp_path / "plain.py").write_text("print()\n")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\0" + KEY.encode())
    return tmp_path


FILES = ["plain.py", "picture.png", "settings.py"]
ENTRY = f"settings.py {digest(KEY)}"


def test_a_secret_is_told_by_place_and_kind_but_never_itself(checkout):
    [line] = scan(checkout, FILES, {})
    assert line == f"settings.py:2: private key; if it is none: {ENTRY!r}"
    assert KEY not in line


def test_what_is_known_to_be_none_is_not_told(checkout):
    assert list(scan(checkout, FILES, {ENTRY: "an example"})) == []


@pytest.mark.parametrize("entry", [f"plain.py {digest(KEY)}", f"settings.py {digest('another')}"])
def test_an_entry_counts_for_one_secret_in_one_file_and_goes_when_that_does(checkout, entry):
    told = list(scan(checkout, FILES, {entry: "an example"}))
    assert [line.partition(":")[0] for line in told] == ["settings.py", "not_secrets.toml"]


@pytest.mark.parametrize("name", [".env", "infra/.env.production", "id_rsa", "keys/server.pem", "cert.p12"])
def test_a_file_that_holds_secrets_by_its_nature_is_told(tmp_path, name):
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("")
    assert list(scan(tmp_path, [name], {})) == [f"{name}: a file of this name holds a secret"]


def test_the_list_of_what_is_none_stays_short_and_has_reasons():
    known = tomllib.loads(secret_scan.KNOWN.read_text())
    assert len(known) <= 10
    assert all(known.values())
