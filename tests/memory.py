"""Mock AWS in memory, once per test process: creating it, or a client, takes longer than most tests."""

from contextlib import contextmanager
from functools import cache

import boto3
from moto.core.base_backend import BackendDict
from moto.core.model_instances import reset_model_data


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
    made = boto3.client(service)
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
