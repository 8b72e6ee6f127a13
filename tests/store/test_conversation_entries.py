"""Is the entry of an open conversation what the release before reads, also after a roll-back?"""

from datetime import datetime, timedelta

import pytest

from shared.domain.lead_records.conversation import Conversation
from shared.store import codec, conversation_entries, indexes, keys
from tests import make


def test_the_attribute_of_who_waits_tells_since_when_also_once_the_lead_is_claimed():
    """Release 0.1 reads an instant there, or nothing; its dashboard failed on anything else."""
    since = make.NOON - timedelta(minutes=5)
    talk = Conversation(opened_at=since, waiting_since=since)
    for lead in (make.offered(conversation=talk), make.owned(conversation=talk)):
        item = codec.to_item(lead)
        assert datetime.fromisoformat(item["waiting_since"]["S"]) == since
        read = conversation_entries.read(item)
        assert read.pk == indexes.WAITING
        assert read.waiting == keys.instant(since)


@pytest.mark.parametrize("waits", [True, False], ids=["somebody waits", "only the owner is idle"])
def test_who_is_to_act_is_told_by_the_sort_key_and_the_owner_alone(waits):
    """So a list of many asks for these two."""
    talk = Conversation(opened_at=make.NOON, waiting_since=make.NOON if waits else None)
    item = codec.to_item(make.owned(conversation=talk))
    asked = {name: item[name] for name in conversation_entries.OF_WAITING}
    read = conversation_entries.read_waiting(asked)
    assert read == conversation_entries.read(item)
    assert (read.owner, read.waiting) == (item["conv_owner"]["S"], keys.instant(make.NOON) if waits else None)
