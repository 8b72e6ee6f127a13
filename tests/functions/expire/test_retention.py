"""Are inactive leads announced, and erased two weeks later, some with each sweep, and no active one?"""

from datetime import datetime, timedelta

import pytest

from functions.expire.sweeping.old_audits import OldAudits
from functions.expire.sweeping.retention import RetentionPass
from functions.notify.build import NotifyDoors
from functions.notify.build import build as build_notify
from shared import ids
from shared.domain.kernel.audit import Audit, AuditCopy
from shared.domain.kernel.event import Event
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.erasure import Erasure
from shared.domain.lead_records.retention_progress import RetentionProgress
from shared.domain.plan_records.retention import RetentionTimes
from shared.queue import Queue
from shared.store import codec, erasures, keys, record_keys
from shared.store.lists import inactive_leads
from shared.store.table import put
from tests import make, memory
from tests.functions import team
from tests.functions.live_sockets import Connections
from tests.functions.messages import Messages
from tests.make import ANN, BOB, BOSS, CHIEF, NOON, id_of

DAY = timedelta(days=1)
OLD = NOON - 800 * DAY


def lead(number, state="closed", at=OLD, **change):
    given = {"owner": ANN} if state == "owned" else {}
    return make.lead(id_of("lead", str(number)), state=state, todo=None, since=at, created_at=at, last_activity_at=at,
                     history=(Event(at=at, kind="received", by="provider"),), **{**given, **change})  # fmt: skip


class Sweeps:
    """The retention part of the sweep, minute by minute; erasures are listed, and finished at once."""

    def __init__(self, table, at_once=100):
        self.table, self.at, self.months, self._at_once = table, NOON, 24, at_once
        self.begun = []

    def settings(self):
        return make.settings(retention=RetentionTimes(leads_months=self.months))

    def run(self, times=8):
        """Sweep some times, a minute apart, each with a new process."""
        for _ in range(times):
            RetentionPass(self.table, lambda kind: id_of(kind, f"{kind}{len(self.begun)}{self.at}"), lambda: self.at,
                          self._at_once).work(self.settings())  # fmt: skip
            for erasure_id in erasures.due(self.table, self.at):
                erasure = self.table.get(Erasure, keys.erasure(erasure_id))
                self.begun += erasure.lead_ids
                self.table.commit([put(erasure.model_copy(update={"due": None}))])
            self.at += timedelta(minutes=1)

    @property
    def progress(self):
        return self.table.get(RetentionProgress, keys.RETENTION)


@pytest.fixture
def sweeps(table):
    team.seat(table)
    return Sweeps(table)


def test_inactive_leads_of_every_state_are_announced_and_erased_two_weeks_later(sweeps):
    leads = [lead(1), lead(2, "pooled"), lead(3, "owned"), lead(4, "owned", owner=BOB)]
    active = [lead(5, at=NOON - 600 * DAY), lead(6, "owned", at=NOON - DAY, owner=BOB), lead(7, noted_at=NOON)]
    team.store(sweeps.table, *leads, *active)
    sweeps.run()
    assert ([one.leads for one in sweeps.progress.announcements], sweeps.begun) == ([4], [])
    sweeps.at = NOON + 13 * DAY
    sweeps.run()
    assert sweeps.begun == []
    sweeps.at = NOON + 14 * DAY + timedelta(minutes=1)
    sweeps.run()
    assert sorted(sweeps.begun) == sorted(one.lead_id for one in leads)
    assert [one.leads for one in sweeps.progress.announcements] == [4, 0]


def test_some_leads_are_looked_at_with_each_sweep(sweeps):
    team.store(sweeps.table, *(lead(number) for number in range(7)), *(lead(10 + n, "owned") for n in range(4)))
    sweeps._at_once = 3
    sweeps.run(2)
    assert (sweeps.progress.announcements, sweeps.progress.walk.counted) == ((), 6)
    sweeps.run(6)
    assert [one.leads for one in sweeps.progress.announcements] == [11]
    sweeps.at = NOON + 15 * DAY
    sweeps.run(12)
    assert len(sweeps.begun) == len(set(sweeps.begun)) == 11


def test_activity_after_the_announcement_takes_a_lead_off(sweeps):
    team.store(sweeps.table, lead(1), lead(2))
    sweeps.run()
    there = team.read(sweeps.table, id_of("lead", "2"))
    sweeps.table.commit([put(there.updated(noted_at=NOON + DAY))])
    sweeps.at = NOON + 15 * DAY
    sweeps.run()
    assert sweeps.begun == [id_of("lead", "1")]


def test_what_release_0_1_recorded_beside_a_lead_counts_too(sweeps):
    team.store(sweeps.table, lead(1))
    comment = Comment(comment_id=id_of("comment", "1"), lead_id=id_of("lead", "1"), at=NOON - DAY, by=ANN, body="?")
    sweeps.table.commit([put(comment)])
    sweeps.run()
    assert sweeps.progress.announcements[0].leads == 0


def test_without_the_setting_nothing_is_announced_or_erased(sweeps):
    team.store(sweeps.table, lead(1))
    sweeps.run()
    sweeps.months = None
    sweeps.run()
    assert sweeps.progress.announcements == ()
    sweeps.months, sweeps.at = 24, NOON + 15 * DAY
    sweeps.run()
    assert sweeps.begun == []
    assert [one.at > NOON + 14 * DAY for one in sweeps.progress.announcements] == [True]


def test_an_erasure_that_somebody_asked_for_is_not_kept_waiting(sweeps):
    team.store(sweeps.table, lead(1))
    sweeps.run()
    asked = Erasure(erasure_id=id_of("erasure", "a"), at=NOON, by=CHIEF, lead_ids=(make.LEAD,), due=NOON)
    sweeps.table.commit([put(asked)])
    at = NOON + 15 * DAY
    for _ in range(3):
        RetentionPass(sweeps.table, ids.new, lambda: at).work(sweeps.settings())
    assert erasures.due(sweeps.table, at) == [asked.erasure_id]


def test_erased_leads_are_not_looked_at_again(table):
    team.store(table, lead(1), lead(2, erased_at=NOON))
    assert inactive_leads.candidates(table, NOON, None, 10).records == (id_of("lead", "1"),)


def test_a_failure_is_logged_and_the_next_sweep_goes_on(sweeps, logged):
    team.store(sweeps.table, lead(1))
    sweeps.table.around("commit", fail)
    sweeps.run(1)
    assert "retention_failed" in logged()
    sweeps.table.around("commit", None)
    sweeps.run()
    assert sweeps.progress.announcements[0].leads == 1


def test_every_rainmaker_is_told_once_how_many_leads_and_from_when(sweeps):
    team.store(sweeps.table, lead(1), lead(2))
    sweeps.run()
    [item] = sweeps.table.items([keys.RETENTION]).values()
    sent = Queue(Messages, "sent")
    doors = {"table": sweeps.table, "now": lambda: NOON, "outgoing": sent, "mails": sent, "pushes": sent}
    doors["live"] = Connections().sockets
    notify = build_notify(NotifyDoors(**doors))
    for _ in range(2):
        notify({"Records": [{"eventName": "MODIFY", "dynamodb": {"NewImage": item}}]}, None)
    inboxes = [one for one in team.everything(memory.client("dynamodb")) if one["SK"]["S"].startswith("notification_")]
    assert [one["PK"]["S"] for one in inboxes] == [f"INBOX#{CHIEF}"]
    assert BOSS not in str(inboxes)
    assert '"kind":"erasure_due"' in inboxes[0]["body"]["S"]
    told = sweeps.progress.announcements[0].at + 14 * DAY
    assert f'"detail":{{"leads":2,"from":"{told:%Y-%m-%dT%H:%M:%SZ}"}}' in inboxes[0]["body"]["S"]
    before = sweeps.progress
    later = {"OldImage": item, "NewImage": codec.to_item(before)}
    assert notify({"Records": [{"eventName": "MODIFY", "dynamodb": later}]}, None) == {"notifications": 0}


def audit(at, number=0):
    return Audit(audit_id=id_of("audit", f"{at}{number}"), at=at, by=CHIEF, what="x", subject=make.LEAD)


def test_old_audit_entries_and_their_copies_get_a_time_to_live_month_by_month(table):
    began = datetime.fromisoformat("2025-01-10T00:00:00Z")
    now = datetime.fromisoformat("2026-05-20T00:00:00Z")
    entries = [audit(began + number * 10 * DAY) for number in range(40)]
    entries += [AuditCopy.model_validate(dict(one)) for one in entries]
    table.commit([*map(put, entries)])
    settings = make.settings(retention=RetentionTimes(audit_months=12), created_at=began)
    assert OldAudits(table, lambda: now).mark_next(make.settings(created_at=began)) == 0
    for _ in range(24):
        OldAudits(table, lambda: now, at_once=2).mark_next(settings)
    items = table.items(record_keys.key(one) for one in entries)
    marked = {key.pk for key, item in items.items() if keys.TTL in item}
    kept = {key.pk for key, item in items.items() if keys.TTL not in item}
    assert marked == {f"{kind}#2025-{month:02}" for month in range(1, 5) for kind in ("AUDIT", "KEPT#AUDIT")}
    assert not {f"{kind}#2025-04" for kind in ("AUDIT", "KEPT#AUDIT")} & kept


def fail(_commit, _writes):
    raise RuntimeError("of the test")
