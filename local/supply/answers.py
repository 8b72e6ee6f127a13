"""Read what pip-audit and npm answer.

Both exit with 1 for a vulnerability and for a service that did not answer alike, and pip-audit with 0 for packages that
its service does not know: so what they print decides, never their exit codes.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """Hold what was found in some locks, one line each, and why it is not the whole answer, if it is not."""

    asked: str
    found: tuple[str, ...] = ()
    missing: str | None = None

    def told(self) -> str:
        """Return it for a person: what was found, then one line about the rest."""
        lines = [f"{self.asked}: {line}" for line in self.found]
        if self.missing:
            lines.append(f"{self.asked}: NOT CHECKED: {self.missing}")
        return "\n".join(lines or [f"{self.asked}: no known vulnerability"])


def code(answers: list[Answer]) -> int:
    """Return 1 if anything was found, otherwise 3 if an answer is missing, otherwise 0."""
    if any(answer.found for answer in answers):
        return 1
    return 3 if any(answer.missing for answer in answers) else 0


def of_pip_audit(asked: str, output: str, complaint: str) -> Answer:
    """Return what pip-audit answered.

    Args:
        asked: the locks that it was asked about.
        output: what it printed in JSON; nothing if it failed.
        complaint: what it printed of errors.
    """
    answer = _json(output)
    if answer is None or not answer.get("dependencies"):
        return Answer(asked, missing=_last_line(complaint) or "pip-audit printed nothing")
    found = tuple(
        f"{package['name']} {package['version']}: {', '.join([one['id'], *one['aliases']])}{_repaired(one)}"
        for package in answer["dependencies"]
        for one in package.get("vulns", [])
    )
    unknown = [package["name"] for package in answer["dependencies"] if "skip_reason" in package]
    missing = f"the service does not know {len(unknown)} packages, such as {unknown[0]}" if unknown else None
    return Answer(asked, found, missing)


def of_npm_audit(asked: str, output: str, complaint: str) -> Answer:
    """Return what `npm audit` answered; the arguments are those of `of_pip_audit`."""
    answer = _json(output)
    if answer is None or "vulnerabilities" not in answer:
        said = (answer or {}).get("message") or _last_line(complaint) or "npm printed nothing"
        return Answer(asked, missing=str(said))
    found = tuple(
        f"{name} {one['range']}".strip() + f": {one['severity']}: {', '.join(_titles(one))}"
        for name, one in sorted(answer["vulnerabilities"].items())
    )
    return Answer(asked, found)


def _repaired(vulnerability: dict[str, Any]) -> str:
    versions = vulnerability["fix_versions"]
    return f", repaired in {', '.join(versions)}" if versions else ""


def _titles(vulnerable: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a package: an advisory, or the name of a package that it uses."""
    for one in vulnerable["via"]:
        yield f"by {one}" if isinstance(one, str) else f"{one['title']} ({one['url']})"


def _json(output: str) -> dict[str, Any] | None:
    try:
        answer = json.loads(output)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _last_line(text: str) -> str:
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")
