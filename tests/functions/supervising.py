"""The supervise function over the tests' table, for its tests."""

import json

import boto3

from functions.supervise import handler as supervise
from functions.supervise.leads.desk import Desk
from shared.secrets import MasterSecret
from shared.store.plans import Plans
from tests import make
from tests.make import ANN


def caller(table, event, monkeypatch):
    """Calls the function as a member, with the filters given; answers the status and the body."""
    monkeypatch.setattr(supervise, "table", table)
    plans = Plans(table)
    monkeypatch.setattr(supervise, "plans", plans)
    monkeypatch.setattr(supervise, "profile", supervise.Profile(table, plans))
    secret, desk = MasterSecret(boto3.client("secretsmanager"), "master"), Desk(table, plans)
    monkeypatch.setattr(supervise, "desk", desk)
    parts = (
        supervise.care, supervise.conversations, supervise.comments, supervise.tasks, supervise.timelines,
        supervise.dashboard, supervise.reports, supervise.lists, supervise.editing, supervise.bulk,
    )  # fmt: skip
    for part in parts:
        for name, door in {"_desk": desk, "_table": table, "_secret": secret, "_plans": plans}.items():
            if hasattr(part, name):
                monkeypatch.setattr(part, name, door)

    def ask(path, me=ANN, *, method="GET", body=None, headers=None, **query):
        sub = make.member(me).sub if me else None
        given = {name: str(value) for name, value in query.items()} or None
        answer = supervise.handler(event(method, path, sub=sub, body=body, query=given, headers=headers), None)
        return answer["statusCode"], json.loads(answer["body"])

    return ask
