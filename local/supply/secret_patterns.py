"""Recognise secrets in a text: by the form that their issuer gives them, or by a name and a value that looks random."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

FORMS = {
    "private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----",
    "access key of AWS": r"\b(?:AKIA|ASIA)[A-Z2-7]{16}\b",
    "token of GitHub": r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{36,})",
    "token of GitLab": r"\bglpat-[\w-]{20,}",
    "token of a registry": r"_authToken\s*=\s*[^\s$'\";]{8,}",
    "token of npm": r"\bnpm_[A-Za-z0-9]{36}\b",
    "token of PyPI": r"\bpypi-AgE[\w-]{50,}",
    "token of Slack": r"\bxox[abeoprs]-[\w-]{10,}",
    "key of Google": r"\bAIza[\w-]{35}\b",
    "token of Meta": r"\bEAA[A-Za-z0-9]{60,}",
    "key of Stripe": r"\b[rs]k_live_[A-Za-z0-9]{16,}",
    "webhook secret": r"\bwhsec_[A-Za-z0-9+/=]{24,}",
    "JSON web token": r"\beyJ[\w-]{16,}\.eyJ[\w-]{16,}\.[\w-]{16,}",
    "password in an address": r"\b[a-z][a-z+]*://[^\s/:@\"'<>{}$]+:[^\s/:@\"'<>{}$]{3,}@[\w.-]+",
}
"""Map a kind of secret to the expression that finds it."""

COMPILED = {kind: re.compile(form) for kind, form in FORMS.items()}

NAMES = "secret|token|passwd|password|api[_-]?key|access[_-]?key|private[_-]?key|signing[_-]?key|credential"
VALUE = r"(?P<value>[A-Za-z0-9+/=_.~-]{16,})"
GIVEN = r"""["'\]]*\s*(?::\s*[\w\[\] |]+)?(?:[=:]|=>|\()\s*[rbf]?"""
"""Match what stands between a name and its quoted value, in Python, TypeScript, JSON, YAML or TOML."""

NAMED = (
    re.compile(rf"""(?i)(?:{NAMES})[\w-]{{0,40}}{GIVEN}(?P<quote>["']){VALUE}(?P=quote)"""),
    re.compile(rf"(?im)(?:{NAMES})\w{{0,40}}={VALUE}$"),
)
"""Find a value without spaces given to something with a telling name: in quotes, or as in a file of settings."""

BITS = 3.5
"""Take a named value for random from this many bits for each character; words have less. Hexadecimal has at most 4."""


@dataclass(frozen=True)
class Found:
    """Hold what looks like a secret: its line, from 1, its kind, and its text."""

    line: int
    kind: str
    text: str


def secrets(text: str) -> Iterator[Found]:
    """Yield whatever looks like a secret."""
    known = [(kind, one) for kind, form in COMPILED.items() for one in form.finditer(text)]
    for kind, one in known:
        yield Found(_line(text, one.start()), kind, one[0])
    for one in (one for named in NAMED for one in named.finditer(text)):
        value = one["value"]
        if _looks_random(value) and not any(other[0] in value for _, other in known):
            yield Found(_line(text, one.start("value")), "random value with a telling name", value)


def entropy(text: str) -> float:
    """Return Shannon's entropy: bits for each character."""
    return -sum(count / len(text) * math.log2(count / len(text)) for count in Counter(text).values())


def _looks_random(value: str) -> bool:
    return bool(re.search(r"\d", value) and re.search(r"[A-Za-z]", value)) and entropy(value) >= BITS


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
