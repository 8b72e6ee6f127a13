"""Record which tests passed, and how long they took: `.build/fast.json`."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from xml.etree import ElementTree


@dataclass
class State:
    """Hold what is remembered between runs.

    Attributes:
        green: a test file → the digest of everything it depended on when it last passed.
        seconds: a test file → how long it took.
        console: a file of the console → its digest when the console's tests last passed.
    """

    green: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    console: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "State":
        """Return what is remembered; nothing if it cannot be read."""
        try:
            return cls(**json.loads(path.read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            return cls()

    def write(self, path: Path) -> None:
        """Write the file atomically."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".new")
        draft.write_text(json.dumps(asdict(self), indent=1) + "\n")
        draft.replace(path)


@dataclass(frozen=True)
class Result:
    """Hold the result of one test file."""

    seconds: float
    passed: bool


def results(report: Path, names: list[str]) -> dict[str, Result]:
    """Return the results of the test files `names` from a JUnit report, as far as it mentions them."""
    of_module = {name.removesuffix(".py").replace("/", "."): name for name in names}
    found: dict[str, Result] = {}
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - pytest's own
        name = of_module.get(case.get("classname") or case.get("name") or "")
        if name is not None:
            before = found.get(name, Result(0.0, passed=True))
            passed = before.passed and case.find("failure") is None and case.find("error") is None
            found[name] = Result(before.seconds + float(case.get("time") or 0), passed)
    return found
