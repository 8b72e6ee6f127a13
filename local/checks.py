"""Check that this machine has what a run needs; report what is missing in one line."""

import shutil
import subprocess
import sys

from local import deployment
from local.problems import Unusable

PYTHON = (3, 13)
NODE = 20


def machine() -> None:
    """Check Python, Node and the CDK's command line.

    Raises:
        Unusable: something is missing or too old.
    """
    check_python(sys.version_info[:2])
    check_node(_node_version())
    if not deployment.CDK.exists():
        raise Unusable("The CDK's command line is not installed: run `make setup`.")


def check_python(found: tuple[int, int]) -> None:
    """Check that this Python is the version that Lambda has: the functions run on this interpreter."""
    if found != PYTHON:
        raise Unusable(f"Python {found[0]}.{found[1]} runs this, 3.13 is needed: run `make setup`.")


def check_node(version: str | None) -> None:
    """Check that Node is there and recent enough for the CDK.

    Args:
        version: as `node --version` prints it, None if there is no Node.
    """
    if version is None:
        raise Unusable(f"Node is missing: install Node {NODE} or newer, the CDK needs it.")
    major = version.strip().removeprefix("v").partition(".")[0]
    if not major.isdecimal() or int(major) < NODE:
        raise Unusable(f"Node {version.strip()} is too old: install Node {NODE} or newer, the CDK needs it.")


def _node_version() -> str | None:
    node = shutil.which("node")
    if node is None:
        return None
    return subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
