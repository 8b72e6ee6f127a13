"""Is what we ship of others listed completely, and under licences that allow it?"""

import json
import re
from email.message import Message
from pathlib import Path

import pytest

from local.supply import licences
from local.supply.shipped import FONTS, Package, licence, of_console, shipped

ROOT = Path(__file__).resolve().parents[2]
CONSOLE = ROOT / "console"


def test_the_page_lists_what_is_shipped():
    assert licences.PAGE.read_text() == licences.page(shipped(ROOT))


def test_all_of_it_is_under_an_allowed_licence():
    packages = shipped(ROOT)
    assert {package.place for package in packages} > {"console", "layer base"}
    assert licences.refused(packages) == []


def test_whatever_the_console_imports_is_listed():
    sources = [file for file in (CONSOLE / "src").rglob("*.ts*") if not file.name.endswith(".d.ts")]
    imported = {
        name
        for file in sources
        for name in re.findall(
            r"""(?:from|import|import\()\s*'((?:@[\w-]+/)?[a-z][\w.-]*)(?:/[^']*)?'""", file.read_text()
        )
    }
    told = json.loads((CONSOLE / "package.json").read_text())["dependencies"]
    assert imported > {"react", "@mantine/core"}
    assert imported - told.keys() == set()


@pytest.mark.parametrize(
    "expression", ["MIT", "(MIT OR CC0-1.0)", "GPL-3.0-only OR MIT", "MIT AND ISC", "Apache-2.0 OR BSD-3-Clause"]
)
def test_a_licence_is_allowed_if_one_may_choose_so(expression):
    assert licences.allowed(expression)


@pytest.mark.parametrize(
    "expression", ["", "unknown", "AGPL-3.0-only", "MIT AND GPL-3.0-only", "(MIT OR GPL-3.0) AND LGPL-3.0", "mit"]
)
def test_any_other_is_refused(expression):
    package = Package("left-pad", "1.0", "console", expression)
    assert licences.refused([package]) == [package]


def test_a_package_of_the_console_is_listed_unless_it_is_for_development():
    lock = {
        "": {"name": "relevo-console"},
        "node_modules/react": {"version": "19.3.1", "license": "MIT"},
        "node_modules/a/node_modules/@scope/b": {"version": "2.0.0"},
        "node_modules/vite": {"version": "8.3.8", "license": "MIT", "dev": True},
    }
    assert list(of_console(json.dumps({"packages": lock}))) == [
        Package("react", "19.3.1", "console", "MIT"),
        Package("@scope/b", "2.0.0", "console", "unknown"),
    ]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"License-Expression": "MIT-0", "License": "see file"}, "MIT-0"),
        ({"License": "PSFL"}, "PSF-2.0"),
        ({"License": "Dual License"}, "Apache-2.0 OR BSD-3-Clause"),
        ({"License": "a whole text"}, "a whole text"),
        ({}, "unknown"),
    ],
)
def test_a_python_packages_licence_is_told_by_its_metadata(told, expected):
    message = Message()
    for name, value in told.items():
        message[name] = value
    assert licence(message) == expected


def test_every_typeface_of_the_console_is_listed_and_ships_with_its_licence():
    fonts = sorted(file.name for file in (CONSOLE / "src" / "app" / "fonts").iterdir())
    assert fonts == ["inter-latin.woff2"], "list another typeface in local/supply/shipped.py"
    assert [font.name for font in FONTS] == ["Inter (typeface)"]
    assert "SIL OPEN FONT LICENSE Version 1.1" in (CONSOLE / "public" / "inter-licence.txt").read_text()
    assert (CONSOLE / "src" / "app" / "fonts" / "inter-latin.woff2").stat().st_size <= 60_000


def test_the_icons_that_were_copied_ship_with_their_licence():
    listed = {package.name: package.licence for package in of_console((CONSOLE / "package-lock.json").read_text())}
    assert listed["@iconify-json/tabler"] == "MIT"
    assert "(c) 2020-2026 Paweł Kuna" in (CONSOLE / "public" / "tabler-licence.txt").read_text()
