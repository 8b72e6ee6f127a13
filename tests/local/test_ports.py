"""Ports: as asked, else as last time, else free ones."""

import socket

import pytest

from local.ports import HOST, Ports, choose, is_free
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
    first = choose(remembered, {})
    assert choose(remembered, {}) == first


def test_a_remembered_port_that_is_taken_is_given_up(remembered, taken):
    remembered.write_text(f'{{"proxy": {taken}, "engine": {a_free_port()}}}')
    assert choose(remembered, {}).proxy != taken


def test_what_is_set_decides(remembered):
    proxy, engine = a_free_port(), a_free_port()
    environment = {"RELEVO_PORT": str(proxy), "RELEVO_ENGINE_PORT": str(engine)}
    assert choose(remembered, environment) == Ports(proxy, engine)


def test_a_set_port_that_is_taken_is_refused_by_name(remembered, taken):
    with pytest.raises(Unusable, match=rf"Port {taken} \(RELEVO_PORT\) is in use"):
        choose(remembered, {"RELEVO_PORT": str(taken)})


@pytest.mark.parametrize("text", ["http", "0", "70000", "-1"])
def test_what_is_no_port_is_refused(remembered, text):
    with pytest.raises(Unusable, match="must be a port"):
        choose(remembered, {"RELEVO_ENGINE_PORT": text})


def test_both_cannot_be_the_same(remembered):
    port = str(a_free_port())
    with pytest.raises(Unusable, match="must differ"):
        choose(remembered, {"RELEVO_PORT": port, "RELEVO_ENGINE_PORT": port})


def test_a_broken_memory_is_no_memory(remembered):
    remembered.write_text("not json")
    chosen = choose(remembered, {})
    assert is_free(chosen.proxy)
    assert is_free(chosen.engine)
