"""Compute whether the deployed code is the code that is checked out."""

import hashlib
import os
import platform
from collections.abc import Iterator, Sequence
from pathlib import Path

from local.places import RELEASE

FOLDERS = ("infra", "functions", "shared")
EVERYTHING = (*FOLDERS, "local")
"""Add the engine's repairs and the demo team: they also shape the data of a new stack."""
FILES = ("cdk.json", "package-lock.json", "pyproject.toml", "requirements/base.lock", "requirements/contacts.lock",
         "requirements/push.lock")  # fmt: skip


def fingerprint(root: Path, tenant: str, folders: Sequence[str] = FOLDERS) -> str:
    """Return a digest of everything that shapes the deployed stack of `tenant`.

    Names and contents count; times and other tenants' files do not.
    """
    digest = hashlib.sha256(f"{platform.machine()} {platform.python_version()}".encode())
    for path in _inputs(root, tenant, folders):
        content = path.read_bytes()
        digest.update(f"\0{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    digest.update(_kept_elsewhere(tenant))
    if RELEASE is not None:
        digest.update(RELEASE.read_bytes())
    return digest.hexdigest()


def _kept_elsewhere(tenant: str) -> bytes:
    """Return the tenant's file, if the tenants' files are not in the checkout."""
    if not os.environ.get("TENANTS_DIR"):
        return b""
    from infra.tenant_file import tenants_folder  # here: it loads pydantic, and a start that has nothing to do is quick

    path = tenants_folder() / f"{tenant}.toml"
    return path.read_bytes() if path.is_file() else b""


def _inputs(root: Path, tenant: str, folders: Sequence[str]) -> Iterator[Path]:
    tenants = root / "infra" / "tenants"
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if "__pycache__" in path.parts or not path.is_file():
                continue
            if path.parent == tenants and path.suffix == ".toml" and path.stem != tenant:
                continue
            yield path
    yield from (root / name for name in FILES if (root / name).is_file())
