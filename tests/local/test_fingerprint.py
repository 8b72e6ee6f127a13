"""Does exactly a change of what is deployed cause a redeployment?"""

from pathlib import Path

import pytest

from local.fingerprint import fingerprint


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in (
        "functions/claim/handler.py",
        "shared/environment/base.py",
        "infra/tenants/demo.toml",
        "infra/tenants/acme.toml",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "cdk.json").write_text("{}")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("functions/claim/handler.py", id="a function"),
        pytest.param("shared/environment/base.py", id="shared code"),
        pytest.param("infra/tenants/demo.toml", id="the tenant's file"),
        pytest.param("cdk.json", id="the CDK's settings"),
        pytest.param("shared/new.py", id="a new file"),
    ],
)
def test_a_change_to_what_is_deployed_changes_it(checkout, name):
    before = fingerprint(checkout, "demo")
    (checkout / name).write_text("changed")
    assert fingerprint(checkout, "demo") != before


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("infra/tenants/acme.toml", id="another tenant's file"),
        pytest.param("functions/claim/__pycache__/handler.pyc", id="bytecode"),
        pytest.param("README.md", id="what is not deployed"),
    ],
)
def test_other_changes_do_not_change_it(checkout, name):
    before = fingerprint(checkout, "demo")
    (checkout / name).parent.mkdir(exist_ok=True)
    (checkout / name).write_text("changed")
    assert fingerprint(checkout, "demo") == before


def test_moving_text_from_one_file_to_another_is_a_change(checkout):
    first, second = checkout / "shared/a.py", checkout / "shared/b.py"
    first.write_text("xy")
    second.write_text("")
    before = fingerprint(checkout, "demo")
    first.write_text("x")
    second.write_text("y")
    assert fingerprint(checkout, "demo") != before


def test_modification_times_do_not_matter(checkout):
    before = fingerprint(checkout, "demo")
    (checkout / "cdk.json").touch()
    assert fingerprint(checkout, "demo") == before


def test_the_tenants_file_counts_where_the_tenants_are_kept_elsewhere(checkout, tmp_path_factory, monkeypatch):
    elsewhere = tmp_path_factory.mktemp("tenants")
    monkeypatch.setenv("TENANTS_DIR", str(elsewhere))
    without = fingerprint(checkout, "demo")
    (elsewhere / "acme.toml").write_text("another's")
    assert fingerprint(checkout, "demo") == without
    (elsewhere / "demo.toml").write_text("changed")
    assert fingerprint(checkout, "demo") != without
