"""Does every operation answer every role, for every lead, as the matrix of docs/security.md says?"""

import pytest

from shared.domain.kernel.audit import Audit
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records import probes
from shared.store import codec, keys
from tests import make, memory
from tests.functions import matrix
from tests.functions.matrix import CALLERS, LEAD_IDS, LEADS, LISTS, OPERATIONS, PUBLIC
from tests.make import EVE, id_of

OF_LEADS, OF_OTHERS, ON_LISTS = (matrix.rows(title) for title in ("Leads", "All else", "Lists"))
ABOUT_LEADS = [operation for operation in OPERATIONS if "{lead_id}" in operation]
ABOUT_ELSE = [operation for operation in OPERATIONS if "{lead_id}" not in operation]


@pytest.fixture(scope="module")
def whole_module(memory_of_process):
    """Provide the data of all tests of this module: each test adds its own records."""
    return matrix.world()


@pytest.fixture
def world(whole_module, event):
    whole_module.event = event
    return whole_module


def test_every_operation_has_a_row_and_every_row_an_operation():
    assert sorted(OF_LEADS) == sorted(f"`{operation}`" for operation in ABOUT_LEADS)
    assert sorted(OF_OTHERS) == sorted(f"`{operation}`" for operation in ABOUT_ELSE)
    assert sorted(ON_LISTS) == sorted(LISTS)
    assert all(tuple(row) == LEADS for row in OF_LEADS.values())


@pytest.mark.parametrize("operation", ABOUT_LEADS)
def test_operations_on_leads_answer_as_the_matrix_says(world, operation):
    row, found = OF_LEADS[f"`{operation}`"], {}
    for caller, me in CALLERS.items():
        world.seat(me)
        world.put_leads(me)
        found |= {(kind, caller): world.ask(operation, me, lead_id=LEAD_IDS[kind]) for kind in LEADS}
    assert found == {(kind, caller): code for kind in LEADS for caller, code in matrix.expected(row[kind]).items()}


@pytest.mark.parametrize("operation", ABOUT_LEADS)
def test_a_probes_lead_is_unknown_to_everybody(world, operation):
    unknown, lead_id, found = OF_LEADS[f"`{operation}`"]["unknown"], id_of("lead", "probe"), {}
    for caller, me in CALLERS.items():
        world.seat(me)
        for made in (make.offered, make.owned):
            world.put(made(probes.MACHINE, lead_id=lead_id, origin="synthetic"))
            found[made, caller] = world.ask(operation, me, lead_id=lead_id)
    told = matrix.expected(unknown)
    assert found == {(made, caller): told[caller] for made in (make.offered, make.owned) for caller in CALLERS}


@pytest.mark.parametrize("operation", ABOUT_ELSE)
def test_all_other_operations_answer_as_the_matrix_says(world, operation):
    row, found = OF_OTHERS[f"`{operation}`"], {}
    for caller, me in CALLERS.items():
        world.seat(me)
        found["own", caller] = world.ask(operation, me)
        if "{" in operation:
            world.restore()
            found["another's", caller] = world.ask(operation, me, theirs=False)
    columns = ("own", "another's") if "{" in operation else ("own",)
    assert found == {
        (column, caller): code for column in columns for caller, code in matrix.expected(row[column]).items()
    }
    assert ("{" in operation) == (row["another's"] != "")


@pytest.mark.parametrize("label", LISTS)
def test_a_list_shows_each_role_the_leads_that_the_matrix_says(world, label):
    method, path, query, body = LISTS[label]
    found = {}
    for caller, me in CALLERS.items():
        world.seat(me)
        world.put_leads(me)
        status, answer = world.send(f"{method} {path}", path, make.member(me).sub, query=query, body=body)
        assert (status, answer.get("next")) == (200, None)
        listed = {item["lead_id"] for item in answer["items"]}
        found |= {(kind, caller): "yes" if lead_id in listed else "no" for kind, lead_id in LEAD_IDS.items()}
    row = ON_LISTS[label]
    assert found == {(kind, caller): there for kind in LEADS for caller, there in matrix.expected(row[kind]).items()}


@pytest.mark.parametrize("operation", [operation for operation in OPERATIONS if operation not in PUBLIC])
def test_removed_and_unknown_callers_may_do_nothing(world, operation):
    world.seat(make.ANN)
    before = memory.items()
    assert [world.ask(operation, me) for me in (EVE, id_of("agent", "nobody"), None)] == ["forbidden"] * 3
    assert memory.items() == before


# Changes of the owner without a person's action are recorded in the lead's history.
BY_THEMSELVES = {"POST /leads/{lead_id}/claim", "POST /leads/{lead_id}/give-back"}


@pytest.mark.parametrize("operation", [operation for operation in OPERATIONS if not operation.startswith("GET ")])
def test_every_change_of_the_plan_or_of_an_owner_has_an_audit_entry_with_its_author(world, operation):
    """Source: docs/rules.md, "Restrictions" 4."""
    for me in CALLERS.values():
        world.seat(me)
        world.put_leads(me)
        after = world.there()
        for kind in LEADS if "{lead_id}" in operation else LEADS[:1]:
            before = after
            world.ask(operation, me, lead_id=LEAD_IDS[kind])
            after = world.there()
            changed = {key for key in before | after if before.get(key) != after.get(key)}
            of_plan = [key for key in changed if key.pk == keys.PLAN and key != keys.VERSION]
            owners = [
                key for key in changed if key.sk == "LEAD" and key.pk.startswith("LEAD#")
                and key in before and owner(before[key]) != owner(after[key])
            ]  # fmt: skip
            entries = [codec.from_item(Audit, after[key]) for key in changed if key.pk.startswith("AUDIT#")]
            assert all(entry.by == me and entry.at for entry in entries)
            if of_plan or (owners and operation not in BY_THEMSELVES):
                assert entries, kind
                assert all(entry.before is not None or entry.after is not None for entry in entries)
            for key in owners:
                told = codec.from_item(Lead, after[key]).history
                assert any(event.by == me for event in told)


def owner(item):
    return codec.from_item(Lead, item).owner
