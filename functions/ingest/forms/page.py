"""The page of an open form, as HTML without scripts, in the language of the form."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from functions.ingest.forms.posted_form import CONSENT, TOKEN, TRAP, VERSION, PostedForm
from shared.domain.i18n.translate import fact, translate
from shared.domain.kernel.record import SourceId
from shared.domain.plan_records.open_form import Asked, FormField, OpenForm

STYLE = """\
:root{color-scheme:light dark}
body{font:1.0625rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:32rem;padding:1.5rem;color:#1b2a33;background:#fff}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem;overflow-wrap:anywhere}
label{display:block;font-weight:600;margin:1rem 0 .25rem}
label small{font-weight:400;color:#44545e}
input,textarea{box-sizing:border-box;width:100%;min-height:2.75rem;padding:.5rem .75rem;font:inherit;color:inherit;\
background:#fff;border:1px solid #6b7c86;border-radius:.5rem}
textarea{min-height:7rem}
.box{display:grid;grid-template-columns:auto 1fr;gap:.75rem;align-items:start;margin:1rem 0 0}
.box input{width:1.5rem;min-height:1.5rem;margin:0}
.box label{font-weight:400;margin:0;overflow-wrap:anywhere}
.wrong{color:#b3261e;margin:.25rem 0 0}.says{background:#e8f3f7;padding:.75rem 1rem;border-radius:.5rem}
[aria-invalid]{border-color:#b3261e}
.away{position:absolute;left:-99rem;width:1px;height:1px;overflow:hidden}
button{width:100%;min-height:3rem;margin-top:1.5rem;border:0;border-radius:.5rem;font:inherit;font-weight:600}
button{color:#fff;background:#0b5d7a}
:focus-visible{outline:3px solid #e08a00;outline-offset:2px}a{color:#0b5d7a}
@media(prefers-color-scheme:dark){body{color:#e8eef2;background:#12191e}label small{color:#b4c1ca}a{color:#7cc8e6}\
input,textarea{background:#1b252c;border-color:#8fa1ac}.says{background:#1d3540}.wrong{color:#ffb4ab}\
[aria-invalid]{border-color:#ffb4ab}}
"""
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Frame-Options": "SAMEORIGIN",
    "Cache-Control": "no-store",
}
KINDS = {"name": "text", "email": "email", "phone": "tel"}
FILLED_BY = {"name": "name", "email": "email", "phone": "tel"}


class ShownForm(NamedTuple):
    """A form as a page shows it: of which source and team, and with which new token."""

    form: OpenForm
    source_id: SourceId
    team: str
    token: str


def words(form: OpenForm, key: str, **values: str) -> str:
    """Return a sentence in the form's language."""
    return translate(fact(key, **values), form.language)


def form_page(
    shown: ShownForm, posted: PostedForm | None = None, mistakes: Mapping[str, str] | None = None, says: str = ""
) -> str:
    """Return the page with the form.

    Args:
        shown: the form.
        posted: what was typed already.
        mistakes: what to change in it: keys of sentences, by field.
        says: the key of a sentence above the form.
    """
    form, wrong = shown.form, mistakes or {}
    typed = posted.typed if posted else {}
    told = f'<p class="says" role="status">{escape(words(form, says))}</p>' if says else ""
    fields = "".join(_field(form, one, how, typed.get(one, ""), wrong.get(one)) for one, how in form.asked())
    kept = "".join(_hidden(name, value) for name, value in (posted.more if posted else {}).items())
    # The address is relative: whatever stands before it, as a proxy's `/api`, stays.
    return _whole(
        form,
        words(form, "form.title", team=shown.team),
        f'{told}<form method="post" action="{shown.source_id}" accept-charset="utf-8" novalidate>{fields}'
        f"{_consent(form, wrong.get(CONSENT), agreed=bool(posted and posted.agreed))}{_trap(form)}"
        f"{_hidden(TOKEN, shown.token)}{_hidden(VERSION, form.consent_version)}{kept}"
        f'<button type="submit">{escape(words(form, "form.send"))}</button>'
        "</form>",
    )


def thanks_page(form: OpenForm) -> str:
    """Return the page that a visitor sees after sending."""
    says = escape(words(form, "form.thanks.says"))
    return _whole(form, words(form, "form.thanks"), f'<p role="status">{says}</p>')


def _whole(form: OpenForm, title: str, content: str) -> str:
    return (
        f'<!doctype html><html lang="{form.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{content}</main></body></html>"
    )


def _field(form: OpenForm, name: FormField, how: Asked, value: str, wrong: str | None) -> str:
    optional = f" <small>({escape(words(form, 'form.optional'))})</small>" if how == "optional" else ""
    more = f'id="{name}" name="{name}"{" required" if how == "required" else ""}{_invalid(name, wrong)}'
    control = (
        f'<textarea {more} maxlength="4000">{escape(value)}</textarea>'
        if name == "message"
        else f'<input {more} type="{KINDS[name]}" autocomplete="{FILLED_BY[name]}" maxlength="200" '
        f'value="{escape(value)}">'
    )
    return f'<label for="{name}">{escape(words(form, f"form.{name}"))}{optional}</label>{control}' + _wrong(
        form, name, wrong
    )


def _consent(form: OpenForm, wrong: str | None, *, agreed: bool) -> str:
    link = (
        f'<a href="{escape(form.privacy_url)}" target="_blank" rel="noopener">{escape(words(form, "form.privacy"))}</a>'
        if form.privacy_url
        else ""
    )
    if not form.consent_text:
        return f"<p>{link}</p>" if link else ""
    box = f'<input type="checkbox" id="{CONSENT}" name="{CONSENT}" value="yes" required{" checked" if agreed else ""}'
    label = f'<label for="{CONSENT}">{escape(form.consent_text)}</label>'
    return f'<div class="box">{box}{_invalid(CONSENT, wrong)}><div>{label} {link}</div></div>' + _wrong(
        form, CONSENT, wrong
    )


def _invalid(name: str, wrong: str | None) -> str:
    # A browser goes to the first of several fields with `autofocus`.
    return f' aria-invalid="true" aria-describedby="{name}-wrong" autofocus' if wrong else ""


def _wrong(form: OpenForm, name: str, wrong: str | None) -> str:
    return f'<p class="wrong" id="{name}-wrong">{escape(words(form, wrong))}</p>' if wrong else ""


def _trap(form: OpenForm) -> str:
    label = f'<label for="{TRAP}">{escape(words(form, "form.trap"))}</label>'
    return (
        f'<div class="away" aria-hidden="true">{label}'
        f'<input id="{TRAP}" name="{TRAP}" tabindex="-1" autocomplete="off"></div>'
    )


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
