"""An index over a plan's routes: which of them take a lead now, without asking each.

A set of routes is one whole number: bit n stands for the nth route of the list, so the lowest bit that
is set is the route nearest the top, and "and" is intersection. What a route asks of a lead is turned
round once, when the plan moves: from "this route takes these sources" to "this source is taken by these
routes", the same for the minutes of the week and for each attribute. What an attribute's value fulfils is
worked out when the value is first met, and remembered.
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

REMEMBERED = 10_000  # values of one attribute; a plan lives long, and texts are many
LONG = 500  # characters: a longer text is one person's own words, which nobody else will send


class RouteIndex:
    """The routes of one version of the plan, as sets.

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
        """The attributes that conditions ask for."""
        return self._fields.keys()

    def source(self, source_id: SourceId | None) -> int:
        """The routes that take this source; one that none names, and no source, are taken by those that take all."""
        return self._sources.get(source_id or "", self._any_source)

    def window(self, local: datetime) -> int:
        """The routes that are open at this wall time."""
        return self.open_at(hours.minute_of_week(local))

    def open_at(self, minute: int) -> int:
        """The routes that are open at this minute of the wall week; it changes at `edges` only."""
        return self._open[bisect_right(self.edges, minute) - 1]

    def conditions(self, attributes: Mapping[str, JsonValue]) -> int:
        """The routes whose conditions these attributes fulfil."""
        found = self.all
        for name, attribute in self._fields.items():
            found &= attribute.fulfilled(attributes.get(name))
        return found

    def covering(self, source_id: SourceId | None, attributes: Mapping[str, JsonValue], local: datetime) -> int:
        """The active routes that cover the lead and the wall time."""
        found = self.active & self.source(source_id) & self.window(local)
        for name, attribute in self._fields.items():
            if not found:
                return 0
            found &= attribute.fulfilled(attributes.get(name))
        return found


def to_bits(positions: Iterable[int]) -> int:
    """The set of these places."""
    found = 0
    for place in positions:
        found |= 1 << place
    return found


def union(sets: Iterable[int]) -> int:
    """All that is in one of the sets."""
    found = 0
    for one in sets:
        found |= one
    return found


def first_position(routes: int) -> int:
    """The place nearest the top of a set that is not empty."""
    return (routes & -routes).bit_length() - 1


def positions(routes: int) -> Iterable[int]:
    """The places of a set, from the top."""
    while routes:
        place = first_position(routes)
        yield place
        routes &= routes - 1


class _Attribute:
    """One attribute that conditions ask for, and the routes that each of its values fulfils.

    Numbers between the same two that conditions name fulfil the same, and so do texts that none of them names:
    each kind is worked out once. Texts are remembered as they were written as well, to be found without folding.
    """

    def __init__(self, everything: int, asked: Mapping[int, Sequence[Condition]]) -> None:
        self._asked = asked
        self._others = everything & ~to_bits(asked)
        conditions = [condition for one in asked.values() for condition in one]
        values = [value for condition in conditions for value in _each(condition.value)]
        self._texts = {text_of(value) for value in {value for value in values if type(value) is str}}
        self._numbers = sorted({value for value in values if type(value) in (int, float)})
        self._distinct = any(condition.op == "contains" for condition in conditions)  # each text is a kind of its own
        self._written: dict[str, int] = {}
        self._cells: dict[int, int] = {}
        self._kinds: dict[object, int] = {}

    def fulfilled(self, given: JsonValue) -> int:
        """The routes whose conditions on this attribute `given` fulfils, those without any included."""
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
        """What all values that fulfil the same conditions as `given` have in common; None where that is unknown."""
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
    """The minutes of the week at which routes open or close, and which are open from each of them on."""
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
