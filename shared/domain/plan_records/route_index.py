"""Index a plan's routes, to find those that match a lead without checking each route.

A set of routes is an integer: bit n stands for the nth route of the list. The lowest set bit is the route nearest the
top, and `&` is intersection. The index is built once for each version of the plan: it maps each source, minute of the
week and attribute to the routes that take it. Which routes an attribute's value matches is computed when the value
first occurs, and cached.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from shared.domain.kernel import hours
from shared.domain.kernel.record import SourceId
from shared.domain.kernel.weekly_hours import Window
from shared.domain.plan_records.condition import Condition, matches_value, number_of, text_of
from shared.domain.plan_records.route import Route

REMEMBERED = 10_000  # cached values of one attribute, to bound memory
LONG = 500  # characters: longer texts are not cached, because they do not repeat


class RouteIndex:
    """An index of the routes of one version of the plan.

    Source: docs/rules.md, "Matching" 1-4.
    """

    def __init__(self, routes: Sequence[Route]) -> None:
        self.all = (1 << len(routes)) - 1
        self.active = to_bits(n for n, route in enumerate(routes) if route.status == "active")
        self.assigning = to_bits(n for n, route in enumerate(routes) if route.assigns)
        self._any_source = to_bits(n for n, route in enumerate(routes) if route.sources == "all")
        self._sources = _sources(routes, self._any_source)
        self._fields = _fields(routes)
        always = to_bits(n for n, route in enumerate(routes) if not route.windows)
        self.edges, opened = _week(routes)
        self._open = [always | some for some in opened]

    @property
    def condition_fields(self) -> Collection[str]:
        """Return the attributes that conditions use."""
        return self._fields.keys()

    def source(self, source_id: SourceId | None) -> int:
        """Return the routes that take this source; None and unnamed sources match only routes that take all."""
        return self._sources.get(source_id or "", self._any_source)

    def window(self, local: datetime) -> int:
        """Return the routes that are open at this local time."""
        return self.open_at(hours.minute_of_week(local))

    def open_at(self, minute: int) -> int:
        """Return the routes that are open at this minute of the local week; the result changes only at `edges`."""
        return self._open[bisect_right(self.edges, minute) - 1]

    def conditions(self, attributes: Mapping[str, JsonValue]) -> int:
        """Return the routes whose conditions these attributes meet."""
        found = self.all
        for name, attribute in self._fields.items():
            found &= attribute.fulfilled(attributes.get(name))
        return found

    def covering(self, source_id: SourceId | None, attributes: Mapping[str, JsonValue], local: datetime) -> int:
        """Return the active routes that match the lead at this local time."""
        found = self.active & self.source(source_id) & self.window(local)
        for name, attribute in self._fields.items():
            if not found:
                return 0
            found &= attribute.fulfilled(attributes.get(name))
        return found


def to_bits(positions: Iterable[int]) -> int:
    """Return the set of these positions."""
    found = 0
    for place in positions:
        found |= 1 << place
    return found


def union(sets: Iterable[int]) -> int:
    """Return the union of the sets."""
    found = 0
    for one in sets:
        found |= one
    return found


def first_position(routes: int) -> int:
    """Return the position nearest the top, of a set that is not empty."""
    return (routes & -routes).bit_length() - 1


def positions(routes: int) -> Iterable[int]:
    """Yield the positions in a set, from the top."""
    while routes:
        place = first_position(routes)
        yield place
        routes &= routes - 1


class _Attribute:
    """One attribute that conditions use, with the routes that each of its values matches.

    Numbers between the same two numbers of conditions match the same routes, and so do texts that no condition names:
    each such kind of value is computed once. Texts are also cached as written, to be found without normalising.
    """

    def __init__(self, everything: int, asked: Mapping[int, Sequence[Condition]]) -> None:
        self._asked = asked
        self._others = everything & ~to_bits(asked)
        conditions = [condition for one in asked.values() for condition in one]
        values = [value for condition in conditions for value in _each(condition.value)]
        self._texts = {text_of(value) for value in {value for value in values if type(value) is str}}
        self._numbers = sorted({value for value in values if type(value) in (int, float)})
        self._distinct = any(
            condition.op == "contains" for condition in conditions
        )  # then each text is a kind of its own
        self._written: dict[str, int] = {}
        self._cells: dict[int, int] = {}
        self._kinds: dict[object, int] = {}

    def fulfilled(self, given: JsonValue) -> int:
        """Return the routes whose conditions on this attribute `given` meets, including routes without any."""
        if type(given) is str:
            if len(given) > LONG:
                return self._work_out(given)
            found = self._written.get(given)
            if found is None:
                found = self._by_kind(given)
                _remember(self._written, given, found)
            return found
        if type(given) in (int, float) and not self._texts:
            cell = bisect_left(self._numbers, given) + bisect_right(self._numbers, given)
            found = self._cells.get(cell)
            if found is None:
                found = self._cells[cell] = self._work_out(given)
            return found
        return self._by_kind(given)

    def _by_kind(self, given: JsonValue) -> int:
        kind = self._kind(given)
        if kind is None:
            return self._work_out(given)
        found = self._kinds.get(kind)
        if found is None:
            found = self._work_out(given)
            _remember(self._kinds, kind, found)
        return found

    def _work_out(self, given: JsonValue) -> int:
        held = to_bits(n for n, asked in self._asked.items() if all(matches_value(one, given) for one in asked))
        return self._others | held

    def _kind(self, given: JsonValue) -> Any:
        """Return the kind of `given`, a key shared by values that match the same routes; None if it has none."""
        if given is None or isinstance(given, bool):
            return given, "plain"
        if given in ("", []):
            return "nothing"
        text, number = text_of(given), number_of(given)
        if text is None:
            return None
        writes_none = number != number  # not a number
        cell = None if writes_none else bisect_left(self._numbers, number) + bisect_right(self._numbers, number)
        return text if self._distinct or text in self._texts else "another text", cell


def _remember[K](met: dict[K, int], key: K, found: int) -> None:
    if len(met) >= REMEMBERED:
        met.clear()
    met[key] = found


def _each(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _sources(routes: Sequence[Route], any_source: int) -> dict[SourceId, int]:
    found: dict[SourceId, int] = {}
    for n, route in enumerate(routes):
        for source_id in route.sources if route.sources != "all" else ():
            found[source_id] = found.get(source_id, any_source) | 1 << n
    return found


def _fields(routes: Sequence[Route]) -> dict[str, _Attribute]:
    asked: dict[str, dict[int, list[Condition]]] = {}
    for n, route in enumerate(routes):
        for condition in route.conditions:
            asked.setdefault(condition.field, {}).setdefault(n, []).append(condition)
    everything = (1 << len(routes)) - 1
    return {name: _Attribute(everything, conditions) for name, conditions in asked.items()}


def _week(routes: Sequence[Route]) -> tuple[list[int], list[int]]:
    """Return the minutes of the week at which routes open or close, and the routes open from each on."""
    flips: dict[int, int] = {0: 0}
    weeks: dict[tuple[Window, ...], tuple[tuple[int, int], ...]] = {}
    for n, route in enumerate(routes):
        if route.windows not in weeks:
            weeks[route.windows] = hours.week_ranges(route.windows)
        for start, end in weeks[route.windows]:
            for edge in (start, end):
                flips[edge] = flips.get(edge, 0) ^ 1 << n
    edges, open_now, opened = sorted(flips), 0, []
    for edge in edges:
        open_now ^= flips[edge]
        opened.append(open_now)
    return edges, opened
