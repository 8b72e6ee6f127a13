"""`make sbom`: write what we ship of others as CycloneDX, for the functions and for the console, into .build/sbom.

The tools of PyPI and npm write them. Each is compared with the locks before it counts.
"""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from local.places import ROOT
from local.supply.shipped import CONSOLE, LAYERS, locked, of_console

OUT = ROOT / ".build" / "sbom"
UV = Path(sys.prefix) / "bin" / "uv"
NPM_SBOM = ("--sbom-format", "cyclonedx", "--sbom-type", "application", "--package-lock-only")
PURL = re.compile(r"pkg:\w+/(.+)@([^@?]+)(?:\?.*)?$")


def main() -> int:
    """Write both. Return 1 if one does not list exactly what the locks do."""
    OUT.mkdir(parents=True, exist_ok=True)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locks = [ROOT / "requirements" / f"{layer}.lock" for layer in LAYERS]
    console = ROOT / CONSOLE
    expected = {
        _write_functions(locks): {part for lock in locks for part in locked(lock.read_text()).items()},
        _write_console(console, project["version"]): {
            (one.name, one.version) for one in of_console((console / "package-lock.json").read_text())
        },
    }
    code = 0
    for file, packages in expected.items():
        bill = json.loads(file.read_text())
        print(f"{file.relative_to(ROOT)}: {len(components(bill))} packages")
        for line in differences(bill, packages):
            print(f"{file.name}: {line}", file=sys.stderr)
            code = 1
    return code


def differences(bill: Mapping[str, Any], locked: set[tuple[str, str]]) -> list[str]:
    """Return a line for each package that only the bill has, or only the locks."""
    listed = components(bill)
    return [f"lacks {name} {version}" for name, version in sorted(locked - listed)] + [
        f"has {name} {version}, which is not locked" for name, version in sorted(listed - locked)
    ]


def components(bill: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Return the names and versions that a bill lists, as the locks write them."""
    found = (PURL.match(component["purl"]) for component in bill["components"])
    return {(one[1].replace("%40", "@"), one[2]) for one in found if one}


def shipped_only(package: str, lock: str, version: str) -> tuple[str, str]:
    """Return the texts of a package.json and its lock without what is for development.

    npm can leave that out itself, but then also leaves out what is shipped and used for development as well.

    Args:
        package: the text of the package.json.
        lock: the text of its lock.
        version: npm's list needs one; ours is in pyproject.toml alone.
    """
    told, kept = json.loads(package), json.loads(lock)
    told["version"] = version
    for one in (told, kept["packages"][""]):
        one.pop("devDependencies", None)
    kept["packages"] = {
        path: one for path, one in kept["packages"].items() if not one.get("dev") and not one.get("devOptional")
    }
    return json.dumps(told), json.dumps(kept)


def _write_functions(locks: list[Path]) -> Path:
    """Install the layers' packages into an environment of their own, for their metadata, and list that."""
    file = OUT / "functions.cdx.json"
    with tempfile.TemporaryDirectory(dir=OUT) as folder:
        _run(UV, "venv", "--quiet", "--python", sys.executable, f"{folder}/venv")
        python = Path(folder, "venv", "bin", "python")
        _run(
            *(UV, "pip", "install", "--quiet", "--python", python, "--only-binary", ":all:", "--no-deps"),
            *("--require-hashes", *(part for lock in locks for part in ("-r", lock))),
        )
        _run(
            *(
                sys.executable,
                "-W",
                "ignore",
                "-m",
                "cyclonedx_py",
                "environment",
                "--pyproject",
                ROOT / "pyproject.toml",
                "--output-reproducible",
            ),
            *("--mc-type", "application", "--output-file", file, python),
        )
    return file


def _write_console(console: Path, version: str) -> Path:
    file = OUT / "console.cdx.json"
    package, lock = ((console / name).read_text() for name in ("package.json", "package-lock.json"))
    with tempfile.TemporaryDirectory(dir=OUT) as temporary:
        folder = Path(temporary, json.loads(package)["name"])  # npm calls what it lists as the folder is called
        folder.mkdir()
        package, lock = shipped_only(package, lock, version)
        (folder / "package.json").write_text(package)
        (folder / "package-lock.json").write_text(lock)
        file.write_text(_run("npm", "sbom", *NPM_SBOM, folder=folder))
    return file


def _run(*command: str | Path, folder: Path = ROOT) -> str:
    return subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
