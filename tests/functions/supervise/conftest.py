"""Fixtures of tests that let time pass while a lead is worked on."""

import pytest

from functions.supervise.doors import ReadLimits
from tests.make import NOON
from tests.watch import Watch


@pytest.fixture
def watch():
    return Watch(NOON)


@pytest.fixture
def limits():
    return ReadLimits()
