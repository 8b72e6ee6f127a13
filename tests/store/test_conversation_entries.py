"""Is the entry of an open conversation what the release before reads, also after a roll-back?"""

from datetime import datetime, timedelta

from shared.domain.lead_records.conversation import Conversation
from shared.store import codec, conversation_entries, keys
from tests import make


def test_the_attribute_of_who_waits_tells_since_when_also_once_the_lead_is_claimed():
    """Release 0.1 reads an instant there, or nothing; its dashboard failed on anything else."""
    since = make.NOON - timedelta(minutes=5)
    talk = Conversation(opened_at=since, waiting_since=since)
    for lead in (make.offered(conversation=talk), make.owned(conversation=talk)):
        item = codec.to_item(lead)
        assert datetime.fromisoformat(item["waiting_since"]["S"]) == since
        read = conversation_entries.read(item)
        assert read.pk == keys.WAITING
        assert read.waiting == keys.instant(since)
