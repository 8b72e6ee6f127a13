"""Find which of the functions' files changed, and which functions a change affects."""

from collections.abc import Iterable
from importlib.util import cache_from_source
from pathlib import Path

FOLDERS = ("functions", "shared")
IGNORED_SUFFIXES = frozenset({".pyc", ".swp", ".tmp"})

type Snapshot = dict[str, tuple[int, int]]
"""Map each file below `FOLDERS`, by its path in the checkout, to its modification time (ns) and size."""


def look(root: Path) -> Snapshot:
    """Return the current files of the checkout at `root`, without caches and editors' own files."""
    found: Snapshot = {}
    for folder in FOLDERS:
        for place, folders, names in (root / folder).walk():
            folders[:] = [name for name in folders if name != "__pycache__" and not name.startswith(".")]
            for name in names:
                if not _is_ignored(name):
                    _note(found, root, place / name)
    return found


def _is_ignored(name: str) -> bool:
    return name.startswith(".") or name.endswith("~") or Path(name).suffix in IGNORED_SUFFIXES


def _note(found: Snapshot, root: Path, path: Path) -> None:
    try:
        told = path.stat()
    except FileNotFoundError:  # an editor's temporary file, deleted meanwhile
        return
    found[path.relative_to(root).as_posix()] = (told.st_mtime_ns, told.st_size)


def changed(before: Snapshot, after: Snapshot) -> set[str]:
    """Return the paths that were written, created or deleted between two snapshots."""
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def concerns(paths: Iterable[str], room: str) -> bool:
    """Return whether a change of `paths` affects the function whose code is `functions/<room>/` and `shared/`."""
    return any(path.startswith(("shared/", f"functions/{room}/")) or path.count("/") == 1 for path in paths)


def faults(root: Path, paths: Iterable[str]) -> list[str]:
    """Return the syntax errors in the Python files `paths`, each with its file and line."""
    return [fault for name in sorted(paths) if name.endswith(".py") and (fault := _fault(root, name))]


def _fault(root: Path, name: str) -> str | None:
    if not (root / name).exists():
        return None
    content = (root / name).read_bytes()
    try:
        compile(content, name, "exec", dont_inherit=True)
    except SyntaxError as problem:
        line = problem.lineno or 1
        text = b"".join(content.splitlines()[line - 1 : line]).decode(errors="replace")
        return f"{name}, line {line}: {problem.msg}\n    {text.strip()}"
    except ValueError as problem:  # a NUL
        return f"{name}: {problem}"
    return None


def forget_bytecode(root: Path, paths: Iterable[str]) -> None:
    """Delete the bytecode of `paths`: Python compares times in seconds and sizes, and would miss a quick edit."""
    for path in paths:
        if path.endswith(".py"):
            Path(cache_from_source(str(root / path))).unlink(missing_ok=True)
