"""Stage the assets to deploy, functions and layers, without docker, and name them by their content.

The name of a staged folder ends in a digest of all its inputs. An unchanged input is never built twice, and
CloudFormation sees a change exactly when there is one.
"""

import compileall
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from py_compile import PycInvalidationMode

from infra.imported_modules import imported

ROOT = Path(__file__).parent.parent
PYTHON = "3.13"
RECIPE = "3"
"""Raise this number when the way of staging changes, so that folders staged the old way are not used again."""

TASK = "/var/task"
"""Name the folder in which Lambda puts a function's code."""

UNUSED_SECONDS = 3600
"""Keep an older staging for this long: by then no deployment uses it, and it may be deleted."""

NOT_SHIPPED = ("phonenumbers/geodata", "phonenumbers/carrierdata", "phonenumbers/tzdata")
"""Leave out places, carriers and time zones of telephone numbers: 36 MB that parsing never opens."""


class Architecture(StrEnum):
    """Name the processor of the machine that runs the functions. On the embedded AWS that is this machine."""

    ARM64 = "arm64"
    X86_64 = "x86_64"

    @classmethod
    def of_host(cls) -> "Architecture":
        """Return the architecture of this machine."""
        return cls.ARM64 if platform.machine() in ("arm64", "aarch64") else cls.X86_64


@dataclass(frozen=True)
class Staged:
    """Hold a folder ready to be zipped, and the digest of its inputs."""

    path: Path
    digest: str


type Install = Callable[[Path, Path, str | None], None]
"""Install the packages of a lock file into a folder, for a platform (None: this machine's)."""


def install(lock: Path, target: Path, wheels_for: str | None) -> None:
    """Install the wheels of `lock`, checked against its hashes, with uv."""
    uv = Path(sys.prefix) / "bin" / "uv"
    subprocess.run(
        [
            *(str(uv) if uv.exists() else "uv", "pip", "install", "--quiet", "--no-config"),
            *("--target", str(target), "--python-version", PYTHON, "--only-binary=:all:", "--no-deps"),
            *("--require-hashes", "--link-mode=copy", "-r", str(lock)),
            *(("--python-platform", wheels_for) if wheels_for else ()),
        ],
        check=True,
        env={**os.environ, "VIRTUAL_ENV": sys.prefix},
    )


class Assets:
    """Stage into `.build/assets`, once per content."""

    def __init__(
        self,
        architecture: Architecture,
        *,
        on_host: bool = False,
        root: Path = ROOT,
        out: Path | None = None,
        install: Install = install,
    ) -> None:
        if sys.version_info[:2] != tuple(int(part) for part in PYTHON.split(".")):
            raise RuntimeError(
                f"bytecode is shipped, so Python {PYTHON} must build it, not {platform.python_version()}"
            )
        self.architecture = architecture
        self._root, self._out, self._install = root, out or root / ".build" / "assets", install
        machine = {Architecture.ARM64: "aarch64", Architecture.X86_64: "x86_64"}[architecture]
        self._wheels_for = None if on_host else f"{machine}-manylinux2014"

    def function(self, folder: str) -> Staged:
        """Stage `functions/<folder>/` and what it imports of `shared/` as bytecode, without the sources.

        Other changes deploy nothing.
        """
        every, own = _files(self._root / "shared"), _files(self._root / "functions" / folder)
        own.append(self._root / "functions" / "__init__.py")
        used = imported(self._root, (file for file in own if file.suffix == ".py"))
        shared = [file for file in every if file in used or file.suffix != ".py"]
        digest = self._digest_of([*shared, *own])

        def fill(target: Path) -> None:
            self._copy(own, target)
            _compile_away(target)
            compiled = self._shared(every).path
            for file in shared:
                name = _compiled(self._name(file))
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(compiled / name, target / name)

        return self._staged(f"function-{folder}", digest, fill)

    def layer(self, name: str) -> Staged:
        """Stage the wheels of requirements/<name>.lock, trimmed and compiled."""
        lock = self._root / "requirements" / f"{name}.lock"
        digest = _digest(
            [RECIPE, PYTHON, self._wheels_for or f"this {sys.platform} {self.architecture}", lock.read_bytes()]
        )

        def fill(target: Path) -> None:
            self._install(lock, target / "python", self._wheels_for)
            _trim(target / "python")
            _compile(target, "/opt")

        return self._staged(f"layer-{name}", digest, fill)

    def _shared(self, files: Sequence[Path]) -> Staged:
        """Stage `shared/`, compiled once, for all functions to copy."""

        def fill(target: Path) -> None:
            self._copy(files, target)
            _compile_away(target)

        return self._staged("shared", self._digest_of(files), fill)

    def _digest_of(self, files: Iterable[Path]) -> str:
        """Return the digest of files by name and content, in any order."""
        return _digest([RECIPE, *(part for file in sorted(files) for part in (self._name(file), file.read_bytes()))])

    def _copy(self, files: Iterable[Path], target: Path) -> None:
        """Copy files to the same relative place as in the checkout."""
        for file in files:
            copy = target / self._name(file)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)

    def _name(self, file: Path) -> str:
        return file.relative_to(self._root).as_posix()

    def _staged(self, name: str, digest: str, fill: Callable[[Path], None]) -> Staged:
        """Return the folder of that name and digest, built if needed.

        Build in a temporary folder and rename it, so that a folder is complete or missing.
        """
        path = self._out / f"{name}-{digest[:16]}"
        if path.exists():
            path.touch()
            return Staged(path, digest)
        self._out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._out, prefix="making-") as making:
            target = Path(making) / "asset"
            target.mkdir()
            fill(target)
            target.rename(path)
        for other in self._out.glob(f"{name}-*"):
            if time.time() - other.stat().st_mtime > UNUSED_SECONDS:
                shutil.rmtree(other, ignore_errors=True)
        return Staged(path, digest)


def _files(tree: Path) -> list[Path]:
    """Return the files of a folder to ship. Data files beside the code are included, caches are not."""
    return [file for file in tree.rglob("*") if file.is_file() and not _is_cache(file)]


def _is_cache(file: Path) -> bool:
    return "__pycache__" in file.parts or file.suffix == ".pyc" or file.name.startswith(".")


def _digest(parts: Iterable[str | bytes]) -> str:
    """One digest of all parts, each kept apart from the next by its length."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8) + data)
    return whole.hexdigest()


def _trim(packages: Path) -> None:
    """Remove what never runs in Lambda."""
    for name in ("bin", ".lock", *NOT_SHIPPED):
        _remove(packages / name)
    for pattern in ("**/__pycache__", "**/tests", "*.dist-info/RECORD", "*.dist-info/licenses", "**/*.pyi"):
        for found in list(packages.glob(pattern)):
            _remove(found)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _compiled(name: str) -> str:
    """Return the name of a file as it is shipped: a module's is that of its bytecode."""
    return f"{name}c" if name.endswith(".py") else name


def _compile_away(folder: Path) -> None:
    """Replace our own modules by their bytecode, without docstrings and asserts, which tell types only.

    Tracebacks keep files and lines. Libraries keep their sources: some read their own.
    """
    _compile(folder, TASK, optimize=2, legacy=True)
    for source in folder.rglob("*.py"):
        source.unlink()


def _compile(folder: Path, lands_at: str, *, optimize: int = 0, legacy: bool = False) -> None:
    """Compile to bytecode that Lambda uses without checking dates: zips date every file 1980.

    Args:
        folder: of the modules.
        lands_at: where Lambda puts it.
        optimize: not the level that this process runs with: 2 leaves out docstrings and asserts.
        legacy: whether the bytecode stands in the place of its module, where it is found without a source.
    """
    compiled = compileall.compile_dir(
        folder,
        maxlevels=20,
        quiet=1,
        stripdir=str(folder),
        prependdir=lands_at,
        optimize=optimize,
        legacy=legacy,
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )
    if not compiled:
        raise RuntimeError(f"{folder.name}: some module does not compile (see above)")
