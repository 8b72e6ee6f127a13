"""Does a start wait for the command beside it, tell its failure, and end it when the start itself fails?"""

import os
import sys
from contextlib import ExitStack, contextmanager

import pytest

from local.meanwhile import meanwhile
from local.problems import Broken


@pytest.fixture
def beside(tmp_path, monkeypatch):
    """Provide a function that begins a Python program beside a start."""

    def begin(program):
        (tmp_path / "program.py").write_text(program)
        monkeypatch.setenv("RELEVO_MEANWHILE", f"{sys.executable} {tmp_path / 'program.py'}")
        return meanwhile(tmp_path / "log")

    return begin


@pytest.fixture
def gate(tmp_path):
    """Provide a pipe with a name: who opens an end of it waits for the other."""
    os.mkfifo(tmp_path / "gate")
    return tmp_path / "gate"


@pytest.fixture
def steps():
    return []


@pytest.fixture
def step(steps):
    @contextmanager
    def named(title):
        steps.append(title)
        yield

    return named


def test_the_start_waits_until_the_command_has_ended_and_its_output_is_kept_apart(beside, step, steps, gate, tmp_path):
    @contextmanager
    def waiting(title):
        with step(title):
            gate.open("w").close()  # the command ends only after the start waits for it
            yield

    with beside(f"open({str(gate)!r}).read(); print('built')") as finish:
        finish(waiting)
    assert steps == ["Building the console"]
    assert (tmp_path / "log").read_text() == "built\n"


def test_a_failed_command_fails_the_start_with_the_last_it_said(beside, step):
    with (
        pytest.raises(Broken, match=r"(?s)failed with 3:.*line 99\n\(log: "),
        beside("for at in range(100): print('line', at)\nraise SystemExit(3)") as finish,
    ):
        finish(step)


def test_a_start_that_fails_ends_the_command(beside, gate):
    waits = f"import signal; kept = open({str(gate)!r}, 'w'); print('began', file=kept, flush=True); signal.pause()"
    start = ExitStack()
    start.enter_context(beside(waits))
    with gate.open() as said:
        assert said.readline() == "began\n"
        start.close()
        assert said.read() == ""  # nobody holds the other end open any more


def test_without_a_command_nothing_is_waited_for(monkeypatch, step, steps, tmp_path):
    monkeypatch.delenv("RELEVO_MEANWHILE", raising=False)
    with meanwhile(tmp_path / "log") as finish:
        finish(step)
    assert steps == []
