"""The style of a claim link's page, in the team's colour, and the headers that allow this style alone."""

from __future__ import annotations

import base64
import hashlib
from string import Template

from shared.domain.kernel.colours import WHITE, readable

_DARK = "#12191e"
_OWN = ("#0b5d7a", "#7cc8e6")  # Relevo's own colour, on a light and on a dark page
_STYLE = Template("""\
body{font:1.125rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:32rem;padding:1.5rem;color:#1b2a33;background:#fff}
header{font-weight:600;margin:0 0 1.5rem;padding:0 0 .5rem;border-bottom:.25rem solid $light;overflow-wrap:anywhere}
h1{font-size:1.5rem;margin:0 0 1rem}
dl{display:grid;grid-template-columns:auto 1fr;align-items:center;gap:.25rem 1rem;margin:1.5rem 0}
dt{color:#44545e}dd{margin:0;overflow-wrap:anywhere}
button,dd a{display:inline-flex;align-items:center;min-height:2.75rem}
button{justify-content:center;width:100%;min-height:3.25rem;border:0;border-radius:.5rem}
button{font:inherit;font-weight:600;color:#fff;background:$light}
:focus-visible{outline:3px solid #e08a00;outline-offset:2px}a{color:$light}small{color:#44545e}
@media(prefers-color-scheme:dark){body{color:#e8eef2;background:#12191e}dt,small{color:#b4c1ca}a{color:$dark}
header{border-color:$dark}button{color:#12191e;background:$dark}}
""")


def style_for(accent: str) -> str:
    """Return the style in a team's colour; Relevo's own where that is empty."""
    light, dark = (readable(accent, WHITE), readable(accent, _DARK)) if accent else _OWN
    return _STYLE.substitute(light=light, dark=dark)


def headers_for(style: str) -> dict[str, str]:
    """Return the headers of a page with this style: it runs no scripts, is not cached, and tells nobody its address."""
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{hashed}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
        "X-Frame-Options": "DENY",
        "Cache-Control": "no-store",
    }
