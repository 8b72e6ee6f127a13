"""Is a person erased on the deployed stack, by the role that the sweep has there, and is their won deal kept?"""

import json
import time

from tests.e2e.stack import HOURS

WORD = "zqxjane"


def of_table(stack):
    """Return the whole table as text."""
    pages = stack.client("dynamodb").get_paginator("scan").paginate(TableName=stack.told["table"])
    return json.dumps([page["Items"] for page in pages]).lower()


def test_a_person_is_exported_and_erased_and_the_ledger_knows(stack, until):
    source, email = stack.source(), f"{WORD}-{time.time_ns()}@example.com"
    [agent, *_] = stack.agents
    stack.route([agent], HOURS, source)
    person = {"contact": {"first_name": WORD, "emails": [email]}, "message": f"{WORD} asks"}
    lead_id = stack.post(source, content=json.dumps(person).encode()).body["lead_id"]
    until(lambda: stack.offered_to(agent, lead_id))
    agent.ask("POST", f"/leads/{lead_id}/claim")
    agent.ask("POST", f"/leads/{lead_id}/comments", {"body": f"{WORD} calls back"})
    assert WORD in of_table(stack)

    agent.ask("POST", f"/leads/{lead_id}/close", {"outcome": "won"})

    rainmaker, asked = stack.rainmaker, {"lead_ids": [lead_id], "identity_checked": "document"}
    [found] = rainmaker.ask("POST", "/contacts/search", {"email": email})["items"]
    assert found["lead_id"] == lead_id
    records = rainmaker.ask("POST", "/contacts/export", asked)["items"]
    assert {record["kind"] for record in records} >= {"lead", "comment"}

    begun = rainmaker.ask("POST", "/contacts/erase", asked)
    path = f"/contacts/erasures/{begun['erasure_id']}"
    until(lambda: rainmaker.ask("GET", path)["status"] == "done")
    assert WORD not in of_table(stack)
    assert stack.see(lead_id)["may"] == []
    assert stack.ask(agent, "POST", f"/leads/{lead_id}/comments", {"body": "?"})[1]["code"] == "lead_erased"
    s3 = stack.client("s3")
    buckets = [one["Name"] for one in s3.list_buckets()["Buckets"]]
    [blocked] = [name for name in buckets if "blocked" in name.lower()]
    deal = s3.get_object(Bucket=blocked, Key=f"won/10/{lead_id}")["Body"].read().decode()
    assert email in deal
    [bucket] = [name for name in buckets if "ledger" in name.lower()]
    assert f"erased/{lead_id}" in [one["Key"] for one in s3.list_objects_v2(Bucket=bucket)["Contents"]]
