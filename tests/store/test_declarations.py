"""Is every kind of stored thing declared, with the personal data that it holds?"""

import importlib
import inspect
import pkgutil

import shared
from shared.domain.kernel.record import Record
from shared.domain.privacy.declarations import IDS, INDEXES, RECORDS, STORES
from shared.store import indexes, keys
from shared.store.item_attributes import ATTRIBUTES
from shared.store.keys import Key
from shared.store.record_keys import KEYS

ALL = (*RECORDS, *INDEXES, *STORES)
# Stored without a class of its own in `codec`, or not by it.
OTHERS = {
    "CounterRow", "HistoryPage", "the plan's version", "the counter of leads", "the counter of the pool",
    "how far open conversations are listed", "how far closed leads are listed", "how far audit entries are compared",
    "how far old audit entries are marked", "how far tasks are listed", "how far assignees are checked",
    "how far quiet conversations are closed", "how far open offers are looked at",
    "a member's rate of requests", "search keys", "how far leads are searchable",
}  # fmt: skip


def places():
    """Return the names of everything in `keys` that is, or makes, a primary key."""
    made = {
        name for name, one in inspect.getmembers(keys, inspect.isfunction) if one.__annotations__.get("return") == "Key"
    }
    return made | {name for name, one in inspect.getmembers(keys) if isinstance(one, Key)}


def test_every_record_is_declared():
    assert set(KEYS) == {one.kind for one in RECORDS} - OTHERS


def test_kinds_that_are_told_by_name_are_names_of_records():
    for module in pkgutil.walk_packages(shared.__path__, "shared."):
        importlib.import_module(module.name)
    kinds, waiting = set(), [Record]
    while waiting:
        kind = waiting.pop()
        kinds.add(kind.__name__)
        waiting += kind.__subclasses__()
    assert set(ATTRIBUTES) <= set(KEYS) <= kinds


def test_every_key_is_declared():
    assert places() == {one.place for one in RECORDS}


def test_every_index_is_declared():
    assert {index.name for index in indexes.INDEXES} == {one.place for one in INDEXES}


def test_what_holds_a_contacts_data_says_how_it_is_exported_and_erased():
    for one in ALL:
        assert (one.erased == IDS) == (one.whose == "nobody"), one.kind
        assert one.whose != "contact" or one.exported == "yes" or one.exported.startswith("no: "), one.kind
        assert one.kept, one.kind
