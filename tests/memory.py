"""AWS in memory: one for each process of tests. Making it, or a client of it, anew costs more than most tests do."""

from functools import cache

import boto3
from moto.core.base_backend import BackendDict
from moto.core.model_instances import reset_model_data


@cache
def client(service):
    """The client of a service, shared by all tests of this process: register no events on it, wrap it instead."""
    return boto3.client(service)


def forget():
    """Empty every service."""
    BackendDict.reset()
    reset_model_data()
