"""Hold requests that the permission matrix has not, by which functions change services other than the table."""

from datetime import timedelta
from functools import partial

from shared.domain.plan_records.activation import Activation
from shared.domain.plan_records.source import FormerSecret
from shared.secrets import IssuedSecret, SourceSecrets
from tests import make, memory
from tests.faults import requests
from tests.faults.requests import FUNCTION_OF, cell
from tests.faults.scenario import Scenario
from tests.functions.planning import route
from tests.make import CAT, CHIEF, MAIN, NOON, WEB, id_of

KEPT, OLD = id_of("secret", "kept"), id_of("secret", "old")
# A crash beside the transaction may leave a secret that no source refers to, so that nothing accepts or reads it.
LEFT = ("secrets",)
DATES = {"from": "2026-12-24", "to": "2026-12-26"}
META = {"title": "Facebook", "kind": "meta", "secret": "the-apps-secret", "access_token": "the-pages-token"}
ROUTE, SOURCE, AGENT = "/routes/{route_id}", "/sources/{source_id}", "/agents/{agent_id}"


def _special(cloud):
    cloud.put(make.route(MAIN, activation=Activation(start="2026-12-24", to="2026-12-26"), status="paused"))


def _issued(cloud):
    """A provider's secret is kept for a source."""
    secrets = SourceSecrets(cloud.secret, memory.client("secretsmanager"), "relevo/sources")
    secrets.store(WEB, KEPT, IssuedSecret("the-apps-secret", "the-pages-token"))
    cloud.put(make.source(WEB, title="Facebook", kind="meta", kept=KEPT, owner=CHIEF))


def _replaced(cloud):
    """The secret that a provider issued before is kept for a day."""
    _issued(cloud)
    secrets = SourceSecrets(cloud.secret, memory.client("secretsmanager"), "relevo/sources")
    secrets.store(WEB, OLD, IssuedSecret("the-old-secret", "the-old-token"))
    former = (FormerSecret(version=1, kept=OLD, until=NOON + timedelta(hours=3)),)
    cloud.put(make.source(WEB, title="Facebook", kind="meta", kept=KEPT, owner=CHIEF, secret_version=2, former=former))


def _user(cloud):
    """A member has a user in the pool who never signed in."""
    email = make.member(CAT).email
    made = cloud.pool.admin_create_user(Username=email, UserAttributes=[{"Name": "email", "Value": email}])["User"]
    cloud.pool.admin_add_user_to_group(Username=email, GroupName="agent")
    [sub] = [one["Value"] for one in made["Attributes"] if one["Name"] == "sub"]
    cloud.put(make.member(CAT, status="invited", sub=sub))


def _flooded(cloud, event):
    """A source has sent too much already."""
    cloud.flooded = True
    return requests.OWN["POST /webhooks/{source_id}"](cloud, event)


def variants(event):
    """Return the scenarios: of each the operation, its column of the matrix, its body, and what is there besides."""
    given = {
        "a special route is created": ("POST /routes", "own", route(activation=DATES), None),
        "a route becomes special": (f"PUT {ROUTE}", "own", route(activation=DATES), None),
        "a special route is deleted": (f"DELETE {ROUTE}", "own", None, _special),
        "a provider's secret is kept": ("POST /sources", "own", META, None),
        "a provider's secret is renewed": (f"POST {SOURCE}/secret", "own", {"access_token": "another-token"}, _issued),
        "a former secret of a provider is revoked": (f"DELETE {SOURCE}/secret/former", "own", None, _replaced),
        "a source with a provider's secret is archived": (f"DELETE {SOURCE}", "own", None, _issued),
        "a member becomes a Manager": (f"PATCH {AGENT}", "another's", {"role": "manager"}, _user),
        "an invited member is removed": (f"DELETE {AGENT}", "another's", None, _user),
    }
    return [
        Scenario("ingest", "a delivery is put off", partial(_flooded, event=event)),
    ] + [
        Scenario(
            FUNCTION_OF[operation], title,
            partial(cell, cell=(operation, CHIEF, column), event=event, body=body, besides=besides),
            but=LEFT if "secret" in title else (),
        )
        for title, (operation, column, body, besides) in given.items()
    ]  # fmt: skip
