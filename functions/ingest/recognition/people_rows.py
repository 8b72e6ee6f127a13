"""Tell whether a body is a list of people, each of whom asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from functions.ingest.inquiries.word_set import word_set
from functions.ingest.recognition.labels import read_label

_LISTS = word_set(
    "lead leads contacts contactos customers clientes prospects interesados solicitudes rows records entries"
)
_ROLES = word_set("role rol type tipo kind relation relationship relacion position")
_MOST_PEOPLE, _LEVELS_OF_LIST = 50, 3


def people_rows(body: object) -> list[Mapping[str, Any]]:
    """Return the objects of the list that a body is, or holds under a name of people; none if their roles differ."""
    held = body
    for _ in range(_LEVELS_OF_LIST):
        if not isinstance(held, dict):
            break
        named = (one for name, one in held.items() if str(name).lower() in _LISTS or len(held) == 1)
        held = next(named, None) or _only_list(held)
    if not isinstance(held, list) or not 1 < len(held) <= _MOST_PEOPLE:
        return []
    rows: list[Mapping[str, Any]] = [
        one for one in held if isinstance(one, dict) and not {str(name).lower() for name in one} & _ROLES
    ]
    return rows if len(rows) == len(held) else []


def _only_list(held: Mapping[str, Any]) -> list[Any] | None:
    """Return the only list of objects that an object holds, unless it is called after somebody or something else."""
    lists = [
        (name, one) for name, one in held.items() if isinstance(one, list) and any(isinstance(x, dict) for x in one)
    ]
    if len(lists) != 1 or read_label((str(lists[0][0]),)).others:
        return None
    return lists[0][1]
