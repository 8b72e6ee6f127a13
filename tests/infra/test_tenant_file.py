"""Is a faulty tenant file refused in one line that names the file and the field?"""

import pytest

from infra.assets import ROOT
from infra.commands import deploy
from infra.tenant_file import TenantFile, TenantFileError

GOOD = (ROOT / "infra/tenants/example.toml").read_text()


@pytest.mark.parametrize("path", sorted((ROOT / "infra/tenants").glob("*.toml")), ids=lambda path: path.stem)
def test_the_existing_files_are_valid(path):
    assert TenantFile.read(path.stem).stack_name == f"relevo-{path.stem}"


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        pytest.param("Europe/Madrid", "Europe/Madird", "time_zone: unknown time zone 'Europe/Madird'", id="zone"),
        pytest.param('"Europe/Madrid"', '"../etc/passwd"', "time_zone: unknown time zone", id="no zone at all"),
        pytest.param('country = "ES"', 'country = "Spain"', "country: ", id="country"),
        pytest.param('language = "es"', 'language = "fr"', "language: ", id="language"),
        pytest.param("log_days = 90", "log_days = 91", "retention.log_days: ", id="retention"),
        pytest.param('"rainmaker@example.com"', '"nobody"', "rainmaker.email: ", id="e-mail"),
        pytest.param('mail_from = "relevo@example.com"', 'mail_from = "relevo"', "mail_from: ", id="sender"),
        pytest.param('"security@example.com"', '"security"', "security_address: ", id="security address"),
        pytest.param('"leads.example.com"', '"ana@leads.example.com"', "inbound_domain: ", id="a mailbox for a domain"),
        pytest.param("com/api", "com/api/", "public_url: ", id="an address with a slash at its end"),
        pytest.param("https://relevo", "http://relevo", "public_url: ", id="an address without TLS"),
        pytest.param("com/api", "com", "certificate_arn: is for the name in public_url", id="a console without /api"),
        pytest.param("acm:us-east-1", "acm:eu-west-1", "certificate_arn: ", id="a certificate from elsewhere"),
        pytest.param('removal_policy = "retain"', "", "removal_policy: Field required", id="missing"),
        pytest.param('"governance"', '"strict"', "object_lock: ", id="a lock that there is not"),
        pytest.param('= "retain"', '= "destroy"', "object_lock: needs removal_policy", id="a lock on what is deleted"),
        pytest.param("[retention]", "[retentoin]", "retention: Field required", id="misspelt table"),
        pytest.param('from = "09:00"', 'from = "9"', "working_hours.0.from: ", id="hours"),
        pytest.param('from = "10:00"', 'from = "14:00"', "working_hours.1: ", id="hours that end where they begin"),
        pytest.param('name = "example"', 'name = "acme"', "name: is 'acme', must be 'example'", id="another's name"),
        pytest.param("[team]", "[team", "Expected ']'", id="no TOML"),
    ],
)
def test_a_faulty_file_is_refused_in_one_line_with_file_and_field(tmp_path, was, becomes, told):
    (tmp_path / "example.toml").write_text(GOOD.replace(was, becomes))
    with pytest.raises(TenantFileError) as refusal:
        TenantFile.read("example", tmp_path)
    assert str(refusal.value).startswith(f"infra/tenants/example.toml: {told}") or told in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_an_unknown_tenant_is_one_line_and_exit_code_2(capsys):
    assert deploy.main(["nobody"]) == 2
    assert capsys.readouterr().err == "infra/tenants/nobody.toml: no such file (copy infra/tenants/example.toml)\n"


def test_a_missing_tenant_argument_prints_the_usage(capsys):
    assert deploy.main([]) == 2
    assert capsys.readouterr().err.startswith("usage: python -m infra.commands.deploy TENANT")


def test_the_seed_is_what_bootstrap_expects():
    seed = TenantFile.read("example").seed()
    assert set(seed) == {"settings", "rainmaker", "second_factor"}
    assert seed["settings"]["working_hours"][1] == {"days": ["sat"], "from": "10:00", "to": "14:00"}
    assert seed["rainmaker"] == {"email": "rainmaker@example.com", "first_name": "Ana", "last_name": "García"}
