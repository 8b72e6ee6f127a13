"""Tell which release and which commit this checkout is."""

import subprocess
import tomllib

from infra.assets import ROOT


def release() -> str:
    """Return the product's version, from pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def commit() -> str:
    """Return the commit that is checked out, and whether the checkout differs from it; `unknown` without git."""
    asked = ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        told = ""
    return told or "unknown"
