"""Mock AWS in memory, once per test process: creating it, or a client, takes longer than most tests."""

import copy
from contextlib import contextmanager
from functools import cache

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.base_backend import BackendDict
from moto.core.model_instances import reset_model_data
from moto.dynamodb.models import dynamodb_backends
from moto.secretsmanager.models import secretsmanager_backends

from tests import quick_moto


class _Heard:
    """Pass a client's events on to the observer of the moment, if there is one."""

    observer = None

    def before(self, model, **_):
        if self.observer:
            self.observer.before(model)

    def after(self, model, **_):
        if self.observer:
            self.observer.after(model)


_HEARD = _Heard()


@cache
def client(service):
    """Return the client of a service, shared by all tests of this process.

    Register no events on it: wrap it, or observe all calls (`observed`).
    """
    # Nobody reads here who asks, and nobody checks signatures of DynamoDB's calls, which are most; making both takes
    # long. S3's signatures are part of what a browser is given.
    unsigned = {"signature_version": UNSIGNED} if service == "dynamodb" else {}
    made = boto3.client(service, config=Config(user_agent="tests", **unsigned))
    made.meta.events.register_first("before-call", _HEARD.before)
    made.meta.events.register_last("after-call", _HEARD.after)
    return made


@contextmanager
def observed(observer):
    """Tell the observer of every call of every client, by botocore's own events; None observes nothing.

    `observer.before(model)` may raise in place of the call, `observer.after(model)` in place of its answer. The model
    is botocore's of the operation.
    """
    former, _HEARD.observer = _HEARD.observer, observer
    try:
        yield
    finally:
        _HEARD.observer = former


def forget():
    """Empty every service."""
    BackendDict.reset()
    reset_model_data()


_BEGUN = {}


def begin(make):
    """Empty every service, then create what `make()` creates: tables and secrets, which later calls put there again."""
    forget()
    if make not in _BEGUN:
        make()
        _BEGUN[make] = _tables().tables, _secrets().secrets
    tables, secrets = _BEGUN[make]
    _tables().tables = {name: quick_moto.copy_whole(table, {}) for name, table in tables.items()}
    _secrets().secrets = copy.deepcopy(secrets)


def items(table="relevo"):
    """Return all items of a table, in the order of their keys: what a scan answers, and without what it costs."""
    return [
        {name: _answered(value) for name, value in item.attrs.items()} for item in _tables().tables[table].all_items()
    ]


def _answered(value):
    """Return an attribute as a client answers it."""
    match value.type:
        case "L":
            inner = [_answered(one) for one in value.value]
        case "M":
            inner = {name: _answered(one) for name, one in value.value.items()}
        case "SS" | "NS" | "BS":
            inner = list(value.value)
        case _:
            inner = value.value
    return {value.type: inner}


def _tables():
    return dynamodb_backends[DEFAULT_ACCOUNT_ID][boto3.DEFAULT_SESSION.region_name]


def _secrets():
    return secretsmanager_backends[DEFAULT_ACCOUNT_ID][boto3.DEFAULT_SESSION.region_name]
