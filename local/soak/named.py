"""Show each failure of a soak as it comes, and keep the results in a file: a plugin of pytest (`-p local.soak.named`).

A soak takes hours. What it has found must be known also if it is stopped.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from local.soak.bounded import LEFT

EXAMPLE = re.compile(r"""@reproduce_failure\('[^']*', b(?:'[^']*'|"[^"]*")\)""")
"""Match how hypothesis says that the failing example is tried again."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the file for the results."""
    parser.addoption("--results", type=Path, required=True, help="the file to add a line of JSON to for each test")


def pytest_configure(config: pytest.Config) -> None:
    """Keep results where all workers' reports arrive."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Results(config))


def is_left(report: pytest.TestReport | pytest.CollectReport) -> bool:
    """Return whether the test did not begin, because the part's time was over."""
    return report.skipped and LEFT in report.longreprtext


class Results:
    """Write a line for each test that has ended."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.path: Path = config.getoption("--results")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the end of a test, or that it was left; what fails before or after it counts as the test's failure."""
        if report.failed or report.when == "call" or is_left(report):
            self._keep(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep which file cannot be read."""
        if report.failed:
            self._keep(report)

    def _keep(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        examples = EXAMPLE.findall(report.longreprtext) if report.failed else []
        line: dict[str, Any] = {"test": report.nodeid, "failed": report.failed, "left": is_left(report),
                                "examples": examples}  # fmt: skip
        with self.path.open("a") as file:
            file.write(json.dumps(line) + "\n")
        if report.failed:
            terminal: pytest.TerminalReporter = self.config.pluginmanager.getplugin("terminalreporter")
            terminal.write_line(f"\nFAILED {report.nodeid}\n{report.longreprtext}", red=True)
