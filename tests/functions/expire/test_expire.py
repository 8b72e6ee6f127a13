"""Does a fired clock end its offer, and does the sweep repair lost work?"""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from functions.expire.build import build
from functions.expire.sweeping.overdue_leads import OverdueWork
from shared.domain.kernel.errors import Busy, TooEarly
from shared.domain.kernel.weekly_hours import Window
from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.task import Task
from shared.domain.plan_records.settings import Settings
from shared.doors import Doors
from shared.store import decisions, keys
from shared.store.decisions import AT_ONCE
from shared.store.lists import lead_lists
from shared.store.table import put_whole
from tests import make
from tests.functions import team
from tests.functions.sweeping import Unlisted, sweeping
from tests.granted import granted
from tests.make import ANN, BOB, BOSS, EVE, LEAD, NOON, OFFER, RESPONSE, offered, owned, pooled, received

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def seated(table):
    return team.seat(table)


@pytest.fixture
def expire(table, seated):
    """Provide the function, at noon."""
    expire = build(Doors(table=granted(table, "expire"), now=lambda: NOON))
    return lambda event: expire(event, None)


@pytest.fixture
def fire(expire):
    """Provide a function that fires a clock of the lead."""
    return lambda clock_id=OFFER: expire({"lead_id": LEAD, "clock_id": clock_id, "at": "2026-01-05T12:00:00Z"})


@pytest.fixture
def fire_held(expire):
    """Provide a function that fires the clock of a held lead."""

    def fire(lead):
        at = f"{lead.routes_at:%Y-%m-%dT%H:%M:%SZ}"
        return expire({"lead_id": lead.lead_id, "clock_id": lead.clock.clock_id, "at": at})

    return fire


@pytest.fixture
def sweep(table, seated):
    """Provide the sweep, at noon."""
    return sweeping(table, lambda: NOON)


def due(seconds, lead_id=LEAD, agent_id=ANN):
    """Return an offer whose deadline was so many seconds ago."""
    offer = make.offer(agent_id, made_at=NOON - 999 * SECOND, deadline=NOON - seconds * SECOND)
    return offered(offer=offer, lead_id=lead_id)


def test_a_clock_ends_its_offer_and_sends_the_lead_to_the_next_agent(table, fire):
    team.store(table, due(0))
    assert fire() == {"ended": True}
    lead = team.read(table)
    assert (lead.state, lead.tried, lead.todo) == ("unrouted", (ANN,), "route")
    load = team.load(table, ANN)
    assert (load.open_offers, load.missed) == (-1, 1)


def test_an_expired_jump_ball_counts_as_missed_for_no_agent(table, fire):
    lead = due(0)
    team.store(table, lead.model_copy(update={"offer": lead.offer.model_copy(update={"together": True})}))
    assert fire() == {"ended": True}
    assert (team.load(table, ANN).missed, team.load(table, ANN).version) == (0, 1)


def test_a_clock_that_fires_twice_changes_nothing_more(table, fire):
    team.store(table, due(0))
    fire()
    before = team.read(table)
    assert fire() == {"ended": False}
    assert team.read(table) == before


@pytest.mark.parametrize("lead", [make.lead(), owned(BOB)], ids=["unrouted", "owned"])
def test_a_foreign_clock_changes_nothing(table, fire, lead):
    team.store(table, lead)
    before = team.read(table)
    assert fire() == {"ended": False}
    assert team.read(table) == before


def test_a_clock_of_a_deleted_lead_changes_nothing(fire):
    assert fire() == {"ended": False}


def test_an_early_clock_is_retried(table, fire):
    team.store(table, due(-60))
    with pytest.raises(TooEarly):
        fire()
    assert team.read(table).state == "offered"


def test_a_clocks_input_is_validated_exactly(expire):
    with pytest.raises(ValidationError):
        expire({"lead_id": LEAD, "clock_id": OFFER, "at": "2026-01-05T12:05:00Z", "name": "Lucía"})


# Responses


def owing(seconds, lead_id=LEAD, **change):
    """Return a lead whose owner's response was due so many seconds ago."""
    response = make.response(since=NOON - 999 * SECOND, due=NOON - seconds * SECOND)
    return received(lead_id=lead_id, response=response, **{"last_activity_at": response.since, **change})


def test_a_clock_takes_the_lead_from_an_owner_who_did_not_respond(table, fire):
    team.store(table, owing(0))
    assert fire(RESPONSE) == {"ended": True}
    lead = team.read(table)
    assert (lead.state, lead.tried, lead.todo) == ("unrouted", (ANN,), "route")
    assert team.load(table, ANN).open_leads == -1
    assert fire(RESPONSE) == {"ended": False}


def test_a_lead_whose_person_asked_again_stays(table, fire):
    team.store(table, owing(0, last_activity_at=NOON))
    assert fire(RESPONSE) == {"ended": True}
    assert (team.read(table).owner, team.read(table).response) == (ANN, None)


def test_an_early_clock_of_a_response_is_retried(table, fire):
    team.store(table, owing(-60))
    with pytest.raises(TooEarly):
        fire(RESPONSE)


def test_the_clock_of_an_answered_response_changes_nothing(table, fire):
    team.store(table, owing(0).model_copy(update={"response": None}))
    assert fire(RESPONSE) == {"ended": False}


def test_the_sweep_ends_a_response_whose_clock_was_lost(table, sweep):
    late, waiting, longer = (make.id_of("lead", name) for name in ("late", "waiting", "longer"))
    team.store(table, owing(15, late), owing(5, waiting), owing(-60, longer))
    assert sweep() == {"swept": 1, "failed": 0}
    assert team.read(table, late).history[-1].by == "sweep"
    assert {team.read(table, lead_id).owner for lead_id in (waiting, longer)} == {ANN}


# Held leads


def held(seconds, lead_id=LEAD, **change):
    """Return a lead that was held until so many seconds ago."""
    routes_at = NOON - seconds * SECOND
    return pooled(**{"lead_id": lead_id, "reason": "no_route", "routes_at": routes_at, **change})


def test_one_clock_routes_every_lead_held_until_now_and_no_other(table, fire_held):
    waking = [held(n % 2, make.id_of("lead", f"w{n:03}")) for n in range(AT_ONCE + 10)]
    later = held(-60, make.id_of("lead", "later"))
    team.store(table, *waking, later)
    assert fire_held(waking[0]) == {"ended": True}
    woken = lead_lists.leads(table, [lead.lead_id for lead in waking])
    assert len(woken) == len(waking)
    assert {(lead.state, lead.todo, lead.routes_at, lead.history[-1].by) for lead in woken} == {
        ("unrouted", "route", None, "clock")
    }
    assert team.read(table, later.lead_id).state == "pooled"
    assert fire_held(waking[0]) == {"ended": False}


def test_held_leads_are_routed_oldest_first_many_in_a_transaction(table, fire_held):
    """Of two held until the same instant the earlier lead goes first."""
    came = [make.NOON + n * SECOND for n in (3, 1, 2)]
    for n, created_at in enumerate(came):
        team.store(table, held(0, make.id_of("lead", f"h{n}"), created_at=created_at))
    commits = []

    def noted(commit, writes):
        commits.append([write.key.pk for write in writes])
        commit(writes)

    table.around("commit", noted)
    fire_held(held(0))
    assert commits == [[f"LEAD#{make.id_of('lead', name)}" for name in ("h1", "h2", "h0")]]


def test_a_lead_that_was_taken_meanwhile_is_left_out_and_the_others_are_routed(table, fire_held):
    """Between read and write, an agent claims one from the pool."""
    taken, free = held(0, make.id_of("lead", "a")), held(0, make.id_of("lead", "b"))
    team.store(table, taken, free)
    first = iter([True])

    def raced(commit, writes):
        if next(first, False):
            now = team.read(table, taken.lead_id)
            commit(decisions.put_lead(now.model_copy(update={"state": "owned", "owner": BOB, "routes_at": None})))
        commit(writes)

    table.around("commit", raced)
    assert fire_held(free) == {"ended": True}
    assert team.read(table, taken.lead_id).owner == BOB
    assert team.read(table, free.lead_id).state == "unrouted"


def test_an_early_clock_of_held_leads_is_retried(table, fire_held):
    lead = held(-60)
    team.store(table, lead)
    with pytest.raises(TooEarly):
        fire_held(lead)
    assert team.read(table).state == "pooled"


def test_the_sweep_routes_held_leads_whose_clock_was_lost(table, sweep):
    late, waiting = make.id_of("lead", "late"), make.id_of("lead", "waiting")
    team.store(table, held(15, late), held(5, waiting))
    assert sweep() == {"swept": 1, "failed": 0}
    assert (team.read(table, late).state, team.read(table, waiting).state) == ("unrouted", "pooled")


# The sweep


def test_the_sweep_ends_offers_whose_clocks_were_lost(table, sweep):
    late, waiting = make.id_of("lead", "late"), make.id_of("lead", "waiting")
    team.store(table, due(15, late), due(-60, waiting))
    assert sweep() == {"swept": 1, "failed": 0}
    assert team.read(table, late).history[-1].by == "sweep"
    assert team.read(table, waiting).state == "offered"


def test_of_many_open_offers_each_sweep_reads_some_and_the_next_goes_on(table, seated):
    overdue = [make.id_of("lead", str(n)) for n in range(5)]
    team.store(table, *(due(15, lead_id) for lead_id in overdue))
    work = OverdueWork(table, at_once=2)
    assert [work.handle(seated, NOON).swept for _ in range(4)] == [2, 2, 1, 0]
    team.store(table, due(15, make.id_of("lead", "after")))
    assert work.handle(seated, NOON).swept == 1  # it began anew


def test_of_many_open_offers_the_last_are_reached_though_each_sweep_is_a_new_process(table, seated):
    """A process that began with the first offers would never look at those behind them."""
    waiting = [make.id_of("lead", str(n)) for n in range(4)]
    team.store(table, *(due(-5, lead_id) for lead_id in waiting), due(15, make.id_of("lead", "last"), EVE))
    swept = [OverdueWork(table, at_once=2).handle(seated, NOON).swept for _ in range(3)]
    assert swept == [0, 0, 1]
    swept = [OverdueWork(table, at_once=2).handle(seated, NOON + 20 * SECOND).swept for _ in range(3)]
    assert swept == [2, 2, 0]  # it began anew


def test_two_processes_that_take_turns_share_one_place(table, seated):
    team.store(table, *(due(15, make.id_of("lead", str(n))) for n in range(5)))
    processes = [OverdueWork(table, at_once=2) for _ in range(2)]
    for one in processes:
        one.handle(seated, NOON - MINUTE)  # nothing is overdue yet
    assert [processes[turn % 2].handle(seated, NOON).swept for turn in range(3)] == [1, 2, 2]


def test_where_one_sweep_looks_at_all_open_offers_nothing_is_kept_and_the_place_is_asked_for_once(table, seated):
    team.store(table, due(-60, make.id_of("lead", "waiting")))
    work = OverdueWork(table, at_once=2)
    table.calls.clear()
    for _ in range(3):
        work.handle(seated, NOON)
    assert table.calls.count("batch_get_item") == 1
    assert "transact_write_items" not in table.calls
    assert keys.OFFERS_SWEPT not in table.items([keys.OFFERS_SWEPT])


def test_a_place_that_cannot_be_kept_stops_no_sweep(table, seated):
    team.store(table, *(due(15, make.id_of("lead", str(n))) for n in range(3)))

    def busy(commit, writes):
        if writes[0].key == keys.OFFERS_SWEPT:
            raise Busy
        commit(writes)

    table.around("commit", busy)
    work = OverdueWork(table, at_once=2)
    assert [work.handle(seated, NOON).swept for _ in range(2)] == [2, 1]


def test_the_sweep_sends_forgotten_leads_to_routing_again(table, sweep):
    team.store(table, make.lead(since=NOON - 45 * SECOND, todo=None))
    assert sweep()["swept"] == 1
    lead = team.read(table)
    assert (lead.todo, lead.attempts, lead.state) == ("route", 1, "unrouted")
    assert sweep()["swept"] == 0


def test_one_leads_failure_does_not_stop_the_sweep(table, sweep, logged):
    bad, good = make.id_of("lead", "a"), make.id_of("lead", "b")
    team.store(table, due(15, bad), due(15, good))

    def fails(commit, writes):
        if bad in writes[0].key.pk:
            raise ZeroDivisionError("Lucía")
        commit(writes)

    table.around("commit", fails)
    assert sweep() == {"swept": 1, "failed": 1}
    assert "Lucía" not in logged()


SECRET = "+34600112233"


def spoil(table, lead_id):
    """Make a lead unreadable: a field has an invalid value."""
    where = {"PK": {"S": f"LEAD#{lead_id}"}, "SK": {"S": "LEAD"}}
    body = {":b": {"S": f'{{"lead_id": "{lead_id}", "state": "{SECRET}"}}'}}
    table._client.update_item(
        TableName="relevo", Key=where, UpdateExpression="SET body = :b", ExpressionAttributeValues=body
    )


def test_an_unreadable_lead_neither_stops_the_sweep_nor_appears_in_a_log(table, sweep, logged):
    bad, good = make.id_of("lead", "a"), make.id_of("lead", "b")
    team.store(table, due(15, bad), due(15, good))
    spoil(table, bad)
    assert sweep()["swept"] == 1
    told = logged()
    assert '"LeadUnreadable":[1.0]' in told
    assert SECRET not in told


def test_a_clocks_error_contains_no_personal_data(table, fire):
    """Lambda logs the error, and Step Functions stores it as the cause."""
    team.store(table, due(0))
    spoil(table, LEAD)
    with pytest.raises(ValidationError) as failed:
        fire()
    assert SECRET not in str(failed.value)


def test_a_lead_written_by_a_newer_release_still_expires(table, fire):
    team.store(table, due(0))
    item = table.items([keys.lead(LEAD)])[keys.lead(LEAD)]
    body = {":b": {"S": item["body"]["S"][:-1] + ',"novelty":1}'}}
    table._client.update_item(
        TableName="relevo", Key={"PK": item["PK"], "SK": item["SK"]}, UpdateExpression="SET body = :b",
        ExpressionAttributeValues=body,
    )  # fmt: skip
    assert fire() == {"ended": True}


def test_the_sweep_of_a_tenant_without_settings_does_nothing(table):
    sweep = sweeping(table, lambda: NOON)
    before = team.everything(table._client)
    assert sweep() == {"swept": 0, "failed": 0}
    assert team.everything(table._client) == before


def test_the_sweep_marks_long_waits_once_for_notify(table, sweep):
    settings = table.get(Settings, keys.SETTINGS)
    team.change(table, settings.model_copy(update={"attention_after_seconds": 3600}))
    old = NOON - timedelta(minutes=70)
    task = Task(comment_id=make.id_of("comment", "c"), lead_id=LEAD, at=old, due_at=old, by=BOSS, agent_id=ANN)
    team.store(
        table,
        owned(tasks=(task,), conversation=Conversation(opened_at=old)),
        pooled(lead_id=make.id_of("lead", "p"), since=NOON - timedelta(minutes=16)),
    )
    table.commit([put_whole(task)])
    sweep()
    lead = team.read(table)
    assert (lead.conversation.told, lead.tasks[0].told, lead.tell) == (True, True, "nudged")
    assert table.get(Task, keys.task(LEAD, task.comment_id)).told
    assert team.read(table, make.id_of("lead", "p")).pool_told
    sweep()
    assert team.read(table).version == lead.version


def test_a_conversation_opened_by_hand_is_marked_though_its_owner_has_had_the_lead_for_days(table, sweep):
    settings = table.get(Settings, keys.SETTINGS)
    team.change(table, settings.model_copy(update={"attention_after_seconds": 3600}))
    talk = Conversation(opened_at=NOON - timedelta(minutes=70), by_hand=True)
    team.store(table, owned(since=NOON - timedelta(days=3), conversation=talk))
    sweep()
    assert team.read(table).conversation.told


@pytest.mark.parametrize(("opened", "waits"), [(-16, True), (-0.9, False), (-46, None)])
def test_in_working_time_conversations_of_a_night_are_marked_in_the_morning(table, sweep, opened, waits):
    """The team's day began an hour ago, and the one before ended at 19:00."""
    settings = table.get(Settings, keys.SETTINGS)
    day = Window(days=("mon", "tue", "wed", "thu", "fri", "sat", "sun"), start="12:00", to="19:00")
    change = {"attention_after_seconds": 3600, "waiting_clock": "working", "working_hours": (day,)}
    team.change(table, settings.model_copy(update=change))
    at = NOON + timedelta(hours=opened)
    team.store(table, owned(conversation=Conversation(opened_at=at, waiting_since=at if waits else None)))
    sweep()
    assert team.read(table).conversation.told == (opened == -16)


def test_a_reminders_clock_marks_the_response_at_half_time_and_no_earlier(table, expire):
    for since, reminded in ((NOON - timedelta(minutes=30), True), (NOON - timedelta(minutes=29, seconds=59), False)):
        owes = make.response(since=since, due=since + timedelta(hours=1))
        lead_id = make.id_of("lead", f"r{reminded}"[:4])
        team.store(table, make.received(lead_id=lead_id, response=owes))
        fired = {"lead_id": lead_id, "clock_id": owes.reminder_id, "at": f"{owes.half:%Y-%m-%dT%H:%M:%SZ}"}
        if reminded:
            assert expire(fired) == {"ended": True}
        else:
            with pytest.raises(TooEarly):
                expire(fired)
        assert team.read(table, lead_id).response.reminded == reminded


def test_deliveries_put_off_that_cannot_be_listed_hold_up_nothing_else(table, seated, logged):
    team.store(table, offered(ANN))
    assert sweeping(table, lambda: NOON + timedelta(hours=1), waiting=Unlisted())()["swept"] == 1
    found = logged()
    assert ("deliveries_not_asked_for" in found, "WorkNotAskedFor" in found) == (True, True)
