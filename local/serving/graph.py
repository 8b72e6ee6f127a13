"""Stand in for Meta's Graph API: return a made-up person for every lead that is requested.

The proxy serves it below `/graph`, and the local stack's functions call it instead of Meta.
"""

import json
import random
from http import HTTPStatus

from local.demo.people import inquiry

TOKEN = "demo-page-token"  # noqa: S105 - valid for this stand-in only
UNKNOWN = "404"
"""Answer 404 to ids with this prefix, to try out a delivery whose details cannot be fetched."""


def lead(lead_id: str, authorization: str | None) -> tuple[HTTPStatus, bytes]:
    """Return what Meta would answer: the same id gives the same person each time."""
    if authorization != f"Bearer {TOKEN}":
        return _refused(190, "Invalid OAuth access token.")
    if not lead_id.isdigit() or lead_id.startswith(UNKNOWN):
        return _refused(100, "Unsupported get request. There is no such object.")
    asked = inquiry(random.Random(lead_id))  # noqa: S311 - made up, not secret
    contact = asked["contact"]
    fields = {
        "full_name": f"{contact['first_name']} {contact['last_name']}",
        "email": contact["emails"][0],
        "phone_number": contact["phones"][0],
        "city": asked["attributes"]["place"],
        "mensaje": asked["message"],
    }
    told = {
        "id": lead_id,
        "platform": "ig",
        "campaign_name": "Pisos con luz",
        "field_data": [{"name": name, "values": [value]} for name, value in fields.items()],
    }
    return HTTPStatus.OK, json.dumps(told, ensure_ascii=False).encode()


def _refused(code: int, message: str) -> tuple[HTTPStatus, bytes]:
    error = {"message": message, "type": "OAuthException", "code": code}
    return HTTPStatus.BAD_REQUEST, json.dumps({"error": error}).encode()
