"""Does moto answer with our quick parts what it answers with its own?"""

import pytest
from botocore.exceptions import ClientError

from tests import memory, quick_moto
from tests.tables import create_table

DEEP = {"M": {"l": {"L": [{"S": "x"}, {"N": "1.50"}, {"M": {"b": {"BOOL": False}, "n": {"NULL": True}}}]}}}
EVERY_KIND = {
    "s": {"S": ""}, "n": {"N": "007"}, "b": {"B": b"\x00\xff"}, "ss": {"SS": ["b", "a"]}, "ns": {"NS": ["2", "1"]},
    "bs": {"BS": [b"\x01"]}, "deep": DEEP, "bytes_within": {"M": {"l": {"L": [{"B": b"\x02"}]}}}, "none": {"L": []},
}  # fmt: skip


def key(pk, sk):
    return {"PK": {"S": pk}, "SK": {"S": sk}}


def indexed(pk, sk, place, **more):
    return {**key(pk, sk), "all_pk": {"S": "ALL"}, "all_sk": {"S": place}, "due_pk": {"S": "DUE"}, **more}


def put(item, **more):
    return {"Put": {"TableName": "relevo", "Item": item, **more}}


def update(pk, sk, change, names=None, **values):
    named = {"ExpressionAttributeNames": names} if names else {}
    given = {"ExpressionAttributeValues": {f":{name}": value for name, value in values.items()}} if values else {}
    return {"Update": {"TableName": "relevo", "Key": key(pk, sk), "UpdateExpression": change, **named, **given}}


MISSING = {"ConditionExpression": "attribute_not_exists(PK)"}
OF_A = {"KeyConditionExpression": "PK = :pk", "ExpressionAttributeValues": {":pk": {"S": "A"}}}
FROM_2 = {
    "KeyConditionExpression": "PK = :pk AND SK BETWEEN :from AND :to",
    "ExpressionAttributeValues": {":pk": {"S": "A"}, ":from": {"S": "2"}, ":to": {"S": "é"}},
}
IN_ALL = {
    "IndexName": "all", "KeyConditionExpression": "all_pk = :pk", "ExpressionAttributeValues": {":pk": {"S": "ALL"}},
}  # fmt: skip
START = {"ExclusiveStartKey": {**key("A", "2"), "all_pk": {"S": "ALL"}, "all_sk": {"S": "3"}}}
STEPS = {
    "every kind of value": [
        ("put_item", {"Item": {**key("A", "1"), **EVERY_KIND}}),
        ("get_item", {"Key": key("A", "1")}),
        ("get_item", {"Key": key("A", "1"), "ProjectionExpression": "s, n, deep.l[1], missing"}),
        ("get_item", {"Key": key("A", "missing")}),
        ("scan", {}),
    ],
    "the order and pages of a partition and an index": [
        *(("put_item", {"Item": indexed("A", sk, str(place), deep=DEEP)}) for place, sk in enumerate("31é2a", 1)),
        ("put_item", {"Item": indexed("B", "1", "3")}),
        ("put_item", {"Item": {**key("a", "1")}}),
        *(("query", {**query, **more}) for query in (OF_A, FROM_2, IN_ALL) for more in (
            {}, {"ScanIndexForward": False}, {"Limit": 2}, {"Select": "COUNT"},
        )),
        ("query", {**IN_ALL, **START}),
        ("query", {**OF_A, "ExclusiveStartKey": key("A", "2"), "Limit": 2}),
        ("query", {**OF_A, "ProjectionExpression": "SK, all_sk"}),
        ("scan", {"Limit": 3}),
        ("scan", {"ExclusiveStartKey": key("A", "é")}),
        ("batch_get_item", {"RequestItems": {"relevo": {"Keys": [key("B", "1"), key("A", "1"), key("A", "x")]}}}),
    ],
    "a transaction that is refused changes nothing": [
        ("put_item", {"Item": {**key("A", "1"), "n": {"N": "1"}, "deep": DEEP}}),
        ("put_item", {"Item": key("A", "2")}),
        ("transact_write_items", {"TransactItems": [
            update("A", "1", "SET n = n + :one, deep.l[0] = :x REMOVE deep.l[1]", one={"N": "1"}, x={"S": "changed"}),
            {"Delete": {"TableName": "relevo", "Key": key("A", "2")}},
            put(key("A", "3")),
            put(key("A", "1"), **MISSING),
        ]}),
        ("transact_write_items", {"TransactItems": [
            put(key("A", "3")),
            update("A", "1", "SET n = :two", two={"N": "2"}),
            update("A", "4", "SET n = :two", two={"N": "2"}),
            {"ConditionCheck": {"TableName": "relevo", "Key": key("A", "2"), **MISSING}},
        ]}),
        ("scan", {}),
    ],
    "a transaction that is accepted changes all": [
        ("put_item", {"Item": {**key("A", "1"), "n": {"N": "1"}, "deep": DEEP}}),
        ("put_item", {"Item": key("A", "2")}),
        ("transact_write_items", {"TransactItems": [
            update("A", "1", "SET n = n + :one, deep.l[0] = :x", one={"N": "1"}, x={"S": "changed"}),
            update("A", "9", "SET n = if_not_exists(n, :one)", one={"N": "1"}),
            {"Delete": {"TableName": "relevo", "Key": key("A", "2")}},
            put(key("A", "3"), **MISSING),
        ]}),
        ("transact_write_items", {"TransactItems": [
            update("A", "1", "ADD n :one REMOVE #deep", {"#deep": "deep"}, one={"N": "1"}),
        ]}),
        ("scan", {}),
    ],
    "writes that are refused": [
        ("put_item", {"Item": {**key("A", "1"), "s": {"S": "x" * 420_000}}}),
        ("put_item", {"Item": {"PK": {"S": "A"}}}),
        ("put_item", {"Item": {**key("A", "1"), "n": {"N": "x"}}}),
        ("put_item", {"Item": key("A", "1")}),
        ("put_item", {"Item": key("A", "1"), **MISSING}),
        ("update_item", {"Key": key("A", "1"), "UpdateExpression": "SET n = n + :a",
                         "ExpressionAttributeValues": {":a": {"N": "1"}}}),
        ("delete_item", {"Key": key("A", "1"), **MISSING}),
        ("scan", {}),
    ],
}  # fmt: skip


def answers(steps):
    """Return what each step answers in an empty table."""
    memory.forget()
    client, told = memory.client("dynamodb"), []
    create_table(client)
    for method, given in steps:
        whole = given if method in ("transact_write_items", "batch_get_item") else {"TableName": "relevo", **given}
        try:
            answer = getattr(client, method)(**whole)
        except ClientError as refused:
            answer = refused.response
        told.append({name: value for name, value in answer.items() if name != "ResponseMetadata"})
    return told


@pytest.mark.parametrize("steps", STEPS)
def test_answers_are_motos_own(memory_of_process, steps):
    with quick_moto.parts(quick_moto.OWN):
        expected = answers(STEPS[steps])
    assert answers(STEPS[steps]) == expected
    assert memory.items() == memory.client("dynamodb").scan(TableName="relevo")["Items"]


def test_only_parts_of_moto_are_replaced():
    places = [getattr(owner, "__module__", owner.__name__) for owner, _, _ in quick_moto.PATCHES]
    assert {place.split(".")[0] for place in places} == {"moto"}
