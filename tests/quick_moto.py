"""Have moto answer the same in half the time: what costs it most there is replaced while tests run.

Most of the time of tests in memory is moto's: it looks for each of ten kinds of value by eight names when it writes an
answer, copies the whole table for each action of a transaction, and sorts all items by rebuilt keys for every query.
What stands here gives the same for what it recognises, and else calls moto's own. `store/test_quick_moto.py` compares.
"""

import copy
from collections import defaultdict
from contextlib import ExitStack, contextmanager
from functools import cache
from unittest.mock import patch

from moto.core import responses
from moto.core.base_backend import BaseBackend
from moto.core.serialize import BaseJSONSerializer
from moto.dynamodb.models import DynamoDBBackend, Table
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict

_structure = BaseJSONSerializer._serialize_type_structure
_cast = DynamoType.cast_value.fget
_all_items, _project, _update_item = Table.all_items, Item.project, DynamoDBBackend.update_item
_method_names, _urls = responses.method_names_from_class, BaseBackend.urls.fget


def has_bytes(value):
    """Return whether a value of the wire (`{"S": "x"}`) holds bytes, which an answer encodes."""
    [(kind, inner)] = value.items()
    match kind:
        case "B" | "BS":
            return True
        case "L":
            return any(map(has_bytes, inner))
        case "M":
            return any(map(has_bytes, inner.values()))
    return False


def serialize_structure(self, serialized, value, shape, key):
    """Write a value as it is: it is in the form of the wire already."""
    if shape.name == "AttributeValue" and type(value) is dict and len(value) == 1 and not has_bytes(value):
        self._default_serialize(serialized, value, shape, key)
    else:
        _structure(self, serialized, value, shape, key)


def cast_value(self):
    """Return the value as Python has it."""
    return self.value if self.type == "S" else _cast(self)


def equals(self, other):
    """Return whether both are of one type and value."""
    return self.type == other.type and (self.value if self.type == "S" else _cast(self)) == other.cast_value


def copy_value(self, _memo=None):
    """Return a copy of a value, which never holds itself."""
    made = DynamoType.__new__(DynamoType)
    made.type = self.type
    match self.type:
        case "L":
            made.value = [copy_value(one) for one in self.value]
        case "M":
            made.value = {name: copy_value(one) for name, one in self.value.items()}
        case "SS" | "NS" | "BS":
            made.value = list(self.value)
        case _:
            made.value = self.value
    return made


def copy_item(self, _memo=None):
    """Return a copy of an item. Its size was checked when it was written."""
    made, attributes = Item.__new__(Item), LimitedSizeDict.__new__(LimitedSizeDict)
    made.hash_key, made.range_key, made.attrs = copy_value(self.hash_key), self.range_key, attributes
    if self.range_key is not None:
        made.range_key = copy_value(self.range_key)
    dict.update(attributes, {name: copy_value(one) for name, one in self.attrs.items()})
    return made


def has_two_texts_as_key(table):
    """Return whether the table's keys are what ours are."""
    return (table.hash_key_type, table.range_key_type) == ("S", "S")


def copy_whole(self, memo):
    """Return a copy with copies of all that it holds, as is usual."""
    made = copy.copy(self)
    made.__dict__ = copy.deepcopy(self.__dict__, memo)
    return made


def copy_table(self, memo):
    """Return the table as it is now, to go back to: it shares its items, which are never changed (`update_item`)."""
    if self.stream_shard is not None or not has_two_texts_as_key(self):
        return copy_whole(self, memo)
    made = copy.copy(self)
    made.items = defaultdict(dict, {pk: dict(items) for pk, items in self.items.items()})
    return made


def update_item(self, table_name, key, *given, **more):
    """Change a copy of the item, so that who holds the former one keeps it."""
    table = self.get_table(table_name)
    if has_two_texts_as_key(table) and key.keys() == {table.hash_key_attr, table.range_key_attr}:
        pk, sk = self.get_keys_value(table, key)
        if sk in table.items.get(pk, ()):
            table.items[pk][sk] = copy_item(table.items[pk][sk])
    return _update_item(self, table_name, key, *given, **more)


def all_items(self):
    """Return all items in the order of their keys."""
    if not has_two_texts_as_key(self):
        return _all_items(self)
    items = [item for of_partition in self.items.values() for item in of_partition.values()]
    return sorted(items, key=lambda item: (item.hash_key.value, item.range_key.value))


def project(self, expressions):
    """Return the item with these attributes, if all of them are texts at its top."""
    found = {path[0]: self.attrs[path[0]] for path in expressions if path[0] in self.attrs}
    if all(len(path) == 1 for path in expressions) and all(one.type == "S" for one in found.values()):
        return Item(self.hash_key, self.range_key, {name: {"S": one.value} for name, one in found.items()})
    return _project(self, expressions)


@cache
def urls_of(backend_class):
    """Return what a service answers, which moto puts together anew for each request."""
    return _urls(backend_class.__new__(backend_class))


def urls(self):
    """Return what this service answers."""
    return urls_of(type(self))


PATCHES = [
    (BaseBackend, "urls", property(urls)),
    (BaseJSONSerializer, "_serialize_type_structure", serialize_structure),
    (DynamoType, "cast_value", property(cast_value)),
    (DynamoType, "__eq__", equals),
    (DynamoType, "__deepcopy__", copy_value),
    (Item, "__deepcopy__", copy_item),
    (Item, "project", project),
    (Table, "__deepcopy__", copy_table),
    (Table, "all_items", all_items),
    (DynamoDBBackend, "update_item", update_item),
    (responses, "method_names_from_class", cache(_method_names)),
]

OWN = [(owner, name, vars(owner).get(name, copy_whole)) for owner, name, _ in PATCHES]
"""Keep what moto does by itself, to compare with."""


@contextmanager
def parts(which):
    """Use these parts of moto as long as this lasts: `PATCHES`, or its `OWN`."""
    with ExitStack() as stack:
        for of_moto, name, part in which:
            stack.enter_context(patch.object(of_moto, name, part, create=name not in vars(of_moto)))
        yield
