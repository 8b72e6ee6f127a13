"""Find the fields in what sends them apart from their labels: pairs, two lists, JSON or base64 within a text."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from pydantic_core import from_json

from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.values import emails_in, phones_in

_TOLD = re.compile(r"\s*([^\W\d_][^:=\n]{0,58}?)(?:\s?[:=]|\s[-–]\s)\s*(?!//)(\S[^\0]*)")  # a label and its value
_LINE = re.compile(r"([a-z_]{2,30}) = (.*)")
_HEADERS = ("headers", "header", "columns", "fields", "names", "keys", "labels", "questions", "titles")
_ENCODED = re.compile(r"(?:ey[IJ]|ew[0o]|W3s|Ww[0o])[\w+/-]{16,}={0,2}")  # base64 of what begins with `{` or `[`
_QUERY = re.compile(r"[\w.\[\]-]{1,60}=[^&\s=]*(?:&[\w.\[\]-]{1,60}=[^&\s=]*)+")  # as a browser sends a form
_MOST_LABEL = 60
_MOST_FIELDS = 200  # of a form
_MOST_LISTS = 12  # of an object among which its columns may be
_MOST_MEMBERS = 4  # of an object that is a field


def pairs_of(given: Sequence[Any]) -> list[tuple[str, Any]]:
    """Return the labels and values of a list whose members hold one of each; none if it is another list.

    A member is a text, `"Name: Ana"`, a list of two, `["Name", "Ana"]`, or an object with a label and a value under
    whatever names, `{"campo": "Name", "dato": "Ana"}`. Or there are two lists, of labels and of values.
    """
    if len(given) > _MOST_FIELDS:
        return []
    if all(isinstance(one, str) for one in given):
        return _pairs_in_texts(given)
    if all(isinstance(one, list) for one in given):
        return _pairs_in_lists(given) or _pairs_in_columns(given)
    return _pairs_in_objects(given) if all(isinstance(one, dict) for one in given) else []


def _pairs_in_texts(given: Sequence[str]) -> list[tuple[str, Any]]:
    found = [_TOLD.fullmatch(one) for one in given]
    pairs = [(one[1].strip(), one[2].strip()) for one in found if one]
    return pairs if len(pairs) > 1 and len(pairs) == len(given) else []


def _pairs_in_lists(given: Sequence[Sequence[Any]]) -> list[tuple[str, Any]]:
    """Return pairs of a label and its value, of which one at least is an address."""
    pairs = [(one[0].strip(), one[1]) for one in given if len(one) == 2 and isinstance(one[0], str)]
    return pairs if len(pairs) == len(given) > 1 and _are_fields(pairs) else []


def _pairs_in_columns(given: Sequence[Sequence[Any]]) -> list[tuple[str, Any]]:
    """Return the headings of a table with the cells of its only row."""
    if len(given) != 2 or len(given[0]) != len(given[1]) or not all(isinstance(one, str) for one in given[0]):
        return []
    pairs = list(zip(given[0], given[1], strict=True))
    return pairs if _are_fields(pairs) else []


def _pairs_in_objects(given: Sequence[Mapping[str, Any]]) -> list[tuple[str, Any]]:
    """Return each label with its value, where the same members hold them in all objects."""
    if any(len(one) > _MOST_MEMBERS for one in given):
        return []
    common = [name for name in given[0] if all(name in one for one in given)] if given else []
    for name in common:
        for other in common:
            pairs = [(one[name], one[other]) for one in given if isinstance(one[name], str)]
            if other != name and len(pairs) == len(given) and _are_fields(pairs):
                return pairs
    return []


def _are_fields(pairs: Sequence[tuple[str, Any]]) -> bool:
    """Return whether these are labels with their values: each another label, and a value that fits what it asks for."""
    labels = {label for label, _ in pairs}
    short = all(label and len(label) <= _MOST_LABEL for label in labels)
    return short and len(labels) == len(pairs) and any(_fits(label, value) for label, value in pairs)


def _fits(label: str, value: object) -> bool:
    """Return whether a text is the label of an address, or of a part of a name, and the other such a value."""
    read = read_label((label,))
    if not isinstance(value, str) or len(read.fields) != 1:
        return False
    if read.fields[0] in ("first_name", "last_name"):
        letters = value.replace(" ", "").replace("-", "").isalpha() and value[:1].isupper()
        return read.sure and letters and not read_label((value,)).fields
    return {"email": emails_in(value)[:1] == [value], "phone": bool(phones_in(value))}.get(read.fields[0], False)


def columns(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an object that holds their names in one list and their values in another."""
    lists = [(name, one) for name, one in given.items() if isinstance(one, list) and one]
    lists = lists[:_MOST_LISTS]
    for name, names in lists:
        if len(names) > _MOST_FIELDS or not all(isinstance(one, str) for one in names):
            continue
        for other, held in lists:
            values = held[0] if len(held) == 1 and isinstance(held[0], list) else held
            if other == name or len(values) != len(names) or not all(map(is_plain, values)):
                continue
            pairs = list(zip(names, values, strict=True))
            if str(name).lower() in _HEADERS or _are_fields(pairs):
                return {key: value for key, value in given.items() if key not in (name, other)} | dict(pairs)
    return {}


def is_plain(given: object) -> bool:
    """Return whether a value holds no others."""
    return not isinstance(given, (dict, list))


def embedded(text: str) -> object:
    """Return the JSON object or list that a text is, as some form builders send their answers; else the text."""
    plain = text.strip()
    pairs = [_LINE.fullmatch(line) for line in plain.splitlines()] if " = " in plain else []
    if pairs and all(pairs):
        return {pair[1]: pair[2] for pair in pairs if pair}
    if _QUERY.fullmatch(plain):
        return dict(parse_qsl(plain))
    if _ENCODED.fullmatch(plain):
        plain = _decoded(plain)
    if not (plain.startswith(("{", "[")) and plain.endswith(("}", "]"))):
        return text
    try:
        found = from_json(plain, allow_inf_nan=False)
    except ValueError:
        return text
    return found if isinstance(found, (dict, list)) else text


def _decoded(text: str) -> str:
    """Return what a text in base64 says, as queues wrap what they pass on; nothing if it is none."""
    try:
        return urlsafe_b64decode(text.translate(str.maketrans("+/", "-_")) + "=" * (-len(text) % 4)).decode().strip()
    except ValueError:
        return ""
