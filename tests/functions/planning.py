"""The plan function over a team in the table, for its tests."""

import json

import boto3

from functions.plan import handler as plan
from shared.domain.audit import Audit
from shared.secrets import MasterSecret, SourceSecrets
from shared.store import codec, keys
from tests import make
from tests.functions import team
from tests.make import CHIEF

ROLES = ("rainmaker", "manager", "agent")


def pool():
    """A user pool as infra makes it, and its client. Slow: it makes a key pair."""
    client = boto3.client("cognito-idp")
    made = client.create_user_pool(PoolName="relevo", UsernameAttributes=["email"], AutoVerifiedAttributes=["email"])
    for role in ROLES:
        client.create_group(UserPoolId=made["UserPool"]["Id"], GroupName=role)
    return client, made["UserPool"]["Id"]


def seat(table, monkeypatch):
    """A team of seven, and the function at work on its table."""
    team.seat(table)
    secret = MasterSecret(boto3.client("secretsmanager"), "master")
    plans = plan.Plans(table)
    desk = plan.Desk(table, plans, secret)
    for operations in (
        plan.routes,
        plan.members,
        plan.sources,
        plan.team,
        plan.audits,
        plan.directory,
        plan.preview,
        plan.checks,
        plan.deliveries,
        plan.targets,
        plan.sendings,
    ):
        monkeypatch.setattr(operations, "_desk", desk)
    monkeypatch.setattr(plan, "desk", desk)
    monkeypatch.setattr(plan.members, "_leaving", plan.Leaving(table, plans))
    monkeypatch.setattr(plan.audits, "_table", table)
    for operations in (plan.deliveries, plan.audits, plan.targets, plan.sendings):
        monkeypatch.setattr(operations, "_secret", secret)
    for operations in (plan.deliveries, plan.sources, plan.sendings):
        monkeypatch.setattr(operations, "_table", table)
    secrets = SourceSecrets(secret, boto3.client("secretsmanager"), "relevo/sources")
    monkeypatch.setattr(plan.sources, "_master", secret)
    monkeypatch.setattr(plan.sources, "_secrets", secrets)


def caller(event):
    """Calls the function as a member, the Rainmaker unless said; answers the status and the body."""

    def ask(method, path, body=None, *, me=CHIEF, match=None, key=None, **query):
        headers = {
            **({"if-match": match and f'"{match}"'} if match is not None else {}),
            **({"idempotency-key": key} if key else {}),
        }
        sub = make.member(me).sub if me else None
        given = {name: str(value) for name, value in query.items()} or None
        answer = plan.handler(event(method, path, sub=sub, body=body, headers=headers, query=given), None)
        ask.headers = answer["headers"]
        return answer["statusCode"], json.loads(answer["body"]) if answer.get("body") else None

    return ask


def audits(table):
    """The audit entries, oldest first."""
    months = {item["PK"]["S"] for item in team.everything(boto3.client("dynamodb"))}
    items = [item for month in sorted(months) if month.startswith("AUDIT#") for item in table.query(month)]
    return [codec.from_item(Audit, item) for item in items]


def version(table):
    """The plan's version."""
    return int(table.items([keys.VERSION])[keys.VERSION]["v"]["N"])


def route(**change):
    """A body that makes a route."""
    given = {
        "title": "Fines de semana",
        "rule": "round_robin",
        "sources": "all",
        "windows": [{"days": ["sat", "sun"], "from": "09:00", "to": "18:00"}],
        "claim_seconds": 120,
        "claim_clock": "always",
        "agents": [{"agent_id": make.ANN}, {"agent_id": make.BOB}],
        "when_nobody": "pool",
    }
    return {**given, **change}
