"""Clients of AWS, made once per process: lean, patient for as long as a function may be."""

from __future__ import annotations

import boto3
from botocore.config import Config

# Our own code decides what is sent and tests prove it; checking every parameter again costs each request.
_CONFIG = Config(
    parameter_validation=False,
    connect_timeout=2,
    read_timeout=8,
    max_pool_connections=16,
    retries={"mode": "standard", "total_max_attempts": 3},
)

session = boto3.session.Session()


def configuration() -> Config:
    """How Relevo's clients behave: pass it as `config` to `session.client`."""
    return _CONFIG
