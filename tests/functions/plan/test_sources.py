"""Are a source's secrets shown once, and is a source archived only when no route needs it?"""

import json
from datetime import timedelta
from typing import get_args

import pytest

from shared.domain.plan_records.source import Kind, Source
from shared.store import keys
from tests import make, memory
from tests.functions import planning, team
from tests.functions.planning import everything, route
from tests.make import ANN, DAN, NOON, PORTAL, WEB


@pytest.fixture
def ask(table, secret, event):
    return planning.seated(table, secret, event)


@pytest.mark.parametrize("kind", ["standard", "api_key", "google", "typeform", "realtor", "adf", "email"])
def test_a_new_source_has_a_secret_that_is_shown_once(ask, table, secret, kind):
    status, made = ask("POST", "/sources", {"title": "Casas", "kind": kind, "category": "Portal", "owner": ANN})
    source_id = made["source_id"]
    assert status == 201
    assert made.pop("secret") == secret.source_secret(source_id, 1)
    assert (made["webhook_path"], made["kind"], made["owner"]) == (f"/webhooks/{source_id}", kind, ANN)
    assert ask("GET", f"/sources/{source_id}")[1] == made
    assert made in ask("GET", "/sources")[1]["items"]
    assert "whsec_" not in str(everything())


def test_leads_by_hand_need_no_webhook(ask):
    made = ask("POST", "/sources", {"title": "Visitas", "kind": "manual"})[1]
    assert not {"secret", "webhook_path"} & made.keys()
    before = everything()
    assert ask("POST", f"/sources/{made['source_id']}/secret")[0] == 422
    assert everything() == before


REFUSED = [
    ({"kind": "zapier"}, 422, "kind_unknown", "kind"),
    ({"kind": "meta"}, 422, "invalid", "secret"),
    ({"secret": "an app's secret"}, 422, "invalid", "secret"),
    ({"access_token": "a page's token"}, 422, "invalid", "access_token"),
    ({"kind": ""}, 422, "kind_unknown", "kind"),
    ({"title": " "}, 422, "invalid", "title"),
    ({"secret": "x"}, 422, "invalid", "secret"),
    ({"owner": "agent_1"}, 422, "agent_unknown", "owner"),
    ({"owner": DAN}, 409, "not_active", None),
    ({"title": "Web"}, 409, "title_taken", None),
]


@pytest.mark.parametrize(("change", "status", "code", "field"), REFUSED)
def test_an_invalid_source_is_refused(ask, table, change, status, code, field):
    team.change(table, make.member(DAN, status="invited", version=1))
    before = everything()
    answer = ask("POST", "/sources", {"title": "Casas", "kind": "standard", **change})
    assert (answer[0], answer[1]["code"]) == (status, code)
    assert not field or [error["loc"] for error in answer[1]["errors"]] == [["body", field]]
    assert everything() == before


def test_an_unknown_kind_is_refused_by_name(ask):
    told = ask("POST", "/sources", {"title": "Casas", "kind": "fax"})[1]["detail"]
    assert "'fax'" in told
    assert ", ".join(get_args(Kind)) in told


def test_only_sent_fields_change_and_null_resets(ask, table):
    assert ask("PATCH", f"/sources/{WEB}", {"category": "Propia", "owner": ANN}, match=1)[1]["owner"] == ANN
    status, after = ask("PATCH", f"/sources/{WEB}", {"owner": None, "title": "Nuestra web"})
    assert (status, after["title"], after["category"], "owner" in after) == (200, "Nuestra web", "Propia", False)
    entry = planning.audits(table)[-1]
    assert (entry.before, entry.after) == ({"title": "Web", "owner": ANN}, {"title": "Nuestra web", "owner": None})


FORM = {"language": "en", "phone": "required", "consent_text": "I agree.", "sites": ["https://www.inmo.example"]}


def test_a_form_source_gets_an_open_form_and_null_closes_it(ask, table):
    made = ask("POST", "/sources", {"title": "Contacto", "kind": "form"})[1]
    path = f"/sources/{made['source_id']}"
    assert "form" not in made
    shown = ask("PATCH", path, {"form": FORM})[1]
    assert FORM.items() <= shown["form"].items()
    assert shown["form"]["email"] == "required", "what is left out is as a new form has it"
    assert ask("GET", path)[1]["form"] == shown["form"]
    assert ask("PATCH", path, {"title": "Nuestro contacto"})[1]["form"] == shown["form"]
    assert "form" not in ask("PATCH", path, {"form": None})[1]
    stored = next(item for item in everything() if item["SK"]["S"] == keys.source(made["source_id"]).sk)
    assert "form" not in stored
    assert [entry.what for entry in planning.audits(table)] == ["source.created", *["source.changed"] * 3]


@pytest.mark.parametrize(
    ("form", "field", "reason"),
    [
        ({"email": "hidden", "phone": "hidden"}, ["form"], "contact_needed"),
        ({"sites": ["http://www.inmo.example"]}, ["form", "sites", 0], "malformed"),
        ({"sites": ["https://www.inmo.example"] * 21}, ["form", "sites"], "too_many"),
        ({"privacy_url": "javascript:alert(1)"}, ["form", "privacy_url"], "malformed"),
        ({"privacy_url": f"https://inmo.example/{'a' * 480}"}, ["form", "privacy_url"], "too_long"),
        ({"consent_text": "x" * 1001}, ["form", "consent_text"], "too_long"),
        ({"name": "yes"}, ["form", "name"], "not_one_of"),
        ({"script": "x"}, ["form", "script"], "unknown_field"),
    ],
)
def test_an_unfit_form_is_refused_by_its_field(ask, form, field, reason):
    path = f"/sources/{ask('POST', '/sources', {'title': 'Contacto', 'kind': 'form'})[1]['source_id']}"
    before = everything()
    status, told = ask("PATCH", path, {"form": form})
    assert (status, [(one["loc"], one["reason"]) for one in told["errors"]]) == (422, [(["body", *field], reason)])
    assert everything() == before


def test_only_a_form_source_has_an_open_form(ask):
    status, told = ask("PATCH", f"/sources/{WEB}", {"form": FORM})
    assert (status, told["errors"][0]["reason"]) == (422, "form_not_allowed")


def test_a_source_named_by_a_route_is_not_archived(ask):
    ask("POST", "/routes", route(sources=[WEB]))
    before = everything()
    status, problem = ask("DELETE", f"/sources/{WEB}")
    assert (status, problem["code"]) == (409, "source_in_use")
    assert "Fines de semana" in problem["detail"]
    assert everything() == before


def test_an_archived_source_stays_readable_and_cannot_be_changed(ask, table):
    assert ask("DELETE", f"/sources/{WEB}", match=1) == (204, None)
    before = everything()
    assert ask("DELETE", f"/sources/{WEB}") == (204, None)
    shown = ask("GET", f"/sources/{WEB}")[1]
    assert shown["status"] == "archived"
    assert shown["archived_at"]
    assert [source["source_id"] for source in ask("GET", "/sources")[1]["items"]] == [PORTAL]
    for method, path, body in (("PATCH", "", {"title": "X"}), ("POST", "/secret", None)):
        assert ask(method, f"/sources/{WEB}{path}", body)[1]["code"] == "source_archived"
    assert everything() == before
    assert ask("POST", "/sources", {"title": "Web", "kind": "manual"})[0] == 201, "its title is free again"


def test_a_renewed_secret_keeps_the_old_one_valid_for_a_day(ask, table, secret):
    status, renewed = ask("POST", f"/sources/{WEB}/secret")
    assert (status, renewed["secret"]) == (200, secret.source_secret(WEB, 2))
    assert renewed["secret"] != secret.source_secret(WEB, 1)
    stored = table.get(Source, keys.source(WEB))
    assert (stored.secret_version, stored.former[-1].until) == (2, NOON + timedelta(hours=24))
    [entry] = planning.audits(table)
    assert (entry.what, entry.after["secret_version"]) == ("source.secret_renewed", 2)


def test_the_former_secret_can_be_revoked(ask, table):
    until = ask("POST", f"/sources/{WEB}/secret")[1]["previous_until"]
    shown = ask("GET", f"/sources/{WEB}")[1]
    assert (shown["previous_until"], "revoke_former_secret" in shown["may"]) == (until, True)
    assert ask("DELETE", f"/sources/{WEB}/secret/former", match=1)[1]["code"] == "changed_by_other"
    assert ask("DELETE", f"/sources/{WEB}/secret/former", match=2) == (204, None)
    assert ask("DELETE", f"/sources/{WEB}/secret/former", match=2) == (204, None)
    shown = ask("GET", f"/sources/{WEB}")[1]
    assert ("previous_until" in shown, "revoke_former_secret" in shown["may"]) == (False, False)
    assert [entry.what for entry in planning.audits(table)] == ["source.secret_renewed", "source.secret_revoked"]


def test_a_leaked_secret_is_replaced_at_once(ask, secret):
    renewed = ask("POST", f"/sources/{WEB}/secret", {"revoke_former": True})[1]
    assert (renewed["secret"], "previous_until" in renewed) == (secret.source_secret(WEB, 2), False)


def test_renewing_again_with_the_same_key_renews_once_per_source(ask, table):
    first = ask("POST", f"/sources/{WEB}/secret", key="renew")
    assert ask("POST", f"/sources/{WEB}/secret", key="renew") == first
    other = ask("POST", f"/sources/{PORTAL}/secret", key="renew")[1]
    assert (other["source_id"], table.get(Source, keys.source(WEB)).secret_version) == (PORTAL, 2)
    assert ask("POST", f"/sources/{WEB}/secret", key="renew", match="")[0] == 422


def test_a_repeated_request_shows_its_secret_again(ask):
    body = {"title": "Casas", "kind": "standard"}
    first = ask("POST", "/sources", body, key="casas")
    before = everything()
    assert ask("POST", "/sources", body, key="casas") == first
    assert everything() == before


def test_a_missing_source_is_404(ask):
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/secret"), ("DELETE", "/secret/former")):
        assert ask(method, f"/sources/{'x' * 80}{path}", key="k" if path else None)[0] == 404


# What the provider issued

META = {"title": "Facebook", "kind": "meta", "secret": "the-apps-secret", "access_token": "the-pages-token"}


def kept():
    """Return everything that Secrets Manager holds for sources."""
    client = memory.client("secretsmanager")
    names = [one["Name"] for one in client.list_secrets()["SecretList"] if one["Name"].startswith("relevo/sources/")]
    return {name: json.loads(client.get_secret_value(SecretId=name)["SecretString"]) for name in names}


def test_a_secret_that_a_provider_issued_is_stored_in_secrets_manager_only(ask, table, secret, logged):
    status, made = ask("POST", "/sources", META, key="k")
    source_id = made["source_id"]
    assert (status, made["secret"], "access_token" in made) == (201, "the-apps-secret", False)
    assert made["verify_token"] == secret.verify_token(source_id)
    [(name, value)] = kept().items()
    assert name.startswith(f"relevo/sources/{source_id}/secret_")
    assert value == {"secret": "the-apps-secret", "access_token": "the-pages-token"}
    assert ask("POST", "/sources", META, key="k")[1] == made
    assert len(kept()) == 1
    shown = ask("GET", f"/sources/{source_id}")[1]
    assert {"secret", "verify_token", "kept"} & shown.keys() == set()
    told = json.dumps(everything()) + logged()
    assert "the-apps-secret" not in told
    assert "the-pages-token" not in told


def test_a_refused_source_leaves_no_secret_behind(ask):
    assert ask("POST", "/sources", {**META, "title": "Web"})[0] == 409
    assert kept() == {}


def test_renewing_keeps_what_was_not_sent_and_the_old_secret_for_a_day(ask, table):
    source_id = ask("POST", "/sources", META)[1]["source_id"]
    assert ask("POST", f"/sources/{source_id}/secret")[0] == 422
    status, renewed = ask("POST", f"/sources/{source_id}/secret", {"access_token": "another-token"})
    assert (status, renewed["secret"]) == (200, "the-apps-secret")
    source = table.get(Source, keys.source(source_id))
    [former] = source.former
    name = f"relevo/sources/{source_id}/"
    assert kept()[name + source.kept] == {"secret": "the-apps-secret", "access_token": "another-token"}
    assert kept()[name + former.kept]["access_token"] == "the-pages-token"
    assert former.until == NOON + timedelta(hours=24)


def held():
    return sorted(one["secret"] for one in kept().values())


def test_a_stored_secret_is_deleted_when_it_is_not_accepted_any_more(ask):
    source_id = ask("POST", "/sources", META)[1]["source_id"]
    path = f"/sources/{source_id}"
    ask("POST", f"{path}/secret", {"secret": "second-secret"})
    assert held() == ["second-secret", "the-apps-secret"]
    ask("POST", f"{path}/secret", {"secret": "third-secret"})
    assert held() == ["second-secret", "third-secret"]
    assert ask("DELETE", f"{path}/secret/former") == (204, None)
    assert held() == ["third-secret"]
    ask("POST", f"{path}/secret", {"secret": "fourth-secret", "revoke_former": True})
    assert held() == ["fourth-secret"]
    ask("POST", f"{path}/secret", {"secret": "fifth-secret"})
    ask("DELETE", path)
    assert held() == ["fifth-secret"]


def test_relevo_issues_the_secrets_of_other_kinds_itself(ask):
    assert ask("POST", f"/sources/{WEB}/secret", {"secret": "my-own-secret"})[0] == 422
    assert kept() == {}
