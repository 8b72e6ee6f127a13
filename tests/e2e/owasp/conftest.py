"""Provide the attackers and their victim, made once for all tests of this folder, on the stack that tests share."""

import pytest

from tests.e2e import waiting
from tests.e2e.owasp.attacker import World
from tests.e2e.stack import Stack


@pytest.fixture(scope="session")
def world(stacks):
    return World(Stack(stacks.told("shared")), waiting.until)
