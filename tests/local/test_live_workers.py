"""In `make dev`, do the engine's own workers run the checkout's current code?"""

import io
import threading
import time
import zipfile

import pytest
from ministack.core import lambda_runtime

from local.fixes import unpacking
from local.live import workers

collect = lambda_runtime._collect
HANDLER = "functions.claim.handler.handler"
WAITS = """
import pathlib, time
def handler(event, context):
    pathlib.Path(event["begun"]).touch()
    while not pathlib.Path(event["go"]).exists():
        time.sleep(0.01)
    return "old"
"""


@pytest.fixture
def checkout(tmp_path):
    for name in ("functions/__init__.py", "functions/claim/__init__.py", "shared/__init__.py"):
        path = tmp_path / "checkout" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path / "checkout"


@pytest.fixture
def write(checkout):
    """Write the function's code."""
    return (checkout / "functions/claim/handler.py").write_text


def answer(text):
    return f"def handler(event, context):\n    return {text!r}\n"


@pytest.fixture
def told():
    return []


@pytest.fixture
def stock(monkeypatch):
    """Restore what the fixes replace, and end the processes that a test started."""
    monkeypatch.setattr(lambda_runtime.Worker, "_spawn", lambda_runtime.Worker._spawn)
    monkeypatch.setattr(lambda_runtime, "_collect", lambda *ended: (collect(*ended), close(ended[0])))
    yield
    lambda_runtime.reset()


def close(process):
    """Close the pipes: stock leaves those of an ended process to the garbage collector, which warns."""
    for pipe in (process.stdin, process.stdout, process.stderr) if process else ():
        pipe.close()


@pytest.fixture
def live(stock, checkout, tmp_path, told):
    unpacking.repair(workers.on_checkout(checkout, tmp_path))
    workers.tell_failed_starts(told.append)
    return workers.Warm()


def deployed(files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as zipped:
        for name, text in files.items():
            zipped.writestr(name, text)
    return content.getvalue()


def lease(code=b"", handler=HANDLER):
    config = {
        "FunctionName": "relevo-claim",
        "FunctionArn": "arn:aws:lambda:us-east-1:000000000000:function:relevo-claim",
        "Runtime": "python3.13",
        "Handler": handler,
        "Timeout": 60,
    }
    return lambda_runtime.acquire_worker("relevo-claim", config, code)[0]


def call(event=None, **function):
    worker = lease(**function)
    try:
        return worker.invoke(event or {}, "request")["result"]
    finally:
        lambda_runtime.release_worker(worker)


def wait_for(true):
    patience = time.monotonic() + 600  # only ends what would never end
    while not true():
        assert time.monotonic() < patience
        time.sleep(0.01)


def test_functions_run_from_the_checkout_and_a_changed_one_answers_with_its_new_code(live, write):
    write(answer("one"))
    assert call() == "one"
    write(answer("three"))
    assert call() == "one"
    [worker] = live.retire(["functions/claim/handler.py"])
    live.start(worker)
    assert call() == "three"


def test_a_call_that_comes_before_the_worker_is_started_again_starts_it(live, write):
    write(answer("one"))
    call()
    write(answer("three"))
    live.retire(["functions/claim/handler.py"])
    assert call() == "three"


def test_a_worker_that_a_change_does_not_affect_goes_on(live, write):
    write(answer("one"))
    call()
    assert live.retire(["functions/lost/handler.py"]) == []


def test_a_call_in_progress_is_answered_by_the_old_code(live, write, tmp_path):
    write(WAITS)
    begun, go = tmp_path / "begun", tmp_path / "go"
    answers = []
    caller = threading.Thread(target=lambda: answers.append(call({"begun": str(begun), "go": str(go)})))
    caller.start()
    wait_for(begun.exists)
    old = next(iter(lambda_runtime._workers.values()))[0]
    write(answer("new"))
    live.retire(["functions/claim/handler.py"])
    assert call() == "new"
    go.touch()
    caller.join(60)
    assert answers == ["old"]
    wait_for(lambda: old._proc is None)


def test_a_failed_import_is_reported_with_file_and_line(live, write, told):
    write("\nundefined_name\n")
    with pytest.raises(RuntimeError):
        call()
    assert 'File "functions/claim/handler.py", line 2, in <module>' in told[0]
    assert "importlib" not in told[0]
    assert "NameError: name 'undefined_name' is not defined" in told[0]


def test_after_a_failed_import_the_next_call_tries_again(live, write):
    write("undefined_name\n")
    with pytest.raises(RuntimeError):
        call()
    write(answer("repaired"))
    assert call() == "repaired"


def test_after_a_failed_import_the_function_starts_when_it_is_repaired(live, write):
    write(answer("one"))
    call()
    write("undefined_name\n")
    [worker] = live.retire(["functions/claim/handler.py"])
    live.start(worker)
    write(answer("repaired"))
    assert live.retire(["functions/claim/handler.py"]) == [worker]
    live.start(worker)
    assert worker._proc is not None
    assert call() == "repaired"


def test_foreign_functions_run_as_deployed(live):
    assert call(code=deployed({"index.py": answer("theirs")}), handler="index.handler") == "theirs"


def test_without_dev_mode_functions_run_as_deployed(stock, write):
    unpacking.repair()
    write(answer("checkout"))
    names = ("functions/__init__.py", "functions/claim/__init__.py")
    code = deployed({"functions/claim/handler.py": answer("deployed"), **dict.fromkeys(names, "")})
    assert call(code=code) == "deployed"


def test_an_unpacked_zip_is_not_unpacked_again(tmp_path):
    unpacked = unpacking.Unpacked(tmp_path)
    one, other = deployed({"a.py": "1"}), deployed({"a.py": "2"})
    folder = unpacked.folder(one)
    assert (folder / "a.py").read_text() == "1"
    (folder / "mark").touch()
    assert (unpacked.folder(one) / "mark").exists()
    assert unpacked.folder(other) != folder
