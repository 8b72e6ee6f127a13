"""Provide the attackers and their victim, made once for all tests of this folder, on the stack that tests share."""

import time

import pytest

from tests.e2e.conftest import GENEROUS
from tests.e2e.owasp.attacker import World
from tests.e2e.stack import Stack


@pytest.fixture(scope="session")
def world(stacks):
    def until(true):
        patience = time.monotonic() + GENEROUS
        while not (found := true()):
            assert time.monotonic() < patience
            time.sleep(0.1)
        return found

    return World(Stack(stacks.told("shared")), until)
