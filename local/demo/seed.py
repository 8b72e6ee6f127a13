"""Set up the demo team through the API, as a Rainmaker would. Repeating it changes nothing."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from local import embedded
from local.api import Caller
from local.demo.team import ORIGINS, PASSWORD, PEOPLE, WAYS, Origin, Person
from local.stack_file import User, Webhook

type GivePassword = Callable[[str, str, str], None]
type SignIn = Callable[[str, str, str, str, str], Caller]


def set_password(endpoint: str, pool_id: str, email: str) -> None:
    """Set the demo password of `email` permanently, in place of the invitation's."""
    embedded.client("cognito-idp", endpoint).admin_set_user_password(
        UserPoolId=pool_id, Username=email, Password=PASSWORD, Permanent=True
    )


def seed(
    rainmaker: Caller, pool_id: str, *, give_password: GivePassword = set_password, sign_in: SignIn = Caller
) -> tuple[list[User], list[Webhook]]:
    """Create the demo team, or find the parts that exist.

    Args:
        rainmaker: the member that the deployment created; their password is set here.
        pool_id: the stack's user pool.
        give_password: sets the demo password of a user of the pool.
        sign_in: returns a caller of the API for a member.
    """
    give_password(rainmaker.endpoint, pool_id, rainmaker.email)
    users = [_user(rainmaker, rainmaker.ask("GET", "/me"))]
    members = {member["email"]: member["agent_id"] for member in _all(rainmaker, "/agents")}
    if len(members) == 1:  # a new team: whoever tries it at night is to see its mails and pushes, too
        rainmaker.ask("PATCH", "/settings", {"quiet_hours": "none"})
    for person in PEOPLE:
        agent_id = members.get(person.email) or _invite(rainmaker, person)
        give_password(rainmaker.endpoint, pool_id, person.email)
        caller = sign_in(rainmaker.api, rainmaker.endpoint, rainmaker.client_id, person.email, PASSWORD)
        users.append(_activate(caller, person, agent_id))
    webhooks, source_ids = _sources(rainmaker)
    agent_ids = {person.first_name: user["agent_id"] for person, user in zip(PEOPLE, users[1:], strict=True)}
    _routes(rainmaker, agent_ids, source_ids)
    return users, webhooks


def _invite(rainmaker: Caller, person: Person) -> str:
    body = {
        "email": person.email,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "role": person.role,
    }
    agent_id: str = rainmaker.ask("POST", "/agents", body, key=f"demo-agent-{person.email}")["agent_id"]
    return agent_id


def _activate(caller: Caller, person: Person, agent_id: str) -> User:
    """Sign in once as `person`: an invited member's first request makes them active."""
    caller.ask("GET", "/me")
    return User(email=person.email, password=PASSWORD, role=person.role, agent_id=agent_id)


def _user(caller: Caller, me: Mapping[str, Any]) -> User:
    return User(email=caller.email, password=caller.password, role=me["role"], agent_id=me["agent_id"])


def _sources(rainmaker: Caller) -> tuple[list[Webhook], dict[str, str]]:
    there = {source["title"]: source for source in _all(rainmaker, "/sources")}
    webhooks: list[Webhook] = []
    ids: dict[str, str] = {}
    for origin in ORIGINS:
        source = there.get(origin.title)
        if source is None:
            body = {"title": origin.title, "kind": origin.kind, **origin.issued}
            source = rainmaker.ask("POST", "/sources", body, key=f"demo-source-{origin.title.encode().hex()}")
        ids[origin.title] = source["source_id"]
        if origin.kind != "manual":
            webhooks.append(_webhook(rainmaker, origin, source))
    return webhooks, ids


def _webhook(rainmaker: Caller, origin: Origin, source: Mapping[str, Any]) -> Webhook:
    source_id = source["source_id"]
    # A secret is shown once: if the source exists but its secret is unknown, renew it.
    renew = f"/sources/{source_id}/secret"
    secret = source.get("secret") or rainmaker.ask("POST", renew, dict(origin.issued))["secret"]
    path = source.get("webhook_path") or f"/webhooks/{source_id}"
    return Webhook(source_id=source_id, title=origin.title, kind=origin.kind, path=path, secret=secret)


def _routes(rainmaker: Caller, agent_ids: dict[str, str], source_ids: dict[str, str]) -> None:
    there = {route["title"] for route in _all(rainmaker, "/routes")}
    for way in WAYS:
        if way.title not in there:
            key = f"demo-route-{way.title.encode().hex()}"
            rainmaker.ask("POST", "/routes", way.request(agent_ids, source_ids), key=key)


def _all(caller: Caller, path: str) -> Iterable[Mapping[str, Any]]:
    """Return every item of a list, page by page."""
    cursor: str | None = ""
    while cursor is not None:
        page = caller.ask("GET", f"{path}?limit=100" + (f"&cursor={cursor}" if cursor else ""))
        yield from page["items"]
        cursor = page.get("next")
