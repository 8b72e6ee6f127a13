"""Is what was kept read again, for those who may, once for each event, and as it is read now?"""

import json

import pytest

from functions.ingest.webhooks.throttle import Throttle
from shared.domain.intake.read_again import ROUTED_WITHIN
from shared.domain.kernel.contact import Card, Contact, Objection
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.raw_delivery import RawDelivery, RawPart
from shared.domain.plan_records.source import Source
from shared.store import codec, deliveries, keys, record_keys
from shared.store.table import put, put_whole
from tests import make
from tests.functions import put_off, team
from tests.functions.ingest_client import ASKED, NOW, SECOND
from tests.make import ANN, BOSS, PORTAL, WEB

ADF, FORM, META = (make.id_of("source", kind) for kind in ("adf", "form", "meta"))
ZOE = {"contact": {"first_name": "Zoé", "emails": ["zoe@example.com"]}, "attributes": {}, "message": "¿Sigue libre?"}


def again(door, delivery, me=BOSS):
    path = f"/sources/{delivery.source_id}/deliveries/{delivery.hash}/read-again"
    return door.ask("POST", path, sub=make.member(me).sub)


def listed(door, source_id=WEB):
    return deliveries.newest(door.table, source_id)


def now_says(door, body):
    """Let what was received say something else, as if it had been read wrongly when it came."""
    [raw] = door.raws()
    part = put_off.raws().keep(raw.parts[0], json.dumps(body).encode(), "", 90)
    door.table.commit([put_whole(raw.model_copy(update={"parts": (part,)}))])


@pytest.fixture
def refused(door):
    """Return a delivery that could not be read when it came; by now it can be."""
    raw = json.dumps(ZOE).encode()
    part = put_off.raws().keep(RawPart(content_type="application/json", size=len(raw)), raw, "", 90)
    forget_at = NOW + 90 * ROUTED_WITHIN
    told = {"source_id": PORTAL, "hash": "refused", "at": NOW, "forget_at": forget_at}
    one = Delivery(**told, outcome="unreadable", reason="invalid")
    kept = RawDelivery(**told, parts=(part,))
    door.table.commit([put(one), put_whole(kept)])
    return one


def test_what_holds_a_virus_is_never_read(door, refused):
    door.table.commit([put_whole(refused.model_copy(update={"reason": "virus_found"}))])
    assert again(door, refused)[1]["outcome"] == "unreadable"
    assert door.leads() == []


def test_a_mapping_that_was_made_since_decides(door):
    team.change(door.table, make.source(FORM, title="Formulario", kind="form"))
    body, key = {"campo_1": "Zoé", "campo_2": "zoe@example.com"}, {"X-Api-Key": door.secret.source_secret(FORM, 1)}
    lead_id = door.post(FORM, json.dumps(body), key)[1]["lead_id"]
    assert team.read(door.table, lead_id).contact.last_name == ""
    source = door.table.get(Source, keys.source(FORM))
    team.change(door.table, source.model_copy(update={"mapping": {"campo_1": "last_name"}}))
    door.open(Throttle())
    [one] = listed(door, FORM)
    assert again(door, one)[1]["outcome"] == "corrected"
    assert team.read(door.table, lead_id).contact.last_name == "Zoé"


def test_who_joined_one_lead_by_a_wrong_mapping_become_leads_of_their_own(door):
    source = make.source(FORM, title="Formulario", kind="form", mapping={"a": "email", "b": "ignore", "n": "ignore"})
    team.change(door.table, source)
    key = {"X-Api-Key": door.secret.source_secret(FORM, 1)}
    people = {"Uno": "c1@example.com", "Dos": "c2@example.com", "Tres": "c3@example.com"}
    sent = [json.dumps({"a": "portal@example.org", "b": email, "n": name}) for name, email in people.items()]
    lead_ids = {door.post(FORM, one, key)[1]["lead_id"] for one in sent}
    assert len(lead_ids) == 1
    source = door.table.get(Source, keys.source(FORM))
    mapping = {"a": "ignore", "b": "email", "n": "first_name"}
    team.change(door.table, source.model_copy(update={"mapping": mapping}))
    door.open(Throttle())
    first, *others = sorted(listed(door, FORM), key=lambda one: one.repeat)
    assert [again(door, one)[1]["outcome"] for one in others] == ["made", "made"]
    assert [again(door, one)[1]["outcome"] for one in others] == ["unchanged", "unchanged"]
    assert again(door, first)[1]["outcome"] == "corrected"
    leads = [codec.from_item(Lead, item) for item in door.leads()]
    found = {one.contact.first_name: [each.normal for each in one.contact.emails] for one in leads}
    assert {name: email in found[name] for name, email in people.items()} == dict.fromkeys(people, True)
    assert [found["Dos"], found["Tres"]] == [["c2@example.com"], ["c3@example.com"]]


def test_who_objects_stops_nobody_else_of_the_same_delivery(door):
    team.change(door.table, make.source(ADF, title="Coches", kind="adf"))
    persons = ("Ana", "ana@example.com"), ("Bea", "bea@example.com")
    raw = "<adf>" + "".join(
        f'<prospect><customer><contact><name part="first">{name}</name><email>{email}</email></contact></customer>'
        "</prospect>"
        for name, email in persons
    ) + "</adf>"  # fmt: skip
    part = put_off.raws().keep(RawPart(content_type="application/xml", size=len(raw)), raw.encode(), "", 90)
    told = {"source_id": ADF, "hash": "refused", "at": NOW, "forget_at": NOW + 90 * ROUTED_WITHIN}
    one = Delivery(**told, outcome="unreadable", reason="invalid")
    hashed = door.secret.contact_hashes("email", "ana@example.com")[0]
    objection = Card(hash=hashed, objection=Objection(what="all", at=NOW))
    door.table.commit([put(one), put_whole(RawDelivery(**told, parts=(part,))), put(objection)])
    assert again(door, one)[1]["outcome"] == "made"
    [lead] = [codec.from_item(Lead, item) for item in door.leads()]
    assert lead.contact.first_name == "Bea"


def test_a_lead_is_corrected_and_its_person_recognised_by_the_right_address(door):
    lead_id = door.signed()[1]["lead_id"]
    now_says(door, ZOE)
    [one] = listed(door)
    status, answer = again(door, one)
    lead = team.read(door.table, lead_id)
    assert (status, answer["outcome"], answer["lead_id"]) == (200, "corrected", lead_id)
    assert answer["fields"] == ["first_name", "last_name", "emails", "phones", "attributes", "message"]
    assert (lead.contact.name, lead.message, lead.history[-1].by) == ("Zoé", "¿Sigue libre?", BOSS)
    assert door.signed(ZOE, event_id="second")[1] == {"lead_id": lead_id, "repeat": True}
    assert door.signed(ASKED, event_id="third")[1]["lead_id"] != lead_id, "the wrong address finds nobody"


def test_read_twice_nothing_is_written_the_second_time(door):
    door.signed()
    now_says(door, ZOE)
    [one] = listed(door)
    again(door, one)
    before = door.everything(), door.raws()
    assert again(door, one)[1]["outcome"] == "unchanged"
    assert (door.everything(), door.raws()) == before


def test_a_lead_that_is_claimed_meanwhile_is_corrected_all_the_same(door):
    lead_id = door.signed()[1]["lead_id"]
    now_says(door, ZOE)
    [one] = listed(door)
    lead = team.read(door.table, lead_id)
    claimed = lead.model_copy(update={"state": "owned", "owner": ANN, "todo": None})
    rivals = [claimed]

    def claimed_first(commit, writes):
        if rivals:
            commit([put(rivals.pop())])
        commit(writes)

    door.table.around("commit", claimed_first)
    door.open(Throttle())  # with this table
    assert again(door, one)[1]["outcome"] == "corrected"
    lead = team.read(door.table, lead_id)
    assert (lead.state, lead.owner, lead.contact.name) == ("owned", ANN, "Zoé")


def test_an_unread_lead_is_routed_and_the_list_says_no_more_that_nobody_was_found(door):
    lead_id = door.signed()[1]["lead_id"]
    lead, [one] = team.read(door.table, lead_id), listed(door)
    pooled = {"state": "pooled", "reason": "unreadable", "todo": None, "contact": Contact()}
    door.table.commit([put(lead.model_copy(update=pooled)), put(one.model_copy(update={"nobody_found": True}))])
    assert again(door, one)[1]["outcome"] == "routed"
    lead = team.read(door.table, lead_id)
    assert (lead.state, lead.todo, lead.contact.name) == ("unrouted", "route", "Lucía Pérez")
    assert [one.nobody_found for one in listed(door)] == [False]


def test_in_what_still_names_nobody_nobody_is_found(door):
    team.change(door.table, make.source(FORM, title="Formulario", kind="form"))
    _, answer = door.post(FORM, "pedido=7", {"X-Api-Key": door.secret.source_secret(FORM, 1)})
    [one] = listed(door, FORM)
    assert one.nobody_found
    assert again(door, one)[1] == {"outcome": "unreadable", "lead_id": answer["lead_id"], "fields": []}


def test_what_could_not_be_read_makes_its_lead_once(door, refused):
    status, answer = again(door, refused)
    lead = team.read(door.table, answer["lead_id"])
    assert (status, answer["outcome"], lead.contact.name, lead.state) == (200, "made", "Zoé", "unrouted")
    [one] = listed(door, PORTAL)
    assert (one.at, one.outcome, one.lead_id) == (NOW, "accepted", lead.lead_id)
    [raw] = [raw for raw in door.raws() if raw.parts]
    assert (raw.lead_id, raw.hash) == (lead.lead_id, one.hash)
    assert again(door, refused)[1]["outcome"] == "unchanged", "it is what it was read as"
    assert door.keyed(ZOE)[1] == {"lead_id": lead.lead_id, "repeat": False}, "it came again: the same answer"
    assert len(door.leads()) == 1


def test_what_could_not_be_read_joins_the_lead_that_its_person_is(door, refused):
    lead_id = door.signed(ZOE)[1]["lead_id"]
    assert again(door, refused)[1] == {"outcome": "joined", "lead_id": lead_id, "fields": []}


def test_what_came_long_ago_is_pooled_for_managers(door, refused):
    door.now = NOW + ROUTED_WITHIN + SECOND
    lead = team.read(door.table, again(door, refused)[1]["lead_id"])
    assert (lead.state, lead.reason, lead.contact.name) == ("pooled", "unreadable", "Zoé")


def test_what_still_cannot_be_read_stays_as_it_is(door):
    put_off.files()
    door.post(PORTAL, "no json", {"X-Api-Key": door.secret.source_secret(PORTAL, 1)})
    [one] = listed(door, PORTAL)
    before = door.everything()
    assert again(door, one)[1] == {"outcome": "unreadable", "fields": []}
    assert door.everything() == before


@pytest.mark.parametrize("made", [True, False])
def test_an_objection_stops_it(door, refused, made):
    email = door.secret.contact_hashes("email", "zoe@example.com")[0]
    objection = Objection(what="marketing", at=NOW)
    if made:
        door.signed(ZOE)
    card = door.table.get(Card, keys.card(email)) if made else Card(hash=email)
    door.table.commit([put(card.model_copy(update={"objection": objection}))])
    before = door.everything()
    for one in (refused, *listed(door)):
        assert again(door, one)[1]["outcome"] == "objected"
    assert door.everything() == before


def test_what_is_not_kept_any_more_changes_nothing(door):
    lead_id = door.signed()[1]["lead_id"]
    [raw], [one] = door.raws(), listed(door)
    door.table.commit([put_whole(raw.model_copy(update={"parts": ()}))])
    assert again(door, one)[1] == {"outcome": "not_kept", "lead_id": lead_id, "fields": []}


def test_of_several_in_one_delivery_each_corrects_its_own_lead(door):
    put_off.files()
    team.change(door.table, make.source(ADF, title="Portal", kind="adf"))
    who = "<customer><contact><name>{0}</name><email>{0}@x.es</email></contact></customer>"
    each = [f"<prospect><id>{name}</id>{who.format(name)}</prospect>" for name in ("Ana", "Eva")]
    body = f"<adf>{''.join(each)}</adf>"
    leads = door.post(ADF, body, {"X-Api-Key": door.secret.source_secret(ADF, 1)})[1]["leads"]
    ana, eva = (team.read(door.table, one["lead_id"]) for one in leads)
    wrong = {"contact": eva.contact.model_copy(update={"first_name": "Oferta"})}
    door.table.commit([put(eva.model_copy(update=wrong))])
    answers = {one.lead_id: again(door, one)[1]["outcome"] for one in listed(door, ADF)}
    assert answers == {ana.lead_id: "unchanged", eva.lead_id: "corrected"}
    assert team.read(door.table, eva.lead_id).contact == eva.contact


def test_details_that_could_not_be_fetched_are_asked_for_once_more(door):
    team.change(door.table, make.source(META, title="Meta", kind="meta"))
    failed = Delivery(source_id=META, hash="failed", at=NOW, outcome="failed", points_to="17", reason="token_refused")
    door.table.commit([put(failed)])
    assert again(door, failed)[1]["outcome"] == "pending"
    assert door.queue.sent == [{"source_id": META, "hash": "failed", "delay": 0}]
    [one] = listed(door, META)
    assert (one.outcome, one.due, one.reason) == ("pending", NOW, None)


def test_details_that_were_fetched_are_read_again(door):
    team.change(door.table, make.source(META, title="Meta", kind="meta"))
    lead = make.lead(source_id=META, contact=Contact(first_name="Oferta"))
    team.store(door.table, lead)
    pointed = {"entry": [{"changes": [{"field": "leadgen", "value": {"leadgen_id": "17", "ad_id": "a"}}]}]}
    answer = {"id": "17", "field_data": [{"name": "full_name", "values": ["Zoé Gil"]}]}
    parts = [put_off.raws().keep(RawPart(name=name, size=1), json.dumps(body).encode(), "", 90)
             for name, body in (("delivery", pointed), ("details", answer))]  # fmt: skip
    told = {"source_id": META, "hash": "fetched", "at": NOW, "lead_id": lead.lead_id}
    one = Delivery(**told, points_to="")
    door.table.commit([put(one), put_whole(RawDelivery(**told, parts=parts, forget_at=NOW))])
    assert again(door, one)[1]["outcome"] == "corrected"
    lead = team.read(door.table, lead.lead_id)
    assert (lead.contact.name, lead.attributes["ad_id"]) == ("Zoé Gil", "a")


def test_an_agent_reads_nothing_again(door):
    door.signed()
    assert again(door, listed(door)[0], ANN)[0] == 403


def test_there_is_no_delivery_of_another_source(door):
    door.signed()
    [one] = listed(door)
    assert again(door, one.model_copy(update={"source_id": PORTAL}))[0] == 404


def test_what_was_received_says_what_it_was(door):
    key = door.secret.source_secret(PORTAL, 1)
    door.post(PORTAL, json.dumps(ASKED), {"X-Api-Key": key, "Content-Type": "application/json; x=1"})
    [one] = listed(door, PORTAL)
    assert (one.content_type, one.size) == ("application/json", len(json.dumps(ASKED)))
    assert record_keys.key(one) == keys.delivery(PORTAL, one.hash)
