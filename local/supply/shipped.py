"""List the packages that we ship: in the functions' layers and in the console. What only builds or tests is none."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

LAYERS = ("base", "contacts", "holidays", "push")
CONSOLE = Path("console")

OWN_WORDS = {
    "Dual License": "Apache-2.0 OR BSD-3-Clause",  # python-dateutil; its LICENSE file says which two
    "PSFL": "PSF-2.0",
}
"""Map what packages write in place of an identifier of SPDX."""


@dataclass(frozen=True, order=True)
class Package:
    """Hold a package, where it is shipped, and the expression of SPDX that it gives as its licence."""

    name: str
    version: str
    place: str
    licence: str


FONTS = (Package("Inter (typeface)", "4.001", "console", "OFL-1.1"),)
"""List what is in `console/src/app/fonts`; the console ships the licence as `inter-licence.txt`."""


def shipped(root: Path) -> list[Package]:
    """Return the packages of all layers and of the console with its typefaces, by name."""
    return sorted({*_of_layers(root), *of_console((root / CONSOLE / "package-lock.json").read_text()), *FONTS})


def locked(lock: str) -> dict[str, str]:
    """Return the packages that the text of a lock names, with their versions."""
    return dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", lock, re.M))


def of_console(lock: str) -> Iterator[Package]:
    """Return the packages that the text of a package-lock.json installs without those for development."""
    for path, one in json.loads(lock)["packages"].items():
        if path and not one.get("dev") and not one.get("devOptional"):
            name = path.rpartition("node_modules/")[2]
            yield Package(name, one["version"], "console", one.get("license", "unknown"))


def licence(told: metadata.PackageMetadata) -> str:
    """Return the licence that a package's metadata tells, as an expression of SPDX if it can be had."""
    words = told.get("License-Expression") or told.get("License") or "unknown"
    return OWN_WORDS.get(words, words)


def _of_layers(root: Path) -> Iterator[Package]:
    for layer in LAYERS:
        for name, version in locked((root / "requirements" / f"{layer}.lock").read_text()).items():
            yield Package(name, version, f"layer {layer}", licence(metadata.metadata(name)))
