"""Are items that an earlier release wrote read as they were meant, and written back the same?

`stored/release-0.1.jsonl` holds items of a running stack of release 0.1, one of each shape, as DynamoDB returned them.
Never change a line: add a file for each release.
"""

import json
from pathlib import Path

import pytest

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.contact import Card
from shared.domain.kernel.event import Event
from shared.domain.kernel.notification import Inbox, Notification
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.conversation import Message
from shared.domain.lead_records.delivery import Answered, Delivery
from shared.domain.lead_records.history_page import HistoryPage
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.lead_import import Import, ImportErrors
from shared.domain.lead_records.note import Note
from shared.domain.lead_records.task import Task
from shared.domain.lead_records.visit import Visit
from shared.domain.notifications.subscription import Subscription
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Order
from shared.domain.plan_records.route import Rotation, Route
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.source import Source
from shared.domain.plan_records.target import OutboundDelivery, Target
from shared.domain.plan_records.workload import Workload
from shared.domain.reporting.rollup import MonthRollup, RollupPage
from shared.domain.routing.trace import Trace
from shared.store import codec, record_keys

KINDS = {
    "answered": Answered, "audit": Audit, "card": Card, "comment": Comment, "delivery": Delivery, "import": Import,
    "import errors": ImportErrors, "inbox": Inbox, "lead": Lead, "load": Workload, "member": Member,
    "message": Message, "month": MonthRollup, "month page": RollupPage, "note": Note, "notice": Notification,
    "order": Order, "outbound": OutboundDelivery, "rotation": Rotation, "route": Route, "settings": Settings,
    "source": Source, "subscription": Subscription, "target": Target, "task": Task, "trace": Trace, "visit": Visit,
}  # fmt: skip
ADDED = {"conv_pk": "CLOSED#", "all_pk": "TEAM_"}  # what is added to some items since: of this name, begun so
MOVED = {
    "lead": ("conv_sk", "conv_pk"),  # open conversations: by who waits; the sweep lists those of before
    "notice": ("queue_sk",),  # new notices: by their latest event
}
"""Name the index attributes that sort otherwise since: they still end in the id of what they list."""
NOTES = {"tell", "todo", "stop_clock"}  # what the write asks of other functions
LINES = [
    pytest.param(*json.loads(line), id=f"{file.stem} {number}")
    for file in sorted((Path(__file__).parent / "stored").glob("*.jsonl"))
    for number, line in enumerate(file.read_text().splitlines(), 1)
]


def test_every_kind_of_record_has_an_item_of_release_0_1():
    assert {line.values[0] for line in LINES} == {*KINDS, "history", "tally"}


@pytest.mark.parametrize(("kind", "item"), LINES)
def test_an_item_of_an_earlier_release_is_written_back_as_it_was(kind, item):
    if kind == "history":
        written = HistoryPage.model_validate_json(item["body"]["S"]).model_dump(mode="json")
        assert written == json.loads(item["body"]["S"])
    elif kind == "tally":
        row = codec.to_counter_row(item)
        assert {name: {"N": str(count)} for name, count in row.counts.items()}.items() <= item.items()
    else:
        record = codec.from_item(KINDS[kind], item)
        before = record.model_copy(update={"version": record.version - 1})
        assert record_keys.key(record) == (item["PK"]["S"], item["SK"]["S"])
        assert unmoved(kind, without_added(plain(codec.to_item(before)), item), item) == plain(item)


EVENTS = [
    event
    for line in LINES if (name := {"lead": "history", "history": "events"}.get(line.values[0]))
    for event in json.loads(line.values[1]["body"]["S"]).get(name, ())
]  # fmt: skip


def test_the_events_of_an_earlier_release_are_read_as_they_were_meant_and_would_be_stored_the_same():
    for stored in EVENTS:
        detail = Event.model_validate(stored).typed_detail
        assert json.dumps(detail.stored()) == json.dumps(stored.get("detail", {}))


def without_added(item, earlier):
    """Return the item without the index entry that its like has got since."""
    new = {name for name, start in ADDED.items() if name not in earlier and start in item.get(name, {}).get("S", "")}
    return {name: value for name, value in item.items() if name not in new and name[:-2] + "pk" not in new}


def unmoved(kind, item, earlier):
    """Return the item with an index entry that its like has elsewhere since, if it ends as before, as it was."""
    sort, *others = MOVED.get(kind, ("",))
    there, before = item.get(sort, {}).get("S", ""), earlier.get(sort, {}).get("S", "")
    if not before or there[-20:] != before[-20:]:
        return item
    return item | {name: earlier[name] for name in (sort, *others)}


def plain(item):
    """Return the item with its body as JSON, without zeros that an addition left and notes to other functions."""
    body = {"body": json.loads(item["body"]["S"])} if "body" in item else {}
    said = {name: value for name, value in item.items() if name not in NOTES and value != {"N": "0"}}
    return said | body
