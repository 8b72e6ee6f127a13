"""Mock AWS in memory, once per test process: creating it, or a client, takes longer than most tests."""

from functools import cache

import boto3
from moto.core.base_backend import BackendDict
from moto.core.model_instances import reset_model_data


@cache
def client(service):
    """Return the client of a service, shared by all tests of this process.

    Register no events on it, wrap it instead.
    """
    return boto3.client(service)


def forget():
    """Empty every service."""
    BackendDict.reset()
    reset_model_data()
