"""Does everything come in by the doors: time, ids and chance into functions, stand-ins into what tests build?"""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS_TO_OPEN = {"handler.py", "sweep_handler.py", "bootstrap_handler.py"}
"""Lambda's entries: they alone open doors."""

OUTSIDE = {"datetime.now", "datetime.utcnow", "ids.new", "ids.chance", "time.time", "time.monotonic", "time.sleep"}

FOREIGN = {"socket", "builtins.open", "io.open", "iam_actions", "lambda_runtime", "lambda_runtime.Worker"}
"""What tests may patch: Python's own and the engine's, which nothing hands in."""


def trees(folder):
    """Each Python file below the folder, parsed."""
    for file in sorted((ROOT / folder).rglob("*.py")):
        if "node_modules" not in file.parts:
            yield file.relative_to(ROOT), ast.parse(file.read_text())


def test_no_function_looks_at_the_clock_makes_an_id_or_draws_but_through_its_doors():
    found = [
        f"{file}:{node.lineno} {ast.unparse(node)}"
        for file, tree in trees("functions") if file.name not in OURS_TO_OPEN
        for node in ast.walk(tree) if isinstance(node, ast.Attribute) and ast.unparse(node) in OUTSIDE
    ]  # fmt: skip
    assert found == []


def patched(node):
    """What a call of `monkeypatch.setattr` or `mock.patch` replaces; None for any other call."""
    called = ast.unparse(node.func)
    if not called.endswith((".setattr", "mock.patch", "patch.object")) or not node.args:
        return None
    what = node.args[0]
    return what.value if isinstance(what, ast.Constant) else ast.unparse(what)


def test_no_test_patches_a_name_of_ours():
    """A forgotten patch silently keeps the real thing: what tests replace, they hand in."""
    found = [
        f"{file}:{node.lineno} {what}"
        for folder in ("tests", "benchmarks") for file, tree in trees(folder)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and (what := patched(node)) is not None and what not in FOREIGN
    ]  # fmt: skip
    assert found == []
