"""Does one command have the sweep erase again what a restored table has back?"""

import io
import json

import pytest

from infra.commands.re_erase import ReErasureError, main, re_erase


class Lambda:
    """Stand in for Lambda: record the call, and answer."""

    def __init__(self, answer, error=None):
        self.answer, self.error, self.called = answer, error, None

    def invoke(self, *, FunctionName, Payload):
        self.called = FunctionName, json.loads(Payload)
        failed = {"FunctionError": self.error} if self.error else {}
        return {"Payload": io.BytesIO(json.dumps(self.answer).encode()), **failed}


def test_the_sweep_of_the_tenant_is_called():
    client = Lambda({"leads": 3})
    assert re_erase("demo", client) == 3
    assert client.called == ("relevo-demo-sweep:live", {"re_erase": True})


def test_a_failure_names_the_error_and_nothing_else():
    client = Lambda({"errorType": "Busy", "errorMessage": "lucia@example.com"}, "Unhandled")
    with pytest.raises(ReErasureError, match=r"^the sweep failed: Busy$"):
        re_erase("demo", client)


def test_the_command_needs_a_tenant(capsys):
    assert main([]) == 2
    assert main(["no-such-tenant"]) == 2
    assert "usage: python -m infra.commands.re_erase TENANT" in capsys.readouterr().err


def test_the_region_may_be_told_as_to_every_other_command(monkeypatch, capsys):
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    assert main(["no-such-tenant"]) == 2
    assert "no such file" in capsys.readouterr().err
