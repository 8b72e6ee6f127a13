"""Read the body of a form in whatever way it was sent: JSON, URL-encoded, multipart, or text; compressed or not."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from pydantic_core import from_json

from functions.ingest.inquiries.inquiry_builder import as_list, as_object
from functions.ingest.parsing.mime_message import MimeMessage
from functions.ingest.parsing.xml_tree import read_xml
from functions.ingest.recognition.labelled_values import MAX_VALUES
from functions.ingest.text.charset import decode_text, undone
from shared.domain.kernel.errors import BodyMalformed, BodyTooLarge

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_UNPACKED = 4 * 1024 * 1024  # bytes of a compressed body
_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 31
_PARTS = re.compile(r"[^\[\]]+")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_FORM_PAIR = re.compile(r"[^\s=&{}<>]{1,200}=")
_HTML = re.compile(r"<(?:!doctype html|html|head|body|div|p|table|span|br|h\d)\b", re.IGNORECASE)
_MOST_LEVELS = 8
_PART_OF_FIELD = re.compile(r"(\d{1,6})\.(\d{1,3})")
_NAME_PARTS = {"2": "title", "3": "first name", "4": "middle name", "6": "last name", "8": "suffix"}


def read_form(raw: bytes, content_type: str = "", encoding: str = "") -> object:
    """Return what a form sent, as JSON would have it; text that is none of the formats is returned as text.

    The content tells the format where the declared type does not fit it.

    Args:
        raw: the body.
        content_type: the header; empty if it was not sent.
        encoding: the header `Content-Encoding`.

    Raises:
        BodyTooLarge: it is too large when unpacked.
        BodyMalformed: there is nothing in it.
    """
    return _read(_unpacked(raw, encoding), content_type, xml=True)


def read_plain_form(raw: bytes, content_type: str = "") -> object:
    """Return what a browser's form sent: as `read_form` does, but nothing is unpacked, and no XML read.

    Raises:
        BodyMalformed: there is nothing in it.
    """
    return _read(raw, content_type, xml=False)


def _read(raw: bytes, content_type: str, *, xml: bool) -> object:
    declared = content_type.partition(";")[0].strip().lower()
    if declared == "multipart/form-data":
        return _with_name_parts(_nested(_multipart(raw, content_type)))
    found = _CHARSET.search(content_type)
    text = decode_text(raw, found[1] if found else "").strip()
    if not text:
        raise BodyMalformed
    if text.startswith(("{", "[")):
        try:
            return _with_name_parts(from_json(text, allow_inf_nan=False))
        except ValueError:
            pass
    if xml and text.startswith("<") and (tree := _xml(text)):
        return tree
    lines = "\n" in text and "&" not in text  # text with a field on each line
    if declared == "application/x-www-form-urlencoded" or (_FORM_PAIR.match(text) and not lines):
        return _with_name_parts(_nested(_pairs(text, found[1] if found else "")))
    return text


def _xml(text: str) -> dict[str, Any]:
    """Return XML as JSON would have it; nothing for HTML, or what is no XML."""
    if _HTML.match(text):
        return {}
    try:
        root = read_xml(text)
    except BodyMalformed:
        return {}
    found = _element(root, _MOST_LEVELS)
    return found if isinstance(found, dict) else {}


def _element(element: Element, levels: int) -> dict[str, Any] | str:
    """Return the text of an element, or its attributes and what it holds by their names."""
    found: dict[str, Any] = dict(element.attrib)
    for one in element if levels else ():
        value = _element(one, levels - 1)
        found[one.tag] = (
            _added(found.get(one.tag), value) if isinstance(value, str) else [*as_list(found.get(one.tag, [])), value]
        )
    text = (element.text or "").strip()
    if found and text:
        found["text"] = text
    return {name: one[0] if isinstance(one, list) and len(one) == 1 else one for name, one in found.items()} or text


def _unpacked(raw: bytes, encoding: str) -> bytes:
    """Return the body without its compression, which a sender may have left undeclared."""
    if not (raw.startswith(_GZIP) or encoding.strip().lower() == "deflate"):
        return raw
    unpack = zlib.decompressobj(_GZIP_WINDOW if raw.startswith(_GZIP) else zlib.MAX_WBITS)
    try:
        plain = unpack.decompress(raw, MAX_UNPACKED + 1)
    except zlib.error:
        return raw
    if len(plain) > MAX_UNPACKED:
        raise BodyTooLarge
    return plain


def _pairs(text: str, charset: str) -> list[tuple[str, str]]:
    """Return the fields of a URL-encoded form. Its escapes are UTF-8, unless they are not: then Windows-1252."""
    for one in filter(None, (charset, "utf-8", "cp1252")):
        try:
            found = parse_qsl(text, keep_blank_values=True, encoding=one, errors="strict", max_num_fields=MAX_VALUES)
            whole = undone("\0".join(part for pair in found for part in pair)).split("\0")
            return list(zip(whole[::2], whole[1::2], strict=False))
        except (LookupError, UnicodeError):
            continue
        except ValueError:
            break
    return parse_qsl("&".join(text.split("&")[:MAX_VALUES]), keep_blank_values=True, encoding="latin-1")


def _multipart(raw: bytes, content_type: str) -> list[tuple[str, str]]:
    """Return the fields of a multipart form; files are left out, but for their names. No field has parts of its own."""
    whole = b"Content-Type: " + content_type.encode("latin-1", "replace") + b"\r\n\r\n" + raw
    mail = MimeMessage(whole, depth=1)
    return [(one.name, one.file or one.text) for one in mail.parts() if one.name][:MAX_VALUES]


def _nested(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return fields with names such as `name[first]` as objects within objects; a repeated name holds a list."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        *containers, last = _PARTS.findall(name)[:_MOST_LEVELS] or [name]
        inner = found
        for one in containers:
            if not isinstance(inner.get(one), dict):
                inner[one] = {"": inner[one]} if one in inner else {}
            inner = inner[one]
        inner[last] = _added(inner.get(last), value)
    return found


def _with_name_parts(body: Any) -> Any:
    """Name the parts of a person's name, which Gravity Forms numbers: `1.3` is the first name in field 1.

    An address is numbered likewise, but has parts that a name has not.
    """
    if not isinstance(body, Mapping) or "form_id" not in body:
        return body
    found = [one for one in map(_PART_OF_FIELD.fullmatch, body) if one]
    parts = {field: {one[2] for one in found if one[1] == field} for field in {one[1] for one in found}}
    names = {field for field, there in parts.items() if {"3", "6"} <= there <= _NAME_PARTS.keys()}
    renamed = {one[0]: _NAME_PARTS[one[2]] for one in found if one[1] in names}
    return {renamed.get(name, name): value for name, value in body.items()}


def _added(before: Any, value: str) -> Any:
    if before is None:
        return value
    if isinstance(before, Mapping):
        return {**as_object(before), "": value}
    return [*before, value] if isinstance(before, list) else [before, value]
