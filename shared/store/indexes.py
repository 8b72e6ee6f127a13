"""The table's indexes, and their partitions: where records are listed beside their keys. See docs/table.md."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from shared.store.keys import instant


class Index(NamedTuple):
    """A secondary index: its name, its key attributes, and the attributes it includes beside keys."""

    name: str
    pk: str
    sk: str
    includes: tuple[str, ...] = ()


QUEUE, ALL = Index("queue", "queue_pk", "queue_sk"), Index("all", "all_pk", "all_sk")
NAME = Index("name", "name_pk", "name_sk")
CONVERSATION = Index("conversation", "conv_pk", "conv_sk", ("conv_owner", "waiting_since"))
DUE = Index("due", "due_pk", "due_sk")
INDEXES = (QUEUE, ALL, NAME, CONVERSATION, DUE)

DOUBT = "DOUBT"  # in DUE: leads that wait for a Manager's word whether they are any
RESPONSE, HELD, FETCH, IMPORT, TASK, OUTBOUND, GIVEN_UP, ERASE, TO_READ = (  # partitions of DUE
    "RESPONSE", "HELD", "FETCH", "IMPORT", "TASK", "OUTBOUND", "GIVEN_UP", "ERASE", "TO_READ")  # fmt: skip
NO_INSTANT = "~"  # begins the sort keys of held leads without an instant: after all instants
OPEN, WAITING = "OPEN", "WAITING"  # partitions of CONVERSATION: see `conversation_entries`
WORDS, EMAILS, PHONES = "WORD#", "EMAIL#", "PHONE#"  # begin partitions by which people are found: see `search_keys`
# Partitions of ALL: the team's tasks by state, sorted as a member's. Of CONVERSATION: open tasks apart from leads.
TEAM_OPEN, TEAM_DONE, TEAM_CANCELLED, APART = "TEAM_TASKS", "TEAM_DONE", "TEAM_CANCELLED", "APART"


def due_by(at: datetime) -> str:
    """Return the last sort key of entries due by `at`, in an index sorted by instant."""
    return f"{instant(at)}#~"


def open_tasks(agent_id: str) -> str:
    """Return the partition of a member's open tasks in the index `queue`, sorted by when they are due."""
    return f"TASKS#{agent_id}"


def done_tasks(agent_id: str) -> str:
    """Return the partition of a member's finished tasks in the index `queue`, sorted by when they were finished."""
    return f"DONE#{agent_id}"


def cancelled_tasks(agent_id: str) -> str:
    """Return the partition of a member's cancelled tasks in the index `queue`, sorted by when they were due."""
    return f"CANCELLED#{agent_id}"


def closed_by_owner(agent_id: str) -> str:
    """Return the partition of a member's closed leads in the index `conversation`, sorted by when they closed."""
    return f"CLOSED#{agent_id}"


def new_notifications(agent_id: str, epoch: int) -> str:
    """Return the partition of a member's new notifications in the index `queue`."""
    return f"NEW#{agent_id}#{epoch}"


def deliveries(source_id: str) -> str:
    """Return the partition of a source's deliveries in the index `all`, sorted by time."""
    return f"DELIVERIES#{source_id}"


def seen_by(agent_id: str) -> str:
    """Return the partition of what a member saw in the index `all`, sorted by day."""
    return f"SEEN#{agent_id}"
