"""Does `make sbom` list what is shipped, no more and no less?"""

import json

import pytest

from local.supply.sbom import components, differences, shipped_only

LOCK = {
    "name": "console",
    "packages": {
        "": {"dependencies": {"react": "^19"}, "devDependencies": {"vite": "^8"}},
        "node_modules/react": {"version": "19.3.1"},
        "node_modules/vite": {"version": "8.3.8", "dev": True},
        "node_modules/yaml": {"version": "2.0.0", "devOptional": True},
    },
}


def bill(*purls):
    return {"components": [{"purl": purl} for purl in purls]}


@pytest.mark.parametrize(
    ("purl", "package"),
    [
        ("pkg:pypi/pydantic-core@2.50.4", ("pydantic-core", "2.50.4")),
        ("pkg:npm/%40mantine/core@9.7.3", ("@mantine/core", "9.7.3")),
        ("pkg:npm/react@19.3.1?download_url=x", ("react", "19.3.1")),
    ],
)
def test_packages_are_named_as_the_locks_name_them(purl, package):
    assert components(bill(purl)) == {package}


def test_what_is_missing_or_too_much_is_told():
    told = differences(bill("pkg:npm/react@19.3.1", "pkg:npm/vite@8.3.8"), {("react", "19.3.1"), ("uplot", "1.6.32")})
    assert told == ["lacks uplot 1.6.32", "has vite 8.3.8, which is not locked"]


def test_a_bill_that_agrees_has_no_difference():
    assert differences(bill("pkg:npm/react@19.3.1"), {("react", "19.3.1")}) == []


def test_npm_is_shown_only_what_is_shipped():
    package, lock = shipped_only(
        '{"name": "console", "dependencies": {"react": "^19"}, "devDependencies": {}}', json.dumps(LOCK), "0.1.0"
    )
    assert json.loads(package) == {"name": "console", "version": "0.1.0", "dependencies": {"react": "^19"}}
    assert json.loads(lock)["packages"] == {
        "": {"dependencies": {"react": "^19"}},
        "node_modules/react": {"version": "19.3.1"},
    }
