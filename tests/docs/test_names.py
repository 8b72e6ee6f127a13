"""Does each public name of the product mean one thing?"""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("shared", "functions", "infra", "local")

PROTOCOLS = {
    "build": "every function is made from its doors by `build(doors)`",
    "main": "what `python -m` and cdk.json start",
    "parse": "a provider's module: its body as events",
    "verify": "a provider's module: who sent this",
    "repair": "a module of local/fixes: replace what differs from AWS",
    "pytest_addoption": "a plugin of pytest: its own options",
}
"""Functions that modules share on purpose, since callers choose a module and call it the same way; and why."""


def defined(kind, files):
    """The modules that define each public name: classes or functions, at the top of a module."""
    found = defaultdict(list)
    for file in files:
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, kind) and not node.name.startswith("_"):
                found[node.name].append(str(file.relative_to(ROOT)))
    return found


def below(*folders):
    return [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]


def shared_names(names):
    """Those that several modules define, with the modules."""
    return {name: files for name, files in names.items() if len(files) > 1}


def test_no_two_modules_define_a_class_of_the_same_name():
    assert shared_names(defined(ast.ClassDef, below(*PRODUCT))) == {}


def test_no_two_modules_of_the_domain_define_a_function_of_the_same_name():
    assert shared_names(defined(ast.FunctionDef, below("shared/domain"))) == {}


def test_modules_of_one_folder_share_the_name_of_a_function_only_where_it_is_a_protocol():
    folders = {file.parent for file in below("functions", "infra", "local")}
    found = [shared_names(defined(ast.FunctionDef, folder.glob("*.py"))) for folder in sorted(folders)]
    assert {name: files for names in found for name, files in names.items() if name not in PROTOCOLS} == {}


def test_every_protocol_has_several_modules():
    assert set(PROTOCOLS) <= set(shared_names(defined(ast.FunctionDef, below(*PRODUCT))))
