"""Are ports chosen as set, else as last time, else free, and reserved meanwhile?"""

import socket

import pytest

from local.ports import HOST, Ports, is_free, reserved
from local.problems import Unusable


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def remembered(tmp_path):
    return tmp_path / "ports.json"


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def test_the_next_start_has_the_same_address(remembered):
    with reserved(remembered, {}) as first:
        pass
    with reserved(remembered, {}) as again:
        assert again == first


def test_two_runs_that_start_together_have_different_ports(tmp_path):
    with reserved(tmp_path / "one.json", {}) as one, reserved(tmp_path / "other.json", {}) as other:
        assert len({one.proxy, one.engine, one.smtp, other.proxy, other.engine, other.smtp}) == 6


def test_a_port_reserved_by_another_run_is_refused_by_name(tmp_path):
    with reserved(tmp_path / "one.json", {}) as one, pytest.raises(Unusable, match=r"\(RELEVO_PORT\) is in use"):
        reserved(tmp_path / "other.json", {"RELEVO_PORT": str(one.proxy)}).__enter__()


def test_a_remembered_port_that_is_taken_is_replaced(remembered, taken):
    remembered.write_text(f'{{"proxy": {taken}, "engine": {a_free_port()}}}')
    with reserved(remembered, {}) as ports:
        assert ports.proxy != taken


def test_a_set_port_is_used(remembered):
    proxy, engine, smtp = a_free_port(), a_free_port(), a_free_port()
    environment = {"RELEVO_PORT": str(proxy), "RELEVO_ENGINE_PORT": str(engine), "RELEVO_SMTP_PORT": str(smtp)}
    with reserved(remembered, environment) as ports:
        assert ports == Ports(proxy, engine, smtp)


def test_a_record_of_an_earlier_release_keeps_its_ports(remembered):
    proxy, engine = a_free_port(), a_free_port()
    remembered.write_text(f'{{"proxy": {proxy}, "engine": {engine}}}')
    with reserved(remembered, {}) as ports:
        assert (ports.proxy, ports.engine) == (proxy, engine)


def test_a_set_port_that_is_taken_is_refused_by_name(remembered, taken):
    with pytest.raises(Unusable, match=rf"Port {taken} \(RELEVO_PORT\) is in use"):
        reserved(remembered, {"RELEVO_PORT": str(taken)}).__enter__()


@pytest.mark.parametrize("text", ["http", "0", "70000", "-1"])
def test_an_invalid_port_is_refused(remembered, text):
    with pytest.raises(Unusable, match="must be a port"):
        reserved(remembered, {"RELEVO_ENGINE_PORT": text}).__enter__()


@pytest.mark.parametrize("other", ["RELEVO_ENGINE_PORT", "RELEVO_SMTP_PORT"])
def test_ports_must_differ(remembered, other):
    port = str(a_free_port())
    with pytest.raises(Unusable, match=f"RELEVO_PORT and {other} are both {port}: they must differ"):
        reserved(remembered, {"RELEVO_PORT": port, other: port}).__enter__()


def test_an_unreadable_record_is_ignored(remembered):
    remembered.write_text("not json")
    with reserved(remembered, {}) as ports:
        assert is_free(ports.proxy)
        assert is_free(ports.engine)
