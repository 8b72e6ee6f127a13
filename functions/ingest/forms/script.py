"""Write the script by which a site of the team's shows an open form, styled by itself and apart from the site."""

from __future__ import annotations

import json
import re
from pathlib import Path

from functions.ingest.forms.page import KINDS, STYLE, ShownForm, words
from functions.ingest.forms.posted_form import TRAP

HEADERS = {
    "Content-Type": "text/javascript; charset=utf-8",
    "Cache-Control": "no-store",  # it holds a new token each time
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_SAID = ("optional", "privacy", "send", "again", "failed", "open")
_TEMPLATE = re.sub(r"^\s*(?://.*\n)?\s*", "", (Path(__file__).parent / "embed.js").read_text(), flags=re.MULTILINE)
_OF_PAGES = re.compile(r"^(?:body|h1|:root)\{.*\}\n|^@media(?:.|\n)*", re.MULTILINE)
# Its background is the site's, whatever the visitor's device prefers: text takes the site's colour, boxes bring theirs.
_STYLE = (
    ":host{color-scheme:light}"
    + _OF_PAGES.sub("", STYLE)
    + "form{max-width:32rem}label small,a{color:inherit}input,textarea,.says{color:#1b2a33}"
    + ".wrong{background:#fff;padding:0 .5rem}"
)


def form_script(shown: ShownForm) -> str:
    """Return the script. All texts in it are data, which it shows as text."""
    form = shown.form
    told = {
        "token": shown.token,
        "trap": TRAP,
        "language": form.language,
        "sites": form.sites,
        "fields": [
            {
                "name": name,
                "label": words(form, f"form.{name}"),
                "type": KINDS.get(name, ""),
                "optional": how == "optional",
            }
            for name, how in form.asked()
        ],
        "consent": form.consent_text,
        "privacy": form.privacy_url,
        "words": {
            **{one: words(form, f"form.{one}") for one in _SAID},
            "thanks": f"{words(form, 'form.thanks')}. {words(form, 'form.thanks.says')}",
        },
        "style": _STYLE,
    }
    return _TEMPLATE.replace("/*form*/ null", json.dumps(told).replace("</", "<\\/"), 1)
