"""Is a person erased wherever they were stored, whatever crashes on the way, and again after a restore?"""

import json
from datetime import datetime, timedelta

import pytest

from shared.domain.kernel.event import Event
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.erasure import Erasure
from shared.domain.leads.photos import UPLOADED_WITHIN
from shared.domain.plan_records.retention import RetentionTimes
from shared.domain.privacy.declarations import RECORDS
from shared.store import decisions
from shared.store.table import put
from tests import memory
from tests.functions import team
from tests.functions.crash_injection import CrashInjection
from tests.functions.erasing import (
    BLOCKED,
    EMAIL,
    LEDGER,
    MINUTE,
    PHONE,
    PHOTOS,
    PersonsWay,
    files,
    kept_deals,
    kind_of,
    sentinels,
)
from tests.functions.ingest.importing import sheet
from tests.functions.ingest_client import BUCKET, SECOND
from tests.make import ANN, CHIEF, id_of
from tests.soak import SOAK

YEARS = timedelta(days=800)


@pytest.fixture
def way(door, secret, event):
    """Provide a person's way, not gone yet."""
    return PersonsWay(door, secret, event)


@pytest.fixture
def gone(way):
    """Provide a person's way, gone through every feature."""
    way.go()
    way.door.now += SECOND
    return way


def hashes(secret):
    return [*secret.contact_hashes("email", EMAIL), *secret.contact_hashes("phone", PHONE)]


def test_nothing_of_an_erased_person_is_left_in_table_buckets_and_queues(gone, secret):
    before = gone.items()
    assert sentinels(before)
    assert sentinels(files())
    erasure_id = gone.erase()
    gone.sweep()
    shown = gone.erasure(erasure_id)
    assert (shown["status"], shown["erased"]) == ("done", 2)
    items = gone.items()
    assert sentinels(items, files(), gone.outgoing.sent, gone.office.queue.sent) == []
    cards = [json.loads(item["body"]["S"]) for item in items if item["PK"]["S"].startswith("CONTACT#")]
    assert {frozenset(card) for card in cards} == {frozenset({"version", "hash", "objection"})}
    others = str([item for item in items if not item["PK"]["S"].startswith("CONTACT#")])
    assert [one for one in hashes(secret) if one in others] == []


def test_the_persons_way_comes_by_every_kind_that_holds_a_contacts_data(gone):
    """A kind that is declared later has to be put on the way, so that the sentinels are looked for in it."""
    declared = {one.kind for one in RECORDS if one.whose == "contact"}
    assert declared - {kind_of(item) for item in gone.items()} == set()


def test_a_closed_shell_is_left_of_each_lead_and_figures_stay(gone):
    counted = figures(gone)
    gone.erase()
    gone.sweep()
    for lead_id in gone.leads:
        lead = gone.lead(lead_id)
        assert (lead.state, lead.erased_at) == ("closed", gone.door.now)
    assert team.load(gone.table, ANN).open_leads == 0
    assert figures(gone) == counted
    status, shown = gone.ask("GET /leads/{lead_id}")
    assert (status, shown["may"], shown["contact"]["first_name"]) == (200, [], "")
    assert gone.ask("GET /leads/{lead_id}/timeline")[0] == 200
    assert gone.ask("POST /leads/{lead_id}/reopen")[1]["code"] == "lead_erased"
    assert gone.ask("POST /leads/{lead_id}/comments", {"body": "?"}, ANN)[1]["code"] == "lead_erased"


def test_a_lead_that_was_merged_is_erased_with_the_other_whichever_was_chosen(gone):
    gone.erase(gone.leads[1])
    gone.sweep()
    assert sentinels(gone.items()) == []


def test_the_person_makes_a_new_lead_later(gone):
    gone.erase()
    gone.sweep()
    status, lead = gone.enter("new")
    assert status == 201
    assert lead["lead_id"] not in gone.leads


def test_an_inquiry_that_races_with_the_erasure_makes_a_new_lead(way):
    way.go_shortly()
    way.erase()
    tries = []

    def lose(commit, writes):
        tries.append(writes)
        if len(tries) == 2:  # the person is known by now
            way.table.around("commit", None)
            way.sweep()
        commit(writes)

    way.table.around("commit", lose)
    status, lead = way.enter("racing")
    assert (status, lead["lead_id"] in way.leads) == (201, False)


@pytest.mark.sampled
@pytest.mark.parametrize("before", [True, False], ids=["before the call", "after the call"])
def test_a_crash_at_any_call_is_continued(door, secret, event, before):
    crashes = CrashInjection(before=before)
    way = PersonsWay(door, secret, event)
    way.go_shortly()
    memory.client("s3").put_object(Bucket=BUCKET, Key="imports/one", Body=EMAIL.encode())
    way.erase()
    work = way.erasures(crashes.around(memory.client("dynamodb")), crashes.around(memory.client("s3")))
    backup = memory.client("dynamodb").scan(TableName="relevo")["Items"]
    assert work().finished == 1
    calls = crashes.made
    assert calls > 20
    for fatal in range(1, calls + 1, 1 if SOAK else 4):
        restore(backup)
        memory.client("s3").put_object(Bucket=BUCKET, Key="imports/one", Body=EMAIL.encode())
        crashes.run(work, fatal)
        assert sentinels(way.items(), files()) == [], fatal


def test_a_failing_step_is_logged_counted_and_taken_again(gone, logged):
    erasure_id = gone.erase()
    gone.swept.around("commit", fail)
    assert gone.sweep()["failed"] > 0
    gone.swept.around("commit", None)
    assert "erasure_failed" in logged()
    assert gone.erasure(erasure_id)["status"] == "running"
    gone.sweep()
    assert gone.erasure(erasure_id)["status"] == "done"


def test_an_erasure_waits_for_an_import_of_an_older_file(gone):
    _, made = gone.office.make()
    gone.office.upload(made["import_id"], "nombre,email\nZqxjane,zqxjane@example.com\n")
    gone.office.start(made["import_id"])
    gone.door.now += SECOND
    erasure_id = gone.erase()
    gone.sweep()
    assert gone.erasure(erasure_id)["status"] == "running"
    gone.office.work()
    gone.sweep()
    assert gone.erasure(erasure_id)["status"] == "done"
    assert sentinels(gone.items(), files()) == []


def test_every_target_is_told_that_the_contact_was_erased(gone):
    before = gone.lead()
    gone.erase()
    gone.sweep()
    assert "contact.erased" in gone.notify_of(before, gone.lead())


def test_the_ledger_outside_the_table_holds_ids_only(gone):
    gone.erase()
    gone.sweep()
    assert sorted(gone.ledger.lead_ids()) == sorted(gone.leads)
    assert sentinels(files()) == []


def test_what_a_restore_brings_back_is_erased_again(gone):
    old = memory.client("dynamodb").scan(TableName="relevo")["Items"]
    gone.erase()
    gone.sweep()
    restore(old)
    assert sentinels(gone.items())
    assert gone.sweep({"re_erase": True}) == {"leads": 2}
    gone.sweep()
    assert sentinels(gone.items()) == []
    assert gone.sweep({"re_erase": True}) == {"leads": 0}


def test_a_file_that_was_uploaded_later_stays(way):
    way.leads.append(way.enter("first")[1]["lead_id"])
    way.door.now -= 2 * MINUTE
    memory.client("s3").put_object(Bucket=BUCKET, Key="imports/later", Body=b"name")
    way.erase()
    way.sweep()
    assert way.lead().erased_at
    assert "imports/later" in files()


def retire(way, since, passed=YEARS):
    """Have leads without activity since then erased, as retention does after so much time."""
    way.door.now += passed
    now, lead_ids = way.door.now, tuple(way.leads[:1])
    erasure = Erasure(erasure_id=id_of("erasure", "old"), at=now, by="sweep", reason="retention", lead_ids=lead_ids,
                      inactive_since=since, files_deleted=True, due=now)  # fmt: skip
    way.table.commit([put(erasure)])
    return erasure.erasure_id


def test_an_inactive_lead_is_erased_as_on_request_with_the_leads_merged_into_it_and_files_stay(gone):
    erasure_id = retire(gone, gone.door.now)
    gone.sweep()
    shown = gone.erasure(erasure_id)
    assert (shown["status"], shown["reason"], shown["by"], shown["erased"]) == ("done", "retention", "sweep", 2)
    assert sentinels(gone.items()) == []
    assert sentinels(files())  # those were uploaded lately
    assert sorted(gone.ledger.lead_ids()) == sorted(gone.leads)
    audits = [item for item in gone.items() if item["PK"]["S"].startswith("AUDIT#") and "lead.erased" in str(item)]
    assert all('"reason":"retention"' in item["body"]["S"] for item in audits)


def test_a_lead_that_was_active_since_it_was_chosen_is_not_erased(gone):
    erasure_id = retire(gone, gone.door.now - MINUTE)
    gone.sweep()
    assert gone.erasure(erasure_id)["status"] == "done"
    assert [gone.lead(lead_id).erased_at for lead_id in gone.leads] == [None, None]
    assert list(gone.ledger.lead_ids()) == []


def test_activity_in_the_very_step_that_erases_a_lead_keeps_it(gone):
    erasure_id = retire(gone, gone.door.now)
    tries = []

    def act(commit, writes):
        if not tries and any(write.key.pk.startswith("AUDIT#") for write in writes):  # that which erases the lead
            tries.append(writes)
            gone.door.now += SECOND
            gone.do("POST /leads/{lead_id}/comments", {"body": "call back"}, ANN)
        commit(writes)

    gone.swept.around("commit", act)
    gone.sweep()
    gone.swept.around("commit", None)
    gone.sweep()
    assert tries
    assert gone.lead().erased_at is None
    assert gone.erasure(erasure_id)["status"] == "done"
    assert list(gone.ledger.lead_ids()) == []


def test_an_inactive_lead_stands_in_the_ledger_though_entering_it_failed_at_first(gone):
    retire(gone, gone.door.now)
    s3 = memory.client("s3")
    s3.delete_bucket(Bucket=LEDGER)
    assert gone.sweep()["failed"] == 1
    assert gone.lead().erased_at is not None
    s3.create_bucket(Bucket=LEDGER, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    gone.sweep()
    assert sorted(gone.ledger.lead_ids()) == sorted(gone.leads)
    assert sentinels(gone.items()) == []


def test_a_merged_lead_is_erased_with_the_other_though_something_was_recorded_on_it_later(gone):
    gone.table.commit([put(gone.lead(gone.leads[1]).updated(noted_at=gone.door.now + MINUTE))])
    retire(gone, gone.door.now)
    gone.sweep()
    assert [gone.lead(lead_id).erased_at is None for lead_id in gone.leads] == [False, False]


@pytest.mark.parametrize("months", [None, 24])
def test_a_longer_setting_keeps_what_is_about_to_be_erased(gone, months):
    settings = team.read_settings(gone.table)
    team.change(gone.table, settings.model_copy(update={"retention": RetentionTimes(leads_months=months)}))
    erasure_id = retire(gone, gone.door.now, YEARS if months is None else MINUTE)
    gone.sweep()
    assert (gone.lead().erased_at, gone.erasure(erasure_id)["status"]) == (None, "done")
    assert list(gone.ledger.lead_ids()) == []


def test_of_a_won_deal_contact_deal_and_dates_are_kept_in_the_blocked_store_before_the_lead_is_erased(gone):
    gone.do("POST /leads/{lead_id}/close", {"outcome": "won"})
    closed = gone.lead()
    gone.door.now += SECOND
    gone.erase()
    gone.sweep()
    [(key, deal)] = kept_deals().items()
    assert key == f"won/10/{gone.leads[0]}"
    assert deal["contact"]["emails"][0]["normal"] == EMAIL
    assert deal["attributes"] == closed.attributes
    assert datetime.fromisoformat(deal["closed_at"]) == closed.since
    assert "message" not in deal
    assert sentinels(gone.items(), files()) == []


def test_a_won_deal_is_kept_though_the_person_asked_again(gone):
    gone.do("POST /leads/{lead_id}/close", {"outcome": "won"})
    closed = gone.lead()
    gone.door.now += SECOND
    gone.enter("again")
    assert gone.lead().state != "closed"
    gone.erase()
    gone.sweep()
    [deal] = kept_deals().values()
    assert datetime.fromisoformat(deal["closed_at"]) == closed.since


def test_of_a_deal_that_was_won_before_older_pages_of_the_history_say_so(gone):
    lead = gone.lead()
    event = Event(at=lead.created_at, kind="closed", by=ANN, detail={"outcome": "won"})
    longer = lead.model_copy(update={"history": (event, *lead.history, *lead.history, *lead.history)})
    gone.table.commit([*decisions.writes(Decision(longer))])
    assert event not in gone.lead().history
    gone.erase()
    gone.sweep()
    [deal] = kept_deals().values()
    assert datetime.fromisoformat(deal["closed_at"]) == lead.created_at


def test_of_other_leads_nothing_is_kept(gone):
    gone.do("POST /leads/{lead_id}/close", {"outcome": "lost"})
    gone.erase()
    gone.sweep()
    assert kept_deals() == {}


def test_a_won_lead_is_not_erased_before_its_deal_is_kept(gone):
    gone.do("POST /leads/{lead_id}/close", {"outcome": "won"})
    gone.erase()
    s3 = memory.client("s3")
    s3.delete_bucket(Bucket=BLOCKED)
    assert gone.sweep()["failed"] == 1
    assert gone.lead().erased_at is None
    s3.create_bucket(Bucket=BLOCKED, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    gone.sweep()
    assert gone.lead().erased_at is not None
    assert len(kept_deals()) == 1


def figures(way):
    return [item for item in way.items() if item["PK"]["S"].startswith("TALLY#") and "body" not in item]


def fail(_commit, _writes):
    raise RuntimeError("of the test")


def restore(items):
    """Make the table what it was."""
    client = memory.client("dynamodb")
    for item in client.scan(TableName="relevo")["Items"]:
        client.delete_item(TableName="relevo", Key={"PK": item["PK"], "SK": item["SK"]})
    for item in items:
        client.put_item(TableName="relevo", Item=item)


def test_an_objection_outlives_the_erasure_of_who_objected(gone):
    gone.erase()
    gone.sweep()
    shown = gone.office.run(sheet([f"Jane,{EMAIL},", f"Jane,,{PHONE}", "Leo,leo@example.com,"]), routing="pool")
    assert (shown["created"], shown["repeated"], shown["objected"]) == (1, 0, 2)
    status, lead = gone.enter("again")
    assert (status, lead["objection"]["what"]) == (201, "marketing")


def test_photos_are_deleted_at_once_and_again_when_no_upload_can_come_any_more(way):
    way.go_shortly()
    way.do("POST /leads/{lead_id}/photos", {"bytes": 3}, CHIEF)
    way.photograph("one", CHIEF)
    erasure_id = way.erase()
    way.sweep()
    assert not photos()
    assert way.erasure(erasure_id)["status"] != "done"

    late = f"photos/{way.leads[0]}/photo_late"  # the address was signed before the erasure
    memory.client("s3").put_object(Bucket=PHOTOS, Key=late, Body=b"late")
    other = "photos/lead_other/photo_one"
    memory.client("s3").put_object(Bucket=PHOTOS, Key=other, Body=b"other")
    way.door.now += UPLOADED_WITHIN
    way.sweep()
    assert photos() == [other]
    assert way.erasure(erasure_id)["status"] == "done"
    assert way.ask("GET /leads/{lead_id}/photos/{photo_id}", photo_id=id_of("photo", "late"))[0] == 404
    assert way.ask("POST /leads/{lead_id}/photos", {"bytes": 3})[1]["code"] == "lead_erased"


def photos():
    """Return the keys of all photos."""
    found = memory.client("s3").list_objects_v2(Bucket=PHOTOS).get("Contents", [])
    return [one["Key"] for one in found]
