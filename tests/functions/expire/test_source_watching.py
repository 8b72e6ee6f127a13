"""Are sources looked at once an hour, what is known of them written, and no other thing read?"""

from datetime import timedelta

import pytest

from functions.expire.sweeping.source_watching import SourceWatching
from functions.notify.stream_records import read_stream
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.source_watch import WatchedSources
from shared.store import codec, keys
from shared.store.table import put
from tests import make
from tests.functions import team
from tests.make import NOON, PORTAL, WEB

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Sweeps:
    """The watching part of the sweep, by one process."""

    def __init__(self, table):
        self.table, self.at = table, NOON
        self.plan = make.plan(sources=[make.source(WEB, title="Web"), make.source(PORTAL, title="P", kind="manual")])
        self.watching = SourceWatching(table, lambda: self.at)

    def delivered(self, *times, **change):
        for at in times:
            self.table.commit([put(Delivery(source_id=WEB, hash=f"{at}", at=at, **change))])

    def look(self, later=HOUR):
        self.at += later
        return self.watching.watch_next(self.plan)

    @property
    def known(self):
        stored = self.table.get(WatchedSources, keys.WATCHED)
        return stored and stored.sources.get(WEB)


@pytest.fixture
def sweeps(table):
    team.seat(table)
    return Sweeps(table)


def test_a_source_that_has_fallen_silent_is_written_down_once(sweeps):
    sweeps.delivered(*(NOON - n * DAY for n in range(28)))
    assert sweeps.look() == 1
    assert (sweeps.known.last_at, sweeps.known.usual_gap, sweeps.known.told) == (NOON, DAY, False)
    sweeps.look(6 * DAY)
    assert sweeps.known.silent_since == NOON
    version = sweeps.table.get(WatchedSources, keys.WATCHED).version
    sweeps.look()
    assert sweeps.table.get(WatchedSources, keys.WATCHED).version == version
    sweeps.delivered(sweeps.at)
    assert sweeps.look(timedelta(minutes=5)) == 1, "it is looked at soon"
    assert not sweeps.known.told


def test_it_is_looked_at_once_an_hour(sweeps):
    sweeps.delivered(NOON)
    assert [sweeps.look(), sweeps.look(HOUR / 2), sweeps.look(HOUR / 2)] == [1, 0, 1]


def test_tests_do_not_count(sweeps):
    sweeps.delivered(NOON, outcome="test")
    sweeps.look()
    assert sweeps.known is None


def test_a_source_that_fails_is_told_on_the_stream(sweeps):
    sweeps.delivered(NOON, NOON + timedelta(seconds=1), NOON + timedelta(seconds=2), outcome="unreadable")
    sweeps.look()
    assert sweeps.known.failing_since == NOON
    [item] = sweeps.table.items([keys.WATCHED]).values()
    assert item[keys.TELL] == {"S": "source_watched"}
    batch = read_stream([{"dynamodb": {"NewImage": item}}])
    assert batch.sources == [(None, codec.from_item(WatchedSources, item))]


def test_an_archived_source_is_forgotten(sweeps):
    sweeps.delivered(NOON)
    sweeps.look()
    web = make.source(WEB, title="Web", status="archived")
    other = make.source(make.id_of("source", "other"), title="Other")
    sweeps.plan = make.plan(sources=[web, other])
    sweeps.look()
    assert sweeps.known is None


def test_a_failure_ends_no_other_part_of_the_sweep(sweeps):
    def refuse(_commit, _writes):
        raise RuntimeError

    sweeps.delivered(NOON)
    sweeps.table.around("commit", refuse)
    sweeps.watching = SourceWatching(sweeps.table, lambda: sweeps.at)
    assert sweeps.look() == 0
