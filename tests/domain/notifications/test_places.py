"""Does each notification open the very thing that it tells of?"""

from typing import get_args

import pytest

from shared.domain.kernel.notification import Notification, NotificationKind
from shared.domain.notifications.places import page_of
from tests import make
from tests.make import ANN, BOSS, CHIEF, END, LEAD, NOON, id_of

COMMENT, TASK, SOURCE, ROUTE = (id_of(what, "x") for what in ("comment", "task", "source", "route"))
PAGES = {
    "offer": "/", "offer_missed": "/", "limit_reached": "/", "erasure_due": "/settings/privacy", "to_read": "/to-read",
    "target_disabled": "/outbound", "address_paused": f"/agents/{BOSS}",
    "sensitive_act": "/notifications", "source_silent": f"/sources/{SOURCE}",
    "source_failing": f"/sources/{SOURCE}", "route_switched": f"/routes/{ROUTE}",
    "mention": f"/leads/{LEAD}?tab=comments&entry={COMMENT}", "message": f"/leads/{LEAD}?tab=messages",
    **dict.fromkeys(("task_assigned", "task_due", "task_overdue", "task_done"), f"/leads/{LEAD}?tab=tasks"),
    **dict.fromkeys(
        ("offer_withdrawn", "lead_assigned", "lead_merged", "leads_received", "asked_again", "response_due",
         "response_missed", "pooled", "pooled_long", "attention", "possible_duplicate", "attempted", "doubted",
         "reminded"),
        f"/leads/{LEAD}",
    ),
}  # fmt: skip
DETAIL = {"mention": {"comment_id": COMMENT}, "source_silent": {"source_id": SOURCE},
          "source_failing": {"source_id": SOURCE}, "route_switched": {"route_id": ROUTE},
          "address_paused": {"agent_id": BOSS}}  # fmt: skip


def page(kind, me=ANN, lead_id=LEAD, role="agent", **change):
    given = {"notification_id": id_of("notification", "n"), "agent_id": me, "kind": kind, "at": NOON, "forget_at": END}
    notification = Notification(**{**given, "detail": DETAIL.get(kind, {}), **change})
    return page_of(notification, make.member(me, role=role), lead_id)


def test_it_is_said_of_every_kind_what_it_opens():
    assert {kind: page(kind) for kind in get_args(NotificationKind)} == PAGES


@pytest.mark.parametrize(("kind", "opens"), [
    ("lead_assigned", "/mine"), ("reminded", "/mine"), ("pooled", "/pool"), ("attention", "/conversations"),
    ("possible_duplicate", f"/leads/{LEAD}"),
])  # fmt: skip
def test_several_open_their_list_where_there_is_one(kind, opens):
    assert page(kind, count=2) == opens


@pytest.mark.parametrize("kind", [kind for kind, opens in PAGES.items() if opens.startswith("/leads")])
def test_what_is_about_a_lead_that_one_may_not_see_opens_the_notifications(kind):
    assert page(kind, lead_id=None) == "/notifications"


def test_whose_own_address_is_paused_is_led_to_their_profile():
    assert page("address_paused", BOSS, role="manager") == "/me"


def test_a_task_that_came_with_a_comment_opens_that_and_an_act_the_rainmakers_audit():
    assert page("task_due", detail={"task_id": TASK, "comment_id": COMMENT}).endswith(f"?tab=comments&entry={COMMENT}")
    assert (page("sensitive_act", CHIEF, role="rainmaker"), page("sensitive_act", BOSS, role="manager")) == (
        "/audit", "/notifications"
    )  # fmt: skip
