"""Can nobody else on this machine read what a run writes?"""

import logging
import subprocess
import sys

import pytest

from local import lock
from local.fixes import log_addresses
from local.private import UMASK, make_private


def mode(path):
    return path.stat().st_mode & 0o777


def test_a_folder_of_an_earlier_release_is_closed_with_the_files_in_it(tmp_path):
    folder = tmp_path / "engine"
    folder.mkdir(mode=0o755)
    key = folder / "cognito-rsa-key.pem"
    key.touch(mode=0o644)
    key.chmod(0o644)
    make_private(folder)
    assert (mode(folder), mode(key)) == (0o700, 0o600)


def test_the_engine_makes_files_for_its_owner_only(tmp_path):
    code = "import pathlib; pathlib.Path('key.pem').write_text('x'); pathlib.Path('keys').mkdir()"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, umask=UMASK, check=True)
    assert (mode(tmp_path / "key.pem"), mode(tmp_path / "keys")) == (0o600, 0o700)


def test_a_run_closes_its_folder_before_anything_else(tmp_path):
    folder = tmp_path / "run"
    with lock.held(folder / "lock"):
        assert mode(folder) == 0o700


@pytest.mark.parametrize(
    ("message", "args", "logged"),
    [
        ("SendEmail: %s | %s -> %s", ("m-1", "Relevo <relevo@example.com>", ["ana.b+c@example.com"]),
         "SendEmail: m-1 | Relevo <(address)> -> ['(address)']"),
        ("AdminCreateUser %s in pool %s", ("fay@example.com", "eu-1"), "AdminCreateUser (address) in pool eu-1"),
        ("GET /v2/email/identities/fay%%40example.com?x=1 %d", (200,), "GET /v2/email/identities/(address)?x=1 200"),
        ("ready", (), "ready"),
        ("one of %s and %s", ("a@b.example",), "one of %s and %s"),
    ],
)  # fmt: skip
def test_no_record_of_the_engine_names_an_address(message, args, logged):
    record = log_addresses.without_addresses(logging.LogRecord("ses", 20, "", 1, message, args, None))
    assert (record.getMessage() if args == () or record.args == () else record.msg) == logged


def test_every_record_goes_through_it():
    stock = logging.getLogRecordFactory()
    try:
        log_addresses.repair()
        made = logging.getLogger("ses").makeRecord("ses", 20, "", 1, "to %s", ("a@example.com",), None)
        assert made.getMessage() == "to (address)"
    finally:
        logging.setLogRecordFactory(stock)
