"""Find what a Python file depends on: its imports, their imports, and the conftests that pytest loads with it."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

FOLDERS = ("functions", "shared", "infra", "local", "benchmarks", "tests")
ROOM = tuple(f"{folder}." for folder in FOLDERS)
BEYOND = frozenset({"__file__", "__path__", "import_module", "__import__", "importlib", "pkgutil", "runpy",
                    "subprocess", "getsource", "open()", "Path"})  # fmt: skip
"""List names by which a file may read others without importing it: it then depends on the whole checkout."""


class ImportGraph:
    """Hold the import graph of a checkout's own Python files."""

    def __init__(self, root: Path, names: Iterable[str]) -> None:
        self._root = root
        self._names = {name for name in names if name.endswith(".py")}
        self._direct: dict[str, frozenset[str]] = {}
        self._beyond: set[str] = set()

    def behind(self, name: str) -> frozenset[str]:
        """Return all files that `name` imports, directly or not, and itself."""
        found: set[str] = set()
        waiting = [name, *self._conftests(name)]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting.extend(self._imported(one) - found)
        return frozenset(found)

    def reaches_beyond(self, names: Iterable[str]) -> bool:
        """Return whether any of the files may depend on files that it does not import."""
        return any(self._imported(name) is not None and name in self._beyond for name in names)

    def _conftests(self, name: str) -> Iterator[str]:
        for folder in PurePosixPath(name).parents:
            if (conftest := f"{folder.as_posix()}/conftest.py") in self._names:
                yield conftest

    def _imported(self, name: str) -> frozenset[str]:
        if name not in self._direct:
            tree = ast.parse((self._root / name).read_bytes(), name)
            self._direct[name] = frozenset(self._files(_modules(tree)))
            if BEYOND & set(_names(tree)):
                self._beyond.add(name)
        return self._direct[name]

    def _files(self, modules: Iterable[str]) -> Iterator[str]:
        """Return the files of modules and of their packages."""
        for module in modules:
            parts = module.split(".")
            for end in range(1, len(parts) + 1):
                path = "/".join(parts[:end])
                yield from self._names & {f"{path}.py", f"{path}/__init__.py"}


def _modules(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)  # a submodule, or a name in the module
        elif isinstance(node, ast.ImportFrom):
            raise ValueError("a relative import: this checkout has none, and they are not followed")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(ROOM):
            yield node.value  # a module by its name, as in patch("shared.store.table")


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield f"{node.func.id}()"
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.name.partition(".")[0] for alias in node.names)
            yield (getattr(node, "module", None) or "").partition(".")[0]
