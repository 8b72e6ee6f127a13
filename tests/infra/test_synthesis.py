"""Does only one program load the CDK, and is each stack synthesized once per test run?"""

import sys
from types import SimpleNamespace

from tests.conftest import LOADED
from tests.infra.conftest import stacks_last

VARIANTS = {"demo", "production", "adopted", "on_one_machine", "without_a_sender", "without_an_inbound_domain"}
SLOW_TO_LOAD = {"aws_cdk", "cdk_nag", "cfnlint", "jsii"}


def test_a_run_of_tests_synthesizes_each_stack_once(stacks):
    """Whatever the number of processes: each synthesis writes a line."""
    assert sorted((stacks / "synthesized.txt").read_text().split()) == sorted(VARIANTS)


def test_collecting_the_tests_does_not_load_the_cdk(request):
    """Every process of a run collects all tests first, and pays for what test modules import."""
    loaded = SLOW_TO_LOAD & request.config.stash[LOADED]
    assert loaded == set()


def test_no_process_of_pytest_loads_the_cdk_later(stacks):
    loaded = SLOW_TO_LOAD & set(sys.modules)
    assert loaded == set()


def test_one_process_has_the_stacks_made_while_another_does_the_rest():
    def item(name, *fixtures):
        return SimpleNamespace(name=name, fixturenames=[*fixtures])

    tests = [item("a"), item("b", "demo", "stacks"), item("c"), item("d", "stacks"), item("e")]
    assert "".join(one.name for one in stacks_last(tests)) == "baced"
