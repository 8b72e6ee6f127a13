"""May nobody but Rainmakers see sample data, and nobody at all act on it?"""

import pytest

from shared.domain import access
from shared.domain.kernel.errors import Missing, SampleLead
from shared.domain.leads.checks import check_reads_exchange
from shared.domain.leads.permissions import CHECKS, allowed_verbs
from tests import make
from tests.make import ANN, BOB, BOSS, CHIEF, NOON

CHIEFS, BOSSES, AGENT = make.member(CHIEF, role="rainmaker"), make.member(BOSS, role="manager"), make.member(ANN)
SAMPLES = [
    make.offered(CHIEF, origin="sample"),
    make.owned(CHIEF, origin="sample"),
    make.pooled(origin="sample"),
    make.lead(state="closed", owner=CHIEF, origin="sample"),
]


@pytest.mark.parametrize("lead", SAMPLES, ids=lambda lead: lead.state)
def test_rainmakers_alone_see_samples(lead):
    everything = make.settings(agents_see="team", agents_see_pool=True)
    assert [access.may_see(me, lead, everything) for me in (CHIEFS, BOSSES, AGENT)] == [True, False, False]
    check_reads_exchange(lead, CHIEFS, everything)


@pytest.mark.parametrize("lead", SAMPLES, ids=lambda lead: lead.state)
@pytest.mark.parametrize("verb", CHECKS)
def test_no_verb_is_for_samples(verb, lead):
    with pytest.raises(SampleLead):
        CHECKS[verb](lead, CHIEFS, make.settings(), NOON)
    with pytest.raises(Missing):
        CHECKS[verb](lead, BOSSES, make.settings(), NOON)
    assert allowed_verbs(lead, CHIEFS, make.settings(), NOON) == ()


def test_a_lead_that_watches_the_way_is_seen_by_whom_it_is_offered_to_or_belongs_to():
    mine = [make.offered(ANN, origin="synthetic"), make.owned(ANN, origin="synthetic")]
    assert all(access.may_see(AGENT, lead, make.settings()) for lead in mine)
    others = [make.offered(BOB, origin="synthetic"), make.owned(BOB, origin="synthetic"),
              make.pooled(origin="synthetic")]  # fmt: skip
    assert not any(access.may_see(me, lead, make.settings()) for me in (AGENT, CHIEFS, BOSSES) for lead in others)
