"""Decode an input to text, so that labels can be checked against what it says.

This is no recogniser: it undoes transport encodings only, and finds nothing.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import json
import re
import unicodedata
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesParser
from urllib.parse import unquote_plus

from tests.corpus.corpus import Case

_CHARSET = re.compile(r'charset="?([\w-]+)', re.I)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def readable(case: Case) -> str:
    """Return the input's text, with transport encodings undone and compatibility characters unified."""
    body = case.body()
    if body.startswith(b"\x1f\x8b"):
        body = gzip.decompress(body)
    suffixes = case.file.suffixes
    if ".eml" in suffixes:
        text = _mail(body)
    elif ".multipart" in suffixes:
        text = _multipart(body, case.headers["Content-Type"])
    else:
        text = _text(body, case.headers.get("Content-Type", ""))
        if ".urlencoded" in suffixes:
            text = "\n".join(_unquote(pair) for pair in text.split("&"))
    text = _unescaped_json(text)
    text += "\n" + re.sub(r"<[^>]+>", "", text)  # values that are split by markup
    return unicodedata.normalize("NFKC", html.unescape(text))


def digits(text: str) -> str:
    """Return the digits of a text, separators dropped, other scripts' digits as ASCII."""
    return "".join(str(unicodedata.digit(character)) for character in text if character.isdigit())


def _text(body: bytes, content_type: str) -> str:
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return body.removeprefix(mark).decode(charset)
    if named := _CHARSET.search(content_type):
        return body.decode(named[1])
    if declared := re.match(rb'<\?xml[^>]+encoding=["\']([\w-]+)', body):
        return body.decode(declared[1].decode())
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode("cp1252")


def _unquote(pair: str) -> str:
    """Undo one pair's percent signs: forms of old sites send Latin-1."""
    try:
        return unquote_plus(pair, errors="strict")
    except UnicodeDecodeError:
        return unquote_plus(pair, encoding="cp1252")


def _mail(body: bytes) -> str:
    """Return headers and text parts of a mail, attached mails included."""
    message = message_from_bytes(body, policy=policy.default)
    lines = []
    for part in message.walk():
        lines += [f"{name}: {value}" for name, value in part.items()]
        if part.get_content_maintype() == "text" and isinstance(part, EmailMessage):
            lines.append(_mail_text(part))
    return "\n".join(lines)


def _mail_text(part: EmailMessage) -> str:
    """Return a text part; without a declared charset its bytes decide, as old sites' mails demand."""
    raw = part.get_payload(decode=True)
    if part.get_content_charset() is None and isinstance(raw, bytes):
        return _text(raw, "")
    return str(part.get_content())


def _multipart(body: bytes, content_type: str) -> str:
    head = f"Content-Type: {content_type}\r\nMIME-Version: 1.0\r\n\r\n".encode()
    message = BytesParser(policy=policy.default).parsebytes(head + body)
    lines = []
    for part in message.iter_parts():
        raw = part.get_payload(decode=True)
        text = raw.decode(errors="replace") if isinstance(raw, bytes) else ""
        lines += [str(part.get("Content-Disposition", "")), text]
        if re.match(r"(Received|Return-Path|MIME-Version|From|DKIM-Signature):", text):
            lines.append(_mail(text.encode()))
    return "\n".join(lines)


def _unescaped_json(text: str) -> str:
    """Return the text with each JSON document in it, nested ones too, written plainly after it."""
    found = []
    for candidate in (text, *text.split("\n"), *(line.partition("=")[2] for line in text.split("\n"))):
        try:
            value = json.loads(candidate.strip().removeprefix("\ufeff"))
        except ValueError:
            continue
        found += list(_leaves(value))
    return "\n".join((text, *found))


def _leaves(value: object) -> list[str]:
    """Return every text and number of a JSON value; texts that hold JSON or base64 are opened."""
    if isinstance(value, dict):
        return [line for name, inner in value.items() for line in (str(name), *_leaves(inner))]
    if isinstance(value, list):
        return [line for inner in value for line in _leaves(inner)]
    text = str(value)
    if isinstance(value, str) and text[:1] in "{[":
        try:
            return [text, *_leaves(json.loads(text))]
        except ValueError:
            return [text]
    if isinstance(value, str) and len(text) > 40 and re.fullmatch(r"[\w+/-]+={0,2}", text):
        try:
            return [text, base64.b64decode(text, validate=True).decode()]
        except (binascii.Error, UnicodeDecodeError):
            return [text]
    return [text]
