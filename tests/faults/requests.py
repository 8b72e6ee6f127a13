"""Hold a scenario for each operation of the API, from docs/openapi.json and the matrix of docs/security.md.

The matrix says who gets `ok` on which lead or record. What no cell answers so needs a scenario of its own, in `OWN`.
"""

import base64
import json
import zlib
from datetime import timedelta
from functools import partial

from infra import wiring
from shared.domain.kernel.notification import Inbox
from shared.domain.lead_records.raw_delivery import RawDelivery, RawPart
from shared.domain.leads import claim_link
from shared.domain.leads.claim_link import ClaimLink
from shared.domain.notifications.address_pause import AddressPause
from shared.domain.plan_records.calendar_feed import CalendarFeed, token_hash
from shared.store.plans import next_version
from tests import make, memory
from tests.faults import cloud as aws
from tests.faults.crash_points import is_write
from tests.faults.process import Process
from tests.faults.scenario import Scenario
from tests.functions import matrix, team
from tests.make import ANN, CAT, CHIEF, LEAD, NOON, OFFER, PORTAL

OF_LEADS, OF_OTHERS = (matrix.rows(title) for title in ("Leads", "All else"))
FUNCTION_OF = {http.key: function.name for function in wiring.FUNCTIONS for http in function.http}
BODY = {"id": "event-1", "contact": {"first_name": "Ada", "emails": ["ada@example.com"], "phones": ["600112233"]}}


def _webhook(cloud, event):
    team.seat(cloud.table)
    headers = {"x-api-key": cloud.secret.source_secret(PORTAL, 1)}
    return event("POST", f"/webhooks/{PORTAL}", body=BODY, headers=headers)


def _received():
    """What was received of the delivery that could not be read; by now it can be."""
    body = json.dumps(BODY).encode()
    part = RawPart(size=len(body), packed=base64.b64encode(zlib.compress(body)).decode())
    return RawDelivery(source_id=PORTAL, hash=matrix.DELIVERY, at=NOON, parts=(part,), forget_at=make.END)


def _claim_link(cloud, event, method="POST", then=""):
    team.seat(cloud.table)
    team.store(cloud.table, make.offered())
    token = claim_link.to_token(cloud.secret.claim_link_keys()[0], ClaimLink(LEAD, OFFER, ANN, make.END))
    return event(method, f"/claim-links/{token}{then}")


def _calendar(cloud, event):
    feed = CalendarFeed(hash=token_hash("t" * 43), made_at=NOON)
    team.seat(cloud.table)
    team.change(cloud.table, make.member(ANN, version=1, calendar=feed))
    return event("GET", f"/calendars/{'t' * 43}.ics")


def _invitation(cloud, event):
    """Invite again somebody whose invitation never went out."""
    team.seat(cloud.table)
    team.change(cloud.table, make.member(CAT, version=1, status="invited", sub=None))
    return event("POST", f"/agents/{CAT}/invitation", sub=make.member(CHIEF).sub)


OWN = {
    "POST /agents/{agent_id}/invitation": _invitation,
    "POST /webhooks/{source_id}": _webhook,
    "POST /claim-links/{token}": _claim_link,
    "POST /claim-links/{token}/pass": partial(_claim_link, then="/pass"),
    "GET /claim-links/{token}": partial(_claim_link, method="GET"),
    "GET /calendars/{token}": _calendar,
}
"""Hold what the matrix's bodies cannot: a signature, a link."""

NOT_TRIED = {
    "GET /webhooks/{source_id}": "asks whether an address is a provider's, and is answered without a call",
    "GET /forms/{source_id}": "shows a form, and writes nothing",
    "OPTIONS /forms/{source_id}": "tells who may send a form, and writes nothing",
    "GET /forms/{source_id}/embed.js": "shows a form, and writes nothing",
    "POST /forms/{source_id}": "writes what a delivery does, by the same way; its own part is in test_open_form.py",
}


FIRST = {
    "DELETE /me/calendar": "POST /me/calendar",
    "DELETE /sample": "POST /sample",
    "DELETE /me/pause": "PUT /me/pause",
    "DELETE /agents/{agent_id}/pause": "PUT /agents/{agent_id}/pause",
    "POST /routes/{route_id}/activate": "POST /routes/{route_id}/pause",
    "POST /notifications/{notification_id}/unarchive": "POST /notifications/{notification_id}/archive",
    "POST /to-read/{source_id}/{delivery_id}/restore": "POST /to-read/{source_id}/{delivery_id}/dismiss",
    "DELETE /me/push-subscriptions": "POST /me/push-subscriptions",
    "DELETE /leads/{lead_id}/objection": "PUT /leads/{lead_id}/objection",
    "POST /leads/{lead_id}/merge/undo": "POST /leads/{lead_id}/merge",
    "POST /contacts/objections/withdraw": "PUT /leads/{lead_id}/objection",
}
"""Name the request that comes before, where the matrix's records leave nothing to do."""

UNTIL_THEN = {"not_merged"}
"""What the matrix has instead of `ok` as long as that request has not come."""

BESIDE = {
    "DELETE /address-pauses/{agent_id}": [lambda me: AddressPause(agent_id=me, at=NOON, cause="bounce")],
    "POST /notifications/archive-all": [lambda me: Inbox(agent_id=me, unread=1)],
    "POST /sources/{source_id}/deliveries/{delivery_id}/read-again": [lambda _me: _received()],
}
"""Add records to those of the matrix."""

LEFT_TO_THE_SWEEP = {"POST /imports/{import_id}/start", "POST /outbound/{target_id}/deliveries/{delivery_id}/resend"}
"""Name operations whose message to a queue, if it is lost, is sent again by the sweep."""
LATER = NOON + timedelta(hours=1)

REPEATED = {
    "POST /contacts/export": "each answer is audited, because the first one may have arrived",
    "POST /leads/search": "each search of an Agent counts",
    "POST /leads/{lead_id}/photos": "each signs for a photo of its own; one that did not arrive is used by nobody",
    "POST /me/calendar": "each makes another address and ends the one before, which did not arrive",
    "POST /me/live-ticket": "each ticket counts, and one that did not arrive opens nothing",
    "POST /me/push-subscriptions/test": "each test counts",
    "POST /outbound/{target_id}/deliveries/{delivery_id}/resend": "the delivery is due again, as it was",
}
"""Name operations that do again what they did, and why they may."""


def scenario(operation, event):
    """Return the scenario of an operation and what it does: the first that writes, of those that are answered `ok`.

    Args:
        operation: method and path.
        event: builds an event as API Gateway sends it.
    """
    seeds = [OWN[operation]] if operation in OWN else [partial(cell, cell=one) for one in _cells(operation)]
    repair = {"swept_at": LATER if operation in LEFT_TO_THE_SWEEP else None, "loose": operation in REPEATED}
    for seed in seeds:
        made = Scenario(FUNCTION_OF[operation], operation, partial(seed, event=event), **repair)
        calls = made.calls()
        if operation.startswith("GET ") or any(map(is_write, calls.made)):
            break
    return made, calls


def _cells(operation):
    """Return who may, about which kind of lead, and whether with another's record; one of each kind of caller."""
    row = (OF_LEADS if "{lead_id}" in operation else OF_OTHERS)[f"`{operation}`"]
    found = [
        (operation, matrix.CALLERS[caller], column)
        for column, cell in row.items()
        for caller, code in (matrix.expected(cell).items() if cell else ())
        if code == "ok" or (operation in FIRST and code in UNTIL_THEN)
    ]
    assert found, f"{operation} is never answered `ok`: it needs a scenario in `OWN`"
    return found


def cell(cloud, *, cell, event, body=None, besides=None):
    """Put the matrix's records into the cloud; return the cell's request.

    Args:
        cloud: AWS in memory.
        cell: operation, caller and column.
        event: builds an event as API Gateway sends it.
        body: the request's, if not the matrix's.
        besides: puts more into the cloud.
    """
    operation, me, column = cell
    there = ({"PutRequest": {"Item": item}} for item in matrix.items(me).values())
    cloud.write([*there, *matrix.lead_requests(me)])
    cloud.put(*matrix.cards(cloud.secret, matrix.LEAD_IDS.values()))
    cloud.table.commit([next_version(0)])
    for one in (matrix.IMPORT, matrix.IMPORT_OF_ANOTHER):
        memory.client("s3").put_object(Bucket=aws.UPLOADS, Key=f"imports/{one}", Body=b"name\nEva\n")
    cloud.put(*(make_record(me) for make_record in BESIDE.get(operation, ())))
    cloud.pool.factors = operation == "POST /me/mfa"
    if besides:
        besides(cloud)
    if operation in FIRST:
        before = _request(FIRST[operation], me, column, event)
        Process(cloud, lambda: NOON).call(FUNCTION_OF[operation], before)
    return _request(operation, me, column, event, body)


def _request(operation, me, column, event, body=None):
    method, pattern = operation.split(" ")
    named = {name: one or me for name, one in (matrix.ANOTHERS if column == "another's" else matrix.OWN).items()}
    path = pattern.format_map({"lead_id": matrix.LEAD_IDS.get(column, matrix.INTO), **named})
    given = {"query": matrix.QUERIES.get(operation), "body": body or matrix.BODIES.get(operation)}
    return event(method, path, sub=make.member(me).sub, headers={"idempotency-key": "once"}, **given)
