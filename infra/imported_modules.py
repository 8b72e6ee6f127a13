"""Find the modules that code imports, so that a function ships only what it can run."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path


def imported(root: Path, start: Iterable[Path]) -> frozenset[Path]:
    """Return the files below `root` that `start` imports, directly or not, `start` included.

    Read the sources only: an import inside a function counts; one that is for types alone (`if TYPE_CHECKING`) never
    runs and does not, nor does a module that is named by a text.

    Args:
        root: the checkout, whose folders are packages.
        start: Python files below `root`.
    """
    found: set[Path] = set()
    named: set[str] = set()
    waiting = list(start)
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            new = _modules(file, file.read_bytes()) - named
            named |= new
            waiting += [path for module in new for path in _files(root, module)]
    return frozenset(found)


@cache  # most of `shared` is imported by each of a dozen functions
def _modules(file: Path, source: bytes) -> frozenset[str]:
    """Return the dotted names that a file imports. `from a import b` names `a.b`, which may be a name in `a`."""
    names: set[str] = set()
    for node in _run(ast.parse(source, str(file))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(names)


def _run(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield all nodes of a syntax tree, without what only a type checker reads."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            waiting += node.orelse
        else:
            waiting += ast.iter_child_nodes(node)


def _files(root: Path, module: str) -> Iterator[Path]:
    """Yield the files that importing a module runs: itself, and the `__init__` of each package around it."""
    parts = module.split(".")
    for end in range(1, len(parts) + 1):
        path = root.joinpath(*parts[:end])
        yield from (file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file())
