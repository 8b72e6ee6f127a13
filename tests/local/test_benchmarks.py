"""Can every part of the benchmarks at least be started? They run seldom, so nothing else would notice."""

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def measures(file):
    """Return whether a module has a function `measure`, so is a part."""
    return any(
        isinstance(node, ast.FunctionDef) and node.name == "measure" for node in ast.parse(file.read_text()).body
    )


def test_every_module_that_measures_is_a_part_and_imports():
    """In a process of its own, as `make bench` is: the parts set variables of AWS when they are imported."""
    program = "from benchmarks.__main__ import PARTS; print(*PARTS)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) == {file.stem for file in (ROOT / "benchmarks").glob("*.py") if measures(file)}
