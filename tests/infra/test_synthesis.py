"""Is the CDK loaded, and each stack synthesized, once for a whole run of tests?"""

import sys

VARIANTS = {"demo", "production", "on_one_machine", "without_a_sender"}


def test_a_run_of_tests_synthesizes_each_stack_once(stacks):
    """Whatever the number of processes: each synthesis writes a line."""
    assert sorted((stacks / "synthesized.txt").read_text().split()) == sorted(VARIANTS)


def test_no_process_of_pytest_loads_the_cdk(stacks):
    assert "aws_cdk" not in sys.modules
    assert "jsii" not in sys.modules
