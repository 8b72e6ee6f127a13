"""Does installing what we use run no code of its packages, and is what we install what was locked?"""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text()
SHIPPED = ("base", "contacts", "holidays", "push")
NODE = (".", "console", "tests/e2e/dynamodb-local")


def packages(lock):
    """Return the packages of a lock: name and version, and how many hashes each has."""
    found = re.findall(
        r"^([\w.-]+)==(\S+)(.*?)(?=^[\w.-]+==|\Z)", (ROOT / f"requirements/{lock}.lock").read_text(), re.M | re.S
    )
    return {(name, version): text.count("--hash=sha256:") for name, version, text in found}


@pytest.mark.parametrize("folder", NODE)
def test_npm_runs_no_script_of_a_package(folder):
    assert "ignore-scripts=true" in (ROOT / folder / ".npmrc").read_text().splitlines()


def test_every_command_that_installs_says_so_too():
    installs = re.findall(r"npm (?:ci|install)\b[^\n\"`]*", MAKEFILE)
    assert len(installs) == len(NODE)
    assert [line for line in installs if "--ignore-scripts" not in line] == []


def test_no_package_builds_itself_while_python_packages_are_installed():
    installs = re.findall(r"uv pip sync[^\n]*|pip install[^\n]*", MAKEFILE)
    assert installs
    assert [line for line in installs if "$(WHEELS)" not in line and "--only-binary :all:" not in line] == []


def test_the_one_exception_is_none_that_ships():
    assert re.findall(r"--no-binary (\S+)", MAKEFILE) == ["http-ece"]
    assert {name for lock in SHIPPED for name, _ in packages(lock)} & {"http-ece"} == set()


@pytest.mark.parametrize("lock", ["installer", "dev", "checkov", "bench", *SHIPPED])
def test_every_package_of_a_lock_has_its_hashes_and_no_address(lock):
    assert packages(lock)
    assert [package for package, hashes in packages(lock).items() if not hashes] == []
    assert not re.search(r"https?://|file:", (ROOT / f"requirements/{lock}.lock").read_text())


def test_every_command_that_installs_compares_hashes():
    installs = re.findall(r"uv pip sync[^\n]*|pip install[^\n]*", MAKEFILE)
    assert [line for line in installs if "--require-hashes" not in line] == []


@pytest.mark.parametrize("lock", SHIPPED)
def test_what_ships_is_what_is_tested(lock):
    assert packages(lock).keys() <= packages("dev").keys()


def test_what_is_measured_is_what_is_tested():
    assert packages("dev").keys() <= packages("bench").keys()


@pytest.mark.parametrize("folder", NODE)
def test_every_package_of_npm_has_its_hash(folder):
    locked = json.loads((ROOT / folder / "package-lock.json").read_text())["packages"]
    fetched = {name: one for name, one in locked.items() if name and not one.get("link") and not one.get("inBundle")}
    assert fetched
    assert [name for name, one in fetched.items() if "integrity" not in one] == []
