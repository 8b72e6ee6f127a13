"""Does a cursor that a client holds go on working, whatever the list behind it is made of?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.audit import AuditCopy
from shared.domain.kernel.field_error import FieldError
from shared.domain.kernel.notification import Notification
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.conversation import Message
from shared.domain.lead_records.lead_import import ImportErrors, RowError
from shared.domain.lead_records.task import Task
from shared.domain.plan_records.target import OutboundDelivery
from tests import make
from tests.functions import matrix
from tests.functions.matrix import IMPORT, INTO, TARGET
from tests.make import CHIEF, NOON, id_of

OPERATIONS = {
    "pool": ("GET /pool", {"limit": "1"}, None),
    "leads": ("GET /leads", {"limit": "1"}, None),
    "leads of a state": ("GET /leads", {"limit": "1", "state": "closed"}, None),
    "who waits": ("GET /leads", {"limit": "1", "owner": "me", "sort": "waiting"}, None),
    "search": ("POST /leads/search", None, {"q": "lucia", "limit": 1}),
    "tasks": ("GET /tasks", {"limit": "1", "owner": "me"}, None),
    "messages": ("GET /leads/{lead_id}/messages", {"limit": "1"}, None),
    "comments": ("GET /leads/{lead_id}/comments", {"limit": "1"}, None),
    "new notices": ("GET /notifications", {"limit": "1"}, None),
    "all notices": ("GET /notifications", {"limit": "1", "tab": "all"}, None),
    "audit": ("GET /audit", {"limit": "1"}, None),
    "deliveries to a target": ("GET /outbound/{target_id}/deliveries", {"limit": "1"}, None),
    "errors of an import": ("GET /imports/{import_id}/errors", {"limit": "1"}, None),
}

SIGNATURES = {
    "pool": "EPH2-ZdI2u_b0eYbJwBiD",
    "leads": "VweF6chjeZWjYJzxL4mrP",
    "leads of a state": "vekIRmWtAPa4ahAmWuYuz",
    "who waits": "820lDFsV8WiuwkRi7s17z",
    "search": "BR5W_sQj_vcbNeiPydMCD",
    "tasks": "0cy5li_yHHn9WFWzsQDX_",
    "messages": "EBGXOuVC6eGuecpzfz7h1",
    "comments": "6TwH8tMlr1iV3OpLlETkq",
    "new notices": "3EBdK8zijlG1G5vzsoeU0",
    "all notices": "iljbopmpuTuAkSzzO99It",
    "audit": "LjrVLZdmDQrUTzq_6CNxm",
    "deliveries to a target": "O_wx0nSX9faReLUwxMjQw",
    "errors of an import": "G7QWH9y63atK1bK_IjEAL",
}
"""How the cursor behind the first page of each list began before lists had one kind of page, in this module's world."""


def two(number):
    """A second of everything that is listed, and a third."""
    at = NOON + timedelta(minutes=number)
    error = FieldError.of(("row", "email"), "malformed", "x")
    errors = tuple(RowError(**dict(error), row=10 * number + row) for row in (1, 2))
    return [
        make.owned(CHIEF, lead_id=id_of("lead", f"own {number}"), since=at),
        Task(comment_id=id_of("comment", f"{number}"), lead_id=INTO, at=at, due_at=at, by=CHIEF, agent_id=CHIEF),
        Comment(comment_id=id_of("comment", f"{number}"), lead_id=INTO, body="Hola", by=CHIEF, at=at, has_task=True),
        Message(message_id=id_of("message", f"{number}"), lead_id=INTO, direction="in", channel="text", body="Hola",
                by="provider", at=at),
        Notification(notification_id=id_of("notification", f"{number}"), agent_id=CHIEF, kind="mention", at=at,
                     forget_at=make.END),
        AuditCopy(audit_id=id_of("audit", f"{number}"), at=at, by=CHIEF, what="changed", subject="settings"),
        OutboundDelivery(
            delivery_id=id_of("delivery", f"{number}"), target_id=TARGET, lead_id=INTO, type="lead.claimed",
            kind="claimed", by=CHIEF, at=at, since=at, state="delivered", forget_at=make.END),
        ImportErrors(import_id=IMPORT, run=0, start=number, forget_at=make.END, items=errors),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def world(memory_of_process):
    made = matrix.world()
    made.seat(CHIEF)
    made.put_leads(CHIEF)
    made.put(*two(1), *two(2))
    return made


def ask(world, name, cursor=None):
    operation, query, body = OPERATIONS[name]
    path = operation.split(" ")[1].format(lead_id=INTO, target_id=TARGET, import_id=IMPORT)
    more = {"cursor": cursor} if cursor else {}
    return world.send(operation, path, make.member(CHIEF).sub, query=query and query | more, body=body and body | more)


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_list_names_its_next_page_as_it_always_did(world, event, name):
    """A cursor begins with its signature, which covers the caller, the filters and the position."""
    world.event = event
    status, page = ask(world, name)
    assert (status, page["next"][:21]) == (200, SIGNATURES[name])


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_cursor_goes_on_where_its_page_ended(world, event, name):
    world.event = event
    _, first = ask(world, name)
    status, second = ask(world, name, first["next"])
    assert (status, [item for item in second["items"] if item in first["items"]]) == (200, [])
