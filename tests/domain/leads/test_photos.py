"""May a photo be uploaded to a lead, and who sees the photos of its notes?"""

import pytest

from shared.domain.kernel import limits
from shared.domain.kernel.errors import Invalid, LeadErased, LeadMerged, Missing, NotOwner
from shared.domain.leads.photos import UPLOAD_VALID, UPLOADED_WITHIN, add_photo, check_photos_seen
from tests import make
from tests.make import ANN, BOB, BOSS, NOON

ME = {ANN: make.member(ANN), BOB: make.member(BOB, sees="team"), BOSS: make.member(BOSS, role="manager")}
MINE = make.received(ANN)
ERASED = make.owned(ANN, state="closed", erased_at=NOON)


def add(lead, me=ANN):
    return add_photo(lead, ME[me], make.settings(), NOON).lead


def test_each_photo_counts_and_an_erasure_waits_for_the_latest():
    twice = add(add(MINE))
    assert (twice.photos, twice.uploads_until) == (2, NOON + UPLOADED_WITHIN)
    assert UPLOADED_WITHIN > UPLOAD_VALID


def test_a_lead_has_at_most_so_many_photos():
    full = MINE.model_copy(update={"photos": limits.PHOTOS.most - 1})
    with pytest.raises(Invalid):
        add(add(full))


@pytest.mark.parametrize(("lead", "me", "refusal"), [
    (MINE, BOB, NotOwner),
    (make.received(BOB), ANN, Missing),
    (ERASED, ANN, LeadErased),
    (MINE.model_copy(update={"merged_into": make.id_of("lead", "into")}), ANN, LeadMerged),
])  # fmt: skip
def test_a_photo_is_refused_where_a_note_would_be(lead, me, refusal):
    with pytest.raises(refusal):
        add(lead, me)


@pytest.mark.parametrize(("lead", "me", "seen"), [
    (MINE, ANN, True), (MINE, BOSS, True), (MINE, BOB, False), (ERASED, BOSS, False),
])  # fmt: skip
def test_photos_are_seen_by_whoever_reads_the_notes(lead, me, seen):
    if seen:
        check_photos_seen(lead, ME[me])
    else:
        with pytest.raises(Missing):
            check_photos_seen(lead, ME[me])
