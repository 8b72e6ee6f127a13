"""Define the doors of the supervise function, and how much one of its answers reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from shared import ids
from shared.doors import Doors
from shared.photos import Photos
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret
from shared.store import dashboard_reader
from shared.store.lists import lead_lists, lead_timeline


@dataclass(frozen=True, kw_only=True)
class ReadLimits:
    """Limit how much one answer reads. Tests set lower limits, so that they need less data to reach them.

    Attributes:
        leads: leads for one page, however few of them it shows.
        records: messages and comments of one lead for one page, however few are of the wanted kind.
        timeline: records that a timeline shows beside the history.
        entries: open conversations, and open offers, for the dashboard; the rest is only counted.
        rows: counter rows after which the dashboard reads no further day.
        counted: up to how many of a kind the dashboard counts.
    """

    leads: int = lead_lists.READ
    records: int = lead_timeline.READ
    timeline: int = lead_timeline.TOLD
    entries: int = dashboard_reader.ENTRIES
    rows: int = dashboard_reader.ROWS
    counted: int = dashboard_reader.COUNTED


@dataclass(frozen=True, kw_only=True)
class SuperviseDoors(Doors):
    """The dependencies of the supervise function, beside those of every function.

    Attributes:
        secret: the master secret, for cursors, hashes of addresses, and the key that signs pushes.
        pushes: the queue of pushes, for test pushes.
        photos: the photos of notes.
        new_secret: returns a new unpredictable text, for tickets of live connections.
        raws: the files of large deliveries, for exports.
        loopback: whether push services may be on this machine, as in local runs.
        limits: how much one answer reads at most.
    """

    secret: MasterSecret
    pushes: Queue
    photos: Photos
    new_secret: Callable[[], str] = ids.secret_text
    raws: RawFiles
    loopback: bool = False
    limits: ReadLimits = field(default_factory=ReadLimits)
