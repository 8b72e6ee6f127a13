"""Take a body of any structure apart into facts: a path of names, and a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from functions.ingest.inquiries.field_readings import field_name
from functions.ingest.inquiries.word_set import word_set
from functions.ingest.recognition.field_lists import columns, embedded, is_plain, pairs_of
from functions.ingest.recognition.label_words import words_of_label
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.vocabulary import TEAM

MAX_VALUES = 500
MAX_LEVELS = 12
_MAX_LABEL = 200
# What names the question, the most telling first, and what holds the answer, where a field is an object of its own.
_TITLES = ("label", "title", "question", "field_label", "fieldlabel", "heading", "display_name", "column_name",
           "field_name", "fieldname", "campo", "feld", "champ", "etiqueta", "titulo", "titel", "titolo", "pregunta",
           "rotulo", "libelle", "intitule", "etichetta", "beschriftung", "bezeichnung", "clave", "enunciado",
           "frage", "domanda", "pergunta", "vraag",
           "name", "key", "column_id", "slug", "field", "id", "ref")  # fmt: skip
_ANSWERS = (
    "value",
    "answer",
    "values",
    "answers",
    "response",
    "respuesta",
    "valor",
    "valeur",
    "wert",
    "valore",
    "waarde",
    "antwort",
    "risposta",
    "resposta",
    "reponse",
    "antwoord",
    "string_value",
    "text",
    "simple_text",
    "user_value",
    "field_value",
    "fieldvalue",
    "answerdetails",
)
_IDS = ("id", "ref", "key", "field_id", "name")  # where a body describes its fields: by what each is known elsewhere
_HEADS = ("title", "label", "question")
_TYPES = ("type", "field_type", "fieldtype", "kind", "tipo", "typ", "channel", "canal")
_BESIDE = ("raw_value", "required", "options", "rows", "columns", "order", "field_id", "question_id", "definition",
           "position", "index", "page", "visible", "hidden", "uuid", "format", "valuetype", "sort_order",
           "versions")  # fmt: skip
_DEFINED_BY = ("fieldname", "fieldtype")  # what describes a field of a form, beside the answers to it
_WRITERS = ("author", "sender", "from", "creator", "participant", "actor", "requester", "owner")
_ASKERS = {"user", "contact", "lead", "customer", "visitor", "client", "end_user", "guest", "consumer"}
_TEAMS = {"office", "agent", "admin", "staff", "department", "callcenter", "operator", "bot", "team", "teammate",
          "branch", "assistant", "employee"}  # fmt: skip
_ROLES = ("type", "role", "kind", "tipo", "rol", "ruolo", "typ", "rolle", "funcion", "cargo")
_NO_ADDRESS = word_set("fax telefax")
_LEAST_ROW = 3  # values of a row
_MOST_OF_FIELD = 12  # members of an object that is a field


@dataclass(frozen=True, slots=True)
class LabelledValue:
    """A value with the names that lead to it.

    Attributes:
        path: the names, outermost first; the last is the label.
        value: a text, number or truth value, or a list of them.
        kind: what the sender calls the type of the field, such as `email`; empty if it says nothing.
        key: another name of the field, which programs know it by; empty if it has none.
        name: of the attribute that it is, if it is nothing else; empty to name it by its path.
    """

    path: tuple[str, ...]
    value: Any
    kind: str = ""
    key: str = ""
    name: str = ""

    @property
    def label(self) -> str:
        """Return the innermost name; empty if there is none."""
        return self.path[-1] if self.path else ""

    @property
    def field(self) -> str:
        """Return the name by which the team knows the field."""
        return field_name(self.path)


def labelled_values(body: object) -> list[LabelledValue]:
    """Return the facts in JSON, in order, `MAX_VALUES` at most.

    A field that is an object of its own, as form builders send them, is one fact: `{"label": "Name", "value": "Ana"}`.
    """
    facts = list(
        islice((one for one in _walk(body, LabelledValue((), None), MAX_LEVELS) if one.value != ""), MAX_VALUES)
    )
    return _with_told_labels(facts, body)


def _with_told_labels(facts: list[LabelledValue], body: object) -> list[LabelledValue]:
    """Name fields as the body describes them elsewhere: `Field4`, beside `{"ID": "Field4", "Title": "Phone"}`."""
    once = {name for name, times in Counter(one.label for one in facts).items() if times == 1}
    if not any(one.label.lower() in _IDS and _text(one.value) in once for one in facts):
        return facts
    told = {name: title for name, title in _descriptions(body, MAX_LEVELS) if name in once}
    said = {*told, *told.values()}
    kept = [
        one for one in facts if one.label in told or one.label.lower() not in _TITLES or _text(one.value) not in said
    ]
    return [
        replace(one, path=(*one.path[:-1], told[one.label]), key=one.label) if one.label in told else one
        for one in kept
    ]


def _descriptions(given: object, levels: int) -> Iterator[tuple[str, str]]:
    """Yield the names by which fields are known, with their labels, from what only describes them."""
    given = embedded(given) if isinstance(given, str) else given
    if not levels or not isinstance(given, (dict, list)):
        return
    names = {str(name).lower(): one for name, one in given.items()} if isinstance(given, dict) else {}
    title = next((_text(names[one]) for one in _HEADS if one in names), "")
    if title and not names.keys() & {*_ANSWERS}:
        yield from ((_text(names[one]), title) for one in _IDS if one in names)
    for one in given.values() if isinstance(given, dict) else given:
        yield from _descriptions(one, levels - 1)


def spread(facts: Sequence[LabelledValue]) -> list[LabelledValue]:
    """Return the values of all lists as facts of their own: of a row of a sheet that came without its headings."""
    lists = [(fact, fact.value) for fact in facts if isinstance(fact.value, list) and len(fact.value) >= _LEAST_ROW]
    return [replace(fact, path=(*fact.path, str(at)), value=one) for fact, row in lists for at, one in enumerate(row)]


def _walk(given: object, at: LabelledValue, levels: int, *, listed: bool = False) -> Iterator[LabelledValue]:
    """Yield the facts in a value; `at` holds what is known of it, `listed` says that it is one of a list."""
    given = embedded(given) if isinstance(given, str) else given
    if levels == 0 or given is None:
        return
    if isinstance(given, dict):
        if at.path and _is_asker(at.label, given):
            at = replace(at, path=(*at.path[:-1], "lead"))
        elif at.path and (_is_team(given) or (listed and _has_role_of_team(given))):
            at = replace(at, path=(*at.path[:-1], "agent"))
        elif at.path and any(isinstance(one, dict) and _is_asker(str(name), one) for name, one in given.items()):
            at = replace(at, path=(*at.path[:-1], "data"))  # whatever it is about, the asker wrote it
        if (at.path or listed) and (found := _field(given, at, listed=listed)):
            yield from _walk(found.value, replace(found, value=None), levels - 1)
            return
        if len(given) > 1 and all(isinstance(one, dict) for one in given.values()):
            told = _pairs(list(given.values()), at)
        else:
            told = []
        if told:
            yield from _of_pairs(told, at, levels)
            return
        if listed and at.path and (kind := _other_kind(given)):
            at = replace(at, path=(*at.path, kind))
        if named := columns(given):
            yield from _walk(named, at, levels - 1)
            return
        for name, value in given.items():
            kind = "" if isinstance(value, (dict, list)) else at.kind
            yield from _walk(value, LabelledValue((*at.path, str(name)[:_MAX_LABEL]), None, kind), levels - 1)
    elif isinstance(given, list) and (told := _pairs(given, at)):
        yield from _of_pairs(told, at, levels)
    elif isinstance(given, list) and any(isinstance(one, (dict, list)) for one in given):
        for one in given:
            if not _defines(one):
                yield from _walk(one, at, levels - 1, listed=True)
    elif isinstance(given, list):
        if given:
            yield replace(at, value=given[0] if len(given) == 1 else given)
    else:
        yield replace(at, value=given)


def _pairs(given: Sequence[Any], at: LabelledValue) -> list[tuple[str, Any]]:
    """Return the labels and values that a list consists of, unless its objects are fields by the names they use."""
    named = len(given) > MAX_VALUES or any(isinstance(one, dict) and _field(one, at, listed=True) for one in given)
    return [] if named else pairs_of(given)


def _of_pairs(pairs: Sequence[tuple[str, Any]], at: LabelledValue, levels: int) -> Iterator[LabelledValue]:
    for label, value in pairs:
        yield from _walk(value, LabelledValue((*at.path, label), None), levels - 1)


def _is_asker(name: str, given: Mapping[str, Any]) -> bool:
    """Return whether an object holds who wrote something, and they are no agent: `"author": {"type": "user", …}`."""
    kinds = {_text(given.get(one, "")).lower() for one in ("type", "role", "kind")}
    return name.lower() in _WRITERS and bool(kinds & _ASKERS)


def _is_team(given: Mapping[str, Any]) -> bool:
    """Return whether an object is somebody of the team, by its type: `{"type": "office", "name": …, "phone": …}`."""
    kinds = {_text(given.get(one, "")).lower() for one in ("type", "role", "kind")}
    return "name" in given and bool(kinds & _TEAMS)


def _has_role_of_team(given: Mapping[str, Any]) -> bool:
    """Return whether one of several objects is somebody of the team, by what it calls itself in any language."""
    told = (_text(one) for name, one in given.items() if str(name).lower() in _ROLES)
    return any({*words_of_label(one)} and {*words_of_label(one)} <= TEAM for one in told)


def _field(given: Mapping[str, Any], at: LabelledValue, *, listed: bool) -> LabelledValue | None:
    """Return the fact that an object is, if it is a field; its value may hold more. None for any other object."""
    if len(given) > _MOST_OF_FIELD:
        return None
    names = {str(name).lower().replace(" ", "_").replace("-", "_"): name for name in given}
    if "plain_text" in names:
        return replace(at, value=given[names["plain_text"]])
    if at.path and not listed and (typed := _typed(given)):
        return replace(at, value=given[typed], kind=typed)
    answer = next((names[one] for one in _ANSWERS if one in names), None)
    known = names.keys() <= {*_TITLES, *_ANSWERS, *_TYPES, *_BESIDE}
    if answer is None or not (known or (listed and _is_pair(given, names))):
        return None
    titles = [text for one in _TITLES if one in names and names[one] != answer and (text := _text(given[names[one]]))]
    kind = next((_text(given[names[one]]).lower() for one in _TYPES if one in names), at.kind)
    value = _chosen(given[answer], given.get(names.get("options", "")))
    if listed:
        titles = titles or ([kind] if read_label((kind,)).fields else [])
        return LabelledValue((*at.path, titles[0]), value, kind, titles[-1]) if titles else None
    title = titles[0] if titles else at.label
    return LabelledValue((*at.path[:-1], title), value, kind, at.label)


def _other_kind(given: Mapping[str, Any]) -> str:
    """Return what one of several addresses is called, if it is called after somebody or something else: a fax."""
    told = (_text(given.get(one, "")) for one in (*_TYPES, "label", "name"))
    return next((one for one in told if set(words_of_label(one)) & _NO_ADDRESS), "")


def _typed(given: Mapping[str, Any]) -> str:
    """Return the name of the value of an object that says its type and holds no more: `{"type": "x", "x": …}`."""
    kind = given.get("type")
    whole = isinstance(kind, str) and kind in given and given.keys() <= {"id", "type", kind}
    return str(kind) if whole and not isinstance(given[str(kind)], dict) else ""


def _defines(given: object) -> bool:
    """Return whether this only describes a field. What it asks is no answer: nobody has agreed to it yet."""
    names = {str(name).lower().replace("_", "") for name in given} if isinstance(given, dict) else set()
    return names.issuperset(_DEFINED_BY) and not names & {one.replace("_", "") for one in _ANSWERS}


def _is_pair(given: Mapping[str, Any], names: Mapping[str, Any]) -> bool:
    """Return whether an object of a list names a field and its value, whatever else it says of the field."""
    titled = any(one in names for one in ("name", "label", "title", "question", "key"))
    others = [value for name, value in names.items() if name not in (*_TITLES, *_ANSWERS, *_TYPES)]
    answered = any(one in names for one in ("value", "answer", "answerdetails"))
    return titled and answered and all(is_plain(given[name]) for name in others)


def _text(given: object) -> str:
    return str(given).strip()[:_MAX_LABEL] if isinstance(given, (str, int)) else ""


def _chosen(value: Any, options: Any) -> Any:
    """Return the texts of chosen options, where the value holds their ids."""
    if not isinstance(options, list) or not isinstance(value, (list, str)):
        return value
    texts = {
        one.get("id"): one.get("text") or one.get("label") or one.get("name")
        for one in options
        if isinstance(one, dict)
    }
    chosen = [texts.get(one, one) for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
    return chosen or value
