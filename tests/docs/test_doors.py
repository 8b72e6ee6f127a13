"""Do functions receive time, ids and chance only through their doors, and tests pass in stand-ins?"""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS_TO_OPEN = {"handler.py", "sweep_handler.py", "bootstrap_handler.py"}
"""List Lambda's entry points: only they create doors."""

OUTSIDE = {"datetime.now", "datetime.utcnow", "ids.new", "ids.chance", "time.time", "time.monotonic", "time.sleep"}

FOREIGN = {
    "socket",
    "builtins.open",
    "io.open",
    "iam_actions",
    "iam_evaluator",
    "dynamodb",
    "lambda_svc",
    "lambda_runtime",
    "lambda_runtime.Worker",
    "of_moto",
}
"""List what tests may patch: Python's own, the engine's and moto's names, which cannot be passed in."""


def trees(folder):
    """Parse each Python file below the folder."""
    for file in sorted((ROOT / folder).rglob("*.py")):
        if "node_modules" not in file.parts:
            yield file.relative_to(ROOT), ast.parse(file.read_text())


def test_functions_get_time_ids_and_chance_only_from_their_doors():
    found = [
        f"{file}:{node.lineno} {ast.unparse(node)}"
        for file, tree in trees("functions") if file.name not in OURS_TO_OPEN
        for node in ast.walk(tree) if isinstance(node, ast.Attribute) and ast.unparse(node) in OUTSIDE
    ]  # fmt: skip
    assert found == []


def patched(node):
    """Return what a call of `monkeypatch.setattr` or `mock.patch` replaces; None for any other call."""
    called = ast.unparse(node.func)
    if not called.endswith((".setattr", "mock.patch", "patch.object")) or not node.args:
        return None
    what = node.args[0]
    return what.value if isinstance(what, ast.Constant) else ast.unparse(what)


def test_no_test_patches_a_name_of_ours():
    """A patch of a wrong name silently keeps the real thing, so tests pass in what they replace."""
    found = [
        f"{file}:{node.lineno} {what}"
        for folder in ("tests", "benchmarks") for file, tree in trees(folder)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and (what := patched(node)) is not None and what not in FOREIGN
    ]  # fmt: skip
    assert found == []
