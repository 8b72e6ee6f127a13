"""Hold every answer of a test to docs/openapi.json: an operation refuses only with codes that it documents."""

import json
import re
from functools import cache
from pathlib import Path

DOCUMENT = json.loads((Path(__file__).parents[1] / "docs" / "openapi.json").read_text())


def answered(method, path, answer):
    """Return the status of a function's answer, and its body if it is JSON; fail if that is not documented."""
    text = answer.get("body") or ""
    body = json.loads(text) if text.startswith(("{", "[")) else None
    check(method, path, answer["statusCode"], body)
    return answer["statusCode"], body


def check(method, path, status, body):
    """Fail if the operation at `path` is not documented to answer with this status and code."""
    if status < 400 or not (operation := operation_of(method, path)):
        return
    answers = codes(*operation)
    said = body.get("code") if isinstance(body, dict) else None
    assert status in answers, f"{method} {operation[1]} answers {status} ({said}), which is not documented"
    known = answers[status]
    assert not said or not known or said in known, f"{method} {operation[1]} answers {said}, not one of {known}"


@cache
def codes(method, template):
    """Return the documented codes of each status of an operation; none where the status is the same for all."""
    found = DOCUMENT["paths"][template][method]["responses"]
    return {int(status): set(_examples(answer)) for status, answer in found.items()}


def _examples(answer):
    return answer.get("content", {}).get("application/problem+json", {}).get("examples", {})


def operation_of(method, path):
    """Return the method and template of the operation at a path; None if there is none."""
    plain = path.partition("?")[0]
    for template, pattern in _patterns():
        if pattern.fullmatch(plain) and method.lower() in DOCUMENT["paths"][template]:
            return method.lower(), template
    return None


@cache
def _patterns():
    """Return each template with its pattern; literal ones first, as the gateway chooses."""
    templates = sorted(DOCUMENT["paths"], key=lambda template: template.count("{"))
    return [(one, re.compile(re.sub(r"\{[^}]*\}", "[^/]+", one))) for one in templates]
