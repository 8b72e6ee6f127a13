"""Pack the bodies of leads, their history and traces where that takes an item under a kilobyte more.

DynamoDB asks for every kilobyte that is begun, twice in a transaction, and a lead is written often. Most of its body is
names of fields and instants that begin alike. It is compressed beside a text of what bodies are full of, and the item's
own key.

A packed body is binary: the number of the text, then DEFLATE without a frame. Others are JSON. Both are always read;
which is written is said by the tenant file (`pack_leads`): a release that reads JSON alone may have to be gone back to.
Source: docs/decisions/0041-leads-are-packed-and-clocks-stay.md.
"""

from __future__ import annotations

import binascii
import zlib
from collections.abc import Mapping
from typing import Any

KB = 1024
BODY = "body"
_LEADS, _PACKED = "LEAD#", ("LEAD", "HISTORY#", "TRACE#")
_RAW, _MOST_MEMORY = -15, 9  # without a frame; of zlib's levels


_FIRST = (
    b'"reminded":true,"actions":["call","text","email","appointment"],"consents":[{"what":"marketing","given":true,'
    b'"objection":{"what":"all","do_not_contact":{"channels":"all","by":"agent_","possible_duplicates":["lead_'
    b'"asked_again_at":"20,"attempted":{"agent_"merged_into":"lead_","merge":{"merged_from":[{"lead_id":"lead_'
    b'"also_named":["erased_at":"20,"bulk":{"bulk_id":"bulk_"doubt":{"by":"agent_","reminder":{"at":"20,'
    b'"closing":{"reason_id":"reason_","value":{"amount":000000,"currency":"EUR"}},"win":{"agent_id":"agent_'
    b'"won_at":"20,"outcome":"won","outcome":"lost","tasks":[{"comment_id":"comment_","task_id":"task_","due_at":"20,'
    b'"assignee":"agent_","body":"Llamar","state":"open","told":true,"photos":1,"uploads_until":"20,'
    b'"entries":2,"noted_at":"20,"last_message_at":"20,"appointment_at":"20,"contacted_at":"20,"answered_at":"20,'
    b'"returned_by":["agent_"beaten":["agent_"rivals":["agent_"skips":["route_"passed":["agent_"balls":{"route_'
    b'"kind":"merged","kind":"separated","kind":"erased","kind":"edited","kind":"asked_again","kind":"closed",'
    b'"kind":"reopened","kind":"withdrawn","kind":"handed_over","kind":"given_back","kind":"released",'
    b'"kind":"response_missed","kind":"interaction","kind":"message","kind":"commented","kind":"task_done",'
    b'"state":"closed","state":"pooled","reason":"nobody_eligible","reason":"unclaimed","reason":"no_route",'
    b'"reason":"by_hand","held_until":"20,"routes_at":"20,"sent_at":"20,"re_routed":true,"pool_told":true,'
    b'"routed":{"route_id":"route_","agent_id":"agent_"response":{"response_id":"response_","since":"20,"due":"20,'
    b'"language":"es","property":"reference":"bedrooms":"rooms":"zone":"city":"price_min":"price_max":000000,'
    b'"place":"Madrid","intent":"rent","intent":"buy","type":"piso"},"message":"Hola, buenos d\xc3\xadas, me interesa '
    b"la casa, el piso, un piso en la zona de dos habitaciones con terraza. \xc2\xbfSe puede visitar esta semana por "
    b"la tarde? Busco para comprar. Me gustar\xc3\xada recibir m\xc3\xa1s informaci\xc3\xb3n. Gracias, un saludo."
    b'","outcome":"assigned","outcome":"pooled","owed":["agent_"credits":{"agent_"weights":{"agent_"open_leads":{"agent_'
    b'"offered_at":{"agent_"chance":0.routes":[{"route_id":"route_'
    b'"verdict":"conditions"},{"route_id":"route_"verdict":"window"},{"route_id":"route_"verdict":"source"},'
    b'"verdict":"paused"},{"route_id":"route_"other_routes":{"source":1,"over":[{"route_id":"route_"resort":{"agent_id":"'
    b'"verdict":"absent"},{"agent_id":"agent_"verdict":"hours"},{"agent_id":"agent_"verdict":"full"},{"agent_id":"agent_'
    b'{"version":1,"lead_id":"lead_0","lead_version":1,"at":"20,"plan_version":1,"source_id":"source_","tried":["agent_'
    b'"stays_on":"route_","route_id":"route_","agents":[{"agent_id":"agent_","verdict":"chosen"},{"agent_id":"agent_'
    b'"verdict":"tried"},{"agent_id":"agent_"verdict":"later"}],"draw":{"rule":"round_robin","last":"agent_'
    b'","place":0,"turn":1,"first":true},"outcome":"offered","agent_ids":["agent_"],"offer_id":"offer_0"}'
    b'{"version":2,"lead_id":"lead_0","state":"offered","state":"owned","since":"202-1-0T1:0.000000Z","owner":"agent_",'
    b'"offer":{"offer_id":"offer_0","route_id":"route_","agent_ids":["agent_"],"made_at":"202","deadline":"202","turn":1,'
    b'"together":true},"route_id":"route_","place":0,"turns":{"route_":1},"tried":["agent_","agent_"],"turn_of":"agent_",'
    b'"via":"route_","conversation":{"opened_at":"202","waiting_since":"202"},"counted":true,"attempts":1,"contact":{'
    b'"first_name":"Mar\xc3\xada","last_name":"Garc\xc3\xada","emails":[{"given":"","normal":"@hotmail.com"}],'
    b'"emails":[{"given":"@gmail.com","normal":"@gmail.com"}],"phones":[{"given":"+346","normal":"+346"}]},'
    b'"source_id":"source_","source_title":"Web","attributes":{"message":"","created_at":"202","last_activity_at":"202",'
    b'"history":[{"at":"202","kind":"received","by":"provider"},{"at":"202","kind":"pooled","by":"route","detail":{"reason"'
    b':"unclaimed"}},{"at":"202","kind":"assigned","by":"route","detail":{"agent_id":"agent_"}},{"at":"202","kind":"passed",'
    b'"by":"agent_","detail":{"agent_ids":["agent_"]}},{"at":"202","kind":"claimed","by":"agent_","detail":{"seconds":0}}'
    b'],"todo":"wind","todo":"stop","stop_clock":"offer_0","todo":"route","tell":"received"}"tell":"claimed"}"tell":"expired"}'
    b'{"at":"202","kind":"expired","by":"clock","detail":{"agent_ids":["agent_"]}},{"at":"202","kind":"offered","by":"route",'
    b'"detail":{"offer_id":"offer_0","route_id":"route_","agent_ids":["agent_"],"deadline":"2026-11-30T10:00:00Z"}}],'
    b'"tell":"offered"}'
)

TEXTS = {1: _FIRST}
"""Hold the texts by number. Never change one: what was packed beside it can be unpacked beside nothing else.

Add another with the next number, if bodies have become otherwise. What is most frequent stands last, where it takes the
fewest bits.
"""
NEWEST = max(TEXTS)


def packed(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the item as it is to be stored: with its body packed, if it is of a lead and that saves a write unit."""
    if not item["PK"]["S"].startswith(_LEADS) or not item["SK"]["S"].startswith(_PACKED):
        return item
    body = item[BODY]["S"].encode()
    if (whole := _bytes_beside(item) + len(body)) <= KB:
        return item
    small = _pack(body, item)
    if _started(whole - len(body) + len(small)) == _started(whole):
        return item
    return {**item, BODY: {"B": small}}


def body_of(item: Mapping[str, Any]) -> str:
    """Return the body of an item in JSON, as it is stored or as a record of the stream has it."""
    body: Mapping[str, Any] = item[BODY]
    if "S" in body:
        return str(body["S"])
    stored = body["B"]
    small = binascii.a2b_base64(stored) if isinstance(stored, str) else bytes(stored)
    out = zlib.decompressobj(_RAW, zdict=_beside(small[0], item))
    return (out.decompress(small[1:]) + out.flush()).decode()


def _pack(body: bytes, item: Mapping[str, Any]) -> bytes:
    into = zlib.compressobj(zlib.Z_BEST_COMPRESSION, zlib.DEFLATED, _RAW, _MOST_MEMORY, zdict=_beside(NEWEST, item))
    return bytes([NEWEST]) + into.compress(body) + into.flush()


def _beside(number: int, item: Mapping[str, Any]) -> bytes:
    """Return what a body is packed beside: only what no write changes without the body."""
    return TEXTS[number] + f"{item['PK']['S']}{item['SK']['S']}".encode()


def _bytes_beside(item: Mapping[str, Any]) -> int:
    """Return how many bytes an item has beside its body: at least as many as DynamoDB counts."""
    return len(BODY) + sum(
        len(name) + len(str(next(iter(value.values()))).encode()) + 1 for name, value in item.items() if name != BODY
    )


def _started(many: int) -> int:
    return -(-many // KB)
